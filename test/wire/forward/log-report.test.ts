import { createHash, randomUUID } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { headsInLog } from '../../../electron/audit/heads-in-log.ts';
import { forwarderTiming } from '../../../electron/forward/forwarder.ts';
import {
  type LoggedReport,
  type LogReportTiming,
  logReport,
  reportFrames,
} from '../../../electron/forward/log-report.ts';
import { type Rsyslog, startRsyslog } from '../../server/rsyslog.ts';
import { logServer } from './desk.ts';

const origin = { hostName: 'desk-17', version: '1.2.3' };
const timing: LogReportTiming = { ...forwarderTiming, outlive: 50 };

async function rsyslogd(fault: 'good' | 'untrusted' = 'good'): Promise<Rsyslog> {
  const rsyslog = await startRsyslog({ driver: 'ossl', fault });
  onTestFinished(() => rsyslog.stop());
  return rsyslog;
}

function report(text: string): LoggedReport {
  return { id: randomUUID(), kind: 'report-report', time: 1_800_000_000_000, json: JSON.stringify({ text }) };
}

/** The JSON as whoever reads the log puts it together. */
function reportIn(lines: readonly string[], id: string): string {
  const parts = lines.flatMap((line) => {
    const found =
      / report-report \[gatehouse@32473 id="([^"]+)" sha256="(\w+)" part="(\d+)" parts="(\d+)"\] (.*)$/.exec(
        line,
      );
    return found?.[1] === id ? [found] : [];
  });
  const json = parts
    .toSorted((a, b) => Number(a[3]) - Number(b[3]))
    .map(([, , , , , text]) => text)
    .join('');
  expect(parts).toHaveLength(Number(parts[0]?.[4]));
  expect(createHash('sha256').update(json).digest('hex')).toBe(parts[0]?.[2]);
  return json;
}

test.each([
  ['short', 'grüße \u202e\nend'],
  ['longer than one message may be', 'ü"\\'.repeat(20_000)],
])('a real rsyslogd gets a report that is %s, whole', async (_name, text) => {
  const rsyslog = await rsyslogd();
  const sent = report(text);
  expect(await logReport(logServer(rsyslog), origin, sent, timing)).toBe('sent');
  await vi.waitUntil(() => rsyslog.lines.some((line) => line.includes(sent.id)), { timeout: 60_000 });
  expect(JSON.parse(reportIn(rsyslog.lines, sent.id))).toEqual({ text });
  expect(rsyslog.lines[0]).toMatch(/^<109>1 2027-01-15T08:00:00\.000Z desk-17 gatehouse - report-report \[/);
});

test('one that is away, or is not the company’s, does not get it, and it goes later', async () => {
  const rsyslog = await rsyslogd();
  await rsyslog.kill();
  expect(await logReport(logServer(rsyslog), origin, report('x'), timing)).toBe('later');
  await rsyslog.start();
  expect(await logReport(logServer(rsyslog), origin, report('x'), timing)).toBe('sent');
  const other = await rsyslogd('untrusted');
  expect(await logReport(logServer(other), origin, report('x'), timing)).toBe('later');
  expect(other.lines).toEqual([]);
});

test('one that dies right after it has read it has not got it yet', async () => {
  const rsyslog = await rsyslogd();
  const sending = logReport(logServer(rsyslog), origin, report('x'), { ...timing, outlive: 60_000 });
  await vi.waitUntil(() => rsyslog.lines.length > 0, { timeout: 60_000 });
  await rsyslog.kill();
  expect(await sending).toBe('later');
});

test('no part is longer than the log server takes, and none passes for a signed head', () => {
  const head = 'gatehouse-head {"v":1,"record":"x","size":1}';
  const frames = reportFrames(report(`${head}\n`.repeat(500)), origin, {
    maxMessageBytes: 2048,
    enterpriseNumber: 32_473,
  });
  expect(frames.length).toBeGreaterThan(10);
  for (const frame of frames) {
    const [length = '', ...rest] = frame.toString().split(' ');
    expect(Buffer.byteLength(rest.join(' '))).toBe(Number(length));
    expect(Number(length)).toBeLessThanOrEqual(2048);
  }
  expect(headsInLog(frames.join('\n'), null)).toEqual([]);
});
