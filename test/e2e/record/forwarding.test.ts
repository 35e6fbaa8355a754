import { copyFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { electronAccount, giveTo } from '../../../build/unprivileged/account.ts';
import { runCommand } from '../../../electron/cli/run-command.ts';
import { companyPolicy } from '../../server/people/company-policy.ts';
import { logServerName, type Rsyslog, startRsyslog } from '../../server/rsyslog.ts';
import { type Office, openOffice } from '../office.ts';

// What the company's log server has of a desktop, that the desktop cannot take back.

let office: Office;
let rsyslog: Rsyslog;
beforeAll(async () => {
  [office, rsyslog] = await Promise.all([openOffice(), startRsyslog({ driver: 'gtls' })]);
});
afterAll(async () => {
  await office.close();
  await rsyslog.stop();
});

test('a real log server has all of a short session over mutual TLS, and its heads prove the record', async () => {
  const { anna } = office.cast;
  const policy = companyPolicy(office.server, {
    forwarding: {
      host: logServerName,
      port: rsyslog.port,
      caFile: inHome(rsyslog.certificates.caFile),
      clientCertificate: {
        certificateFile: inHome(rsyslog.clientCertificates.certificate),
        keyFile: inHome(rsyslog.clientCertificates.key),
      },
      heartbeatSeconds: 1,
    },
  });
  const bea = await office.login('bea');
  const window = await office.scene.launch({ policy });
  await window.signIn(anna.jid, anna.password);
  await window.isOnline();
  bea.sendMessage(anna.jid, 'The numbers are in the red folder.');
  await window.open('Bea Lindqvist');
  await window.message('The numbers are in the red folder.').waitFor();
  await window.send('Bea Lindqvist', 'Found them, thank you');
  await vi.waitUntil(() => rsyslog.lines.some((line) => line.includes('direction="out"')), {
    timeout: 20_000,
  });
  await vi.waitFor(
    async () => {
      const reply = await window.call('forwarding.get', null);
      expect(reply).toMatchObject({
        ok: true,
        value: { server: `${logServerName}:${rsyslog.port}`, isSendingStopped: false, lastError: null },
      });
      expect(reply.ok && (reply.value as { confirmed: number }).confirmed).toBeGreaterThan(3);
    },
    { timeout: 20_000 },
  );
  const profile = await office.scene.gatehouse.app.evaluate(({ app }) => app.getPath('userData'));
  await office.scene.quit();

  // What it has read it writes when it comes to it.
  await vi.waitUntil(() => / gatehouse - closed .* gatehouse - head /s.test(rsyslog.lines.join()), {
    timeout: 10_000,
  });
  const record = path.join(profile, 'record');
  const heads = ['--heads', rsyslog.logFile, '--host', hostname()];
  const { out } = await runCommand(['audit', 'verify', record, ...heads, '--json'], {
    readFile: async () => new Uint8Array(),
    readInput: async () => '',
  });
  const verified = JSON.parse(out);
  expect(verified).toMatchObject({ findings: [], unsigned: 0, isClosed: true });
  expect(verified.witnessed).toBe(verified.heads);
  const log = rsyslog.lines.join('\n');
  for (let index = 0; index < verified.size; index += 1) expect(log).toContain(` index="${index}"`);
  for (const kind of ['sign-in', 'message', 'policy', 'closed'])
    expect(log).toContain(` gatehouse - ${kind} `);
  expect(log).toContain(bea.jid);
  for (const words of ['red folder', 'Found them']) expect(log).not.toContain(words);
});

/** Where the account that Electron runs as can read it. */
function inHome(file: string): string {
  const copy = path.join(office.scene.home, `log-server-${path.basename(file)}`);
  copyFileSync(file, copy);
  giveTo(electronAccount(), copy);
  return copy;
}
