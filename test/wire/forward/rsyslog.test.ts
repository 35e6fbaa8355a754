import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { runCommand } from '../../../electron/cli/run-command.ts';
import { makeCertificates } from '../../server/certificates.ts';
import { type Rsyslog, type RsyslogOptions, startRsyslog } from '../../server/rsyslog.ts';
import { ForwardingDesk, logServer, pemOf } from './desk.ts';

async function rsyslogd(options: RsyslogOptions): Promise<Rsyslog> {
  const rsyslog = await startRsyslog(options);
  onTestFinished(() => rsyslog.stop());
  return rsyslog;
}

/** The numbers of the entries in the order in which each was written first. */
function firstSeen(rsyslog: Rsyslog): readonly number[] {
  const numbers = rsyslog.lines.flatMap((line) => {
    const index = / index="(\d+)"/.exec(line)?.[1];
    return index === undefined ? [] : [Number(index)];
  });
  return [...new Set(numbers)];
}

function count(size: number): readonly number[] {
  return Array.from({ length: size }, (_, index) => index);
}

async function verify(desk: ForwardingDesk, heads: string): Promise<unknown> {
  const { out } = await runCommand(
    ['audit', 'verify', desk.folder, '--heads', heads, '--host', 'desk-17', '--json'],
    { readFile: async () => new Uint8Array(), readInput: async () => '' },
  );
  return JSON.parse(out);
}

/** The log server writes to its file a little later than it takes. */
async function allIsWitnessed(desk: ForwardingDesk, rsyslog: Rsyslog): Promise<void> {
  await expect
    .poll(() => verify(desk, rsyslog.logFile))
    .toMatchObject({ findings: [], witnessed: desk.desk.heads.length });
}

function lastError(desk: ForwardingDesk): Promise<string> {
  return vi.waitUntil(() => desk.state?.lastError?.code, { timeout: 60_000 });
}

describe.each(['gtls', 'ossl'] as const)('a real rsyslogd (%s)', (driver) => {
  test('that is killed and started again in the middle gets every entry, in order, and all signed heads', async () => {
    const rsyslog = await rsyslogd({ driver });
    const desk = new ForwardingDesk(logServer(rsyslog));
    await desk.start();
    for (let round = 1; round <= 3; round += 1) {
      desk.write(400);
      await vi.waitUntil(() => rsyslog.lines.length > round * 300, { timeout: 60_000, interval: 5 });
      await rsyslog.kill();
      desk.write(200);
      await rsyslog.start();
    }
    // The last entry says that the record was closed.
    const size = desk.size + 1;
    desk.end();
    await desk.confirmed(size);
    expect(firstSeen(rsyslog)).toEqual(count(size));
    await allIsWitnessed(desk, rsyslog);
  });

  test('that gets a certificate it does not trust takes nothing, and that is said', async () => {
    const rsyslog = await rsyslogd({ driver });
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'gatehouse-stranger-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    const stranger = pemOf(makeCertificates(elsewhere, ['desk.corp.test'], 'good', 'client'));
    const desk = new ForwardingDesk(logServer(rsyslog, { clientCertificate: stranger }));
    await desk.start();
    // GnuTLS hangs up without an alert.
    expect(await lastError(desk)).toBe(driver === 'ossl' ? 'client-certificate-refused' : 'closed-by-server');
    expect(desk.state).toMatchObject({ confirmed: 0, connectedSince: null });
    expect(rsyslog.lines).toEqual([]);
  });

  test('that gets no certificate at all takes nothing either', async () => {
    const rsyslog = await rsyslogd({ driver });
    const desk = new ForwardingDesk(logServer(rsyslog, { clientCertificate: null }));
    await desk.start();
    expect(await lastError(desk)).toBe(driver === 'ossl' ? 'client-certificate-refused' : 'closed-by-server');
    expect(rsyslog.lines).toEqual([]);
  });

  test('gets after a crash of ours what it may not have, and what was written while we were not there', async () => {
    const rsyslog = await rsyslogd({ driver });
    const desk = new ForwardingDesk(logServer(rsyslog));
    await desk.start();
    desk.write(100);
    await desk.confirmed();
    const confirmed = desk.size;
    desk.write(50);
    await vi.waitUntil(() => firstSeen(rsyslog).length >= confirmed + 20, { timeout: 60_000 });
    await desk.stop();
    desk.write(50);
    const before = rsyslog.lines.length;
    await desk.start();
    await desk.confirmed();
    expect(firstSeen(rsyslog)).toEqual(count(desk.size));
    // From the confirmed one on, and not from the first.
    const again = rsyslog.lines.slice(before).join('\n');
    expect(again).toContain(` index="${confirmed}"`);
    expect(again).not.toContain(` index="${confirmed - 1}"`);
  });

  test('gets at the end of the program all that is on record by then', async () => {
    const rsyslog = await rsyslogd({ driver });
    const desk = new ForwardingDesk(logServer(rsyslog, { heartbeatSeconds: 3600 }));
    await desk.start();
    desk.write(500);
    const size = desk.size + 1;
    desk.end();
    await desk.stop(20_000);
    await vi.waitUntil(() => firstSeen(rsyslog).length === size, { timeout: 60_000 });
    await allIsWitnessed(desk, rsyslog);
  });
});

test.each([
  ['wrong-name', 'certificate-wrong-name'],
  ['expired', 'certificate-expired'],
  ['untrusted', 'certificate-unknown-issuer'],
] as const)('a log server with a certificate that is %s gets nothing: %s', async (fault, code) => {
  const rsyslog = await rsyslogd({ driver: 'ossl', fault });
  const desk = new ForwardingDesk(logServer(rsyslog));
  await desk.start();
  desk.write(10);
  expect(await lastError(desk)).toBe(code);
  expect(desk.state?.connectedSince).toBeNull();
  expect(rsyslog.lines).toEqual([]);
});

test.each(['ocsf', 'cef'] as const)(
  'as %s the log server has every entry and all heads too',
  async (format) => {
    const rsyslog = await rsyslogd({ driver: 'ossl' });
    const desk = new ForwardingDesk(logServer(rsyslog, { format, heartbeatSeconds: 3600 }));
    await desk.start();
    desk.write(60);
    desk.end();
    await desk.stop(20_000);
    await allIsWitnessed(desk, rsyslog);
  },
);
