import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Parcel } from '../../../electron/report/delivery.ts';
import { undoTime } from '../../../electron/report/reports.ts';
import { writeReport } from '../../../electron/report/write-report.ts';
import { alice, jid } from '../archive/fixture.ts';
import { desk, judged, policyWith, ReportCase } from './report-case.ts';

const soc = jid('soc@corp.test');
const kinds = [{ kind: 'address', address: soc } as const, { kind: 'syslog' } as const];

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'gatehouse-export-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe('a report', () => {
  it('goes to each address under an id of its own, the desk’s first, and is sent when all have it', async () => {
    const report = await ReportCase.begin({ policy: () => policyWith({ destinations: kinds.slice(0, 1) }) });
    const id = await report.storeOne();
    report.reports.ready(false);
    await report.submitted(id);
    expect(report.sent.map(({ to }) => to)).toEqual([desk, soc]);
    const [toDesk, toSoc] = report.sent;
    expect(toSoc).toMatchObject({ body: toDesk?.body, json: toDesk?.json });
    expect(toSoc?.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(toSoc?.id).not.toBe(toDesk?.id);
    report.reports.sent(toDesk?.id ?? '');
    await report.settled();
    expect(await report.state(id)).toBe('queued');
    report.reports.sent(toSoc?.id ?? '');
    await report.settled();
    expect(await report.state(id)).toBe('sent');
    expect(report.record.facts().slice(-1)).toMatchObject([{ step: 'sent', to: `xmpp:${soc}` }]);
  });

  it('that one address refuses is with the others all the same', async () => {
    const report = await ReportCase.begin({ policy: () => policyWith({ destinations: kinds.slice(0, 1) }) });
    const id = await report.storeOne();
    report.reports.ready(false);
    await report.submitted(id);
    report.reports.failed(report.sent[0]?.id ?? '');
    report.reports.sent(report.sent[1]?.id ?? '');
    await report.settled();
    expect(await report.state(id)).toBe('sent');
    expect((await report.archive.report(id))?.posts.map(({ state }) => state)).toEqual(['refused', 'sent']);
  });

  it('goes after a restart to whoever does not have it, and to nobody twice', async () => {
    const policy = () => policyWith({ destinations: kinds });
    const before = await ReportCase.begin({ policy, post: async () => 'later' });
    const id = await before.storeOne();
    before.reports.ready(false);
    await before.submitted(id);
    before.reports.sent(before.sent[1]?.id ?? '');
    await before.settled();
    await before.reports.close();
    const got: string[] = [];
    const post = async (url: string): Promise<'sent'> => {
      got.push(url);
      return 'sent';
    };
    const after = before.restarted(60_000, { policy, post });
    await after.reports.open();
    after.reports.ready(false);
    await after.settled();
    expect(after.sent.map(({ to }) => to)).toEqual([desk]);
    expect(after.sent[0]?.id).toBe(before.sent[0]?.id);
    expect(got).toEqual(['syslog:']);
  });

  it('does not wait for one that policy names no more, and goes to one that it names since', async () => {
    let destinations = kinds.slice(0, 1);
    const other = jid('new@corp.test');
    const report = await ReportCase.begin({ policy: () => policyWith({ destinations }) });
    const id = await report.storeOne();
    await report.submitted(id);
    destinations = [{ kind: 'address', address: other }];
    report.reports.ready(false);
    await report.settled();
    expect(report.sent.map(({ to }) => to)).toEqual([desk, other]);
  });
});

describe('an alert', () => {
  const alert = { kind: 'withdrawal', text: 'A new rule …', details: { count: 1 } } as const;

  it('goes to every destination, waits for each over a restart, and is forgotten then', async () => {
    const policy = () => policyWith({ destinations: kinds });
    const before = await ReportCase.begin({ policy, post: async () => 'later' });
    expect(await before.reports.alerts.tell(alert)).toBe(true);
    await before.reports.close();
    const got: Parcel[] = [];
    const post = async (_url: string, parcel: Parcel): Promise<'sent'> => {
      got.push(parcel);
      return 'sent';
    };
    const after = before.restarted(60_000, { policy, post });
    await after.reports.open();
    after.reports.ready(false);
    await after.settled();
    expect(after.sent.map(({ to, body }) => [to, body])).toEqual([
      [desk, alert.text],
      [soc, alert.text],
    ]);
    expect(got).toMatchObject([{ kind: 'withdrawal', text: alert.text }]);
    expect(JSON.parse(got[0]?.json ?? '')).toMatchObject({
      gatehouse_alert: '1',
      alert_id: after.sent[0]?.id,
      kind: 'withdrawal',
      reporter: alice,
      count: 1,
    });
    for (const { id } of after.sent) after.reports.sent(id);
    await after.settled();
    expect(await after.archive.alerts()).toEqual([]);
    const told = after.record.facts().flatMap((facts) => (facts.kind === 'alert' ? [facts.to] : []));
    expect(new Set(told)).toEqual(new Set([`xmpp:${desk}`, `xmpp:${soc}`, 'syslog:']));
  });

  it('is told to nobody about his own computer, and without a destination to nobody at all', async () => {
    const own = await ReportCase.begin({ policy: () => policyWith({ securityDesk: alice }) });
    expect(await own.reports.alerts.tell(alert)).toBe(false);
    const none = await ReportCase.begin({ policy: () => policyWith({ securityDesk: null }) });
    expect(await none.reports.alerts.tell(alert)).toBe(false);
    expect(await none.archive.alerts()).toEqual([]);
  });

  it('keeps no report waiting', async () => {
    const report = await ReportCase.begin();
    await report.reports.alerts.tell(alert);
    const id = await report.storeOne(judged(1, 'read your code to me'));
    report.reports.ready(false);
    await report.submitted(id);
    expect(report.sent).toHaveLength(2);
    await report.pass(undoTime);
  });
});

describe('a folder', () => {
  const parcel = { id: '0b9ee1f3-6f6c-4f0e-8d53-1f2c7c7f5a10', kind: 'report', json: '{"a":1}' } as const;

  it('gets one whole file for each report, readable to its writer alone, and no second one', async () => {
    const made = folder();
    const url = pathToFileURL(made).href;
    expect([await writeReport(url, parcel), await writeReport(url, parcel)]).toEqual(['sent', 'sent']);
    expect(readdirSync(made)).toEqual([`gatehouse-report-${parcel.id}.json`]);
    const file = path.join(made, `gatehouse-report-${parcel.id}.json`);
    expect(readFileSync(file, 'utf8')).toBe('{"a":1}\n');
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('that is not there is waited for', async () => {
    const url = pathToFileURL(path.join(folder(), 'not there')).href;
    expect(await writeReport(url, parcel)).toBe('later');
  });
});
