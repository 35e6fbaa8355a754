import { expect, test } from 'vitest';
import type { Parcel } from '../../../electron/report/delivery.ts';
import { alice, openArchive } from '../archive/fixture.ts';
import { policyWith, ReportCase } from './report-case.ts';

const soc = 'https://soc.corp.test/xarf';

/** Reports whose archive can be made to keep back what it has read. */
async function withHeldArchive(change: ConstructorParameters<typeof ReportCase>[1] = {}) {
  const archive = await openArchive();
  let holding = Promise.resolve();
  let reads = 0;
  const held = async <T>(read: Promise<T>): Promise<T> => {
    const answer = await read;
    reads += 1;
    await holding;
    return answer;
  };
  const report = new ReportCase(archive, {
    ...change,
    archive: {
      ...archive,
      openReports: () => held(archive.openReports()),
      alerts: () => held(archive.alerts()),
    },
  });
  return {
    report,
    /** Resolves when somebody has looked at what is open; what he saw reaches him when the returned function is called. */
    lookedAt: async (act: () => void) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      holding = promise;
      const before = reads;
      act();
      await expect.poll(() => reads).toBeGreaterThan(before);
      return resolve;
    },
  };
}

test('a report that the server confirms while it is looked for what is still to go is sent once', async () => {
  const { report, lookedAt } = await withHeldArchive();
  report.reports.ready(false);
  await report.submitted(await report.storeOne());
  const release = await lookedAt(() => report.reports.ready(true));
  report.reports.sent(report.sent[0]?.id ?? '');
  release();
  await report.settled();
  expect(report.sent).toHaveLength(1);
});

test('a report that catch-up shows to have arrived is not sent by what began before the session', async () => {
  const { report, lookedAt } = await withHeldArchive();
  report.reports.ready(false);
  const id = await report.storeOne();
  await report.submitted(id);
  const release = await lookedAt(() => report.reports.ready(true));
  report.reports.offline();
  report.reports.sent(report.sent[0]?.id ?? '');
  report.reports.ready(false);
  release();
  await report.settled();
  expect(report.sent).toHaveLength(1);
  expect(await report.state(id)).toBe('sent');
});

test('a report that an ended session left behind is sent once by the next, whatever was under way', async () => {
  const { report, lookedAt } = await withHeldArchive();
  report.reports.ready(false);
  await report.submitted(await report.storeOne());
  const release = await lookedAt(() => report.reports.ready(true));
  report.reports.offline();
  report.reports.ready(false);
  release();
  await report.settled();
  expect(report.sent).toHaveLength(2);
});

test('a service that has answered is not posted to again by who looked before that', async () => {
  const { promise: answer, resolve: say } = Promise.withResolvers<'sent'>();
  const got: string[] = [];
  const post = async (_url: string, { json }: Parcel) => {
    got.push(JSON.parse(json).report_id);
    return answer;
  };
  const policy = () =>
    policyWith({ securityDesk: null, destinations: [{ kind: 'https', url: soc, caFile: null }] });
  const { report, lookedAt } = await withHeldArchive({ policy, post });
  const id = await report.storeOne();
  await report.submitted(id);
  const release = await lookedAt(() => report.reports.ready(false));
  say('sent');
  await answer;
  await new Promise((resolve) => setImmediate(resolve));
  release();
  await expect.poll(() => report.state(id)).toBe('sent');
  expect(got).toHaveLength(1);
});

test('an alert that the server confirms while it is looked for what is still to go is sent once', async () => {
  const { report, lookedAt } = await withHeldArchive();
  report.reports.ready(false);
  await report.reports.alerts.tell({ kind: 'false-alarm', text: 'by alice', details: { reporter: alice } });
  const release = await lookedAt(() => report.reports.alerts.ready(true));
  report.reports.sent(report.sent[0]?.id ?? '');
  release();
  await report.settled();
  expect(report.sent).toHaveLength(1);
  expect(await report.archive.alerts()).toEqual([]);
});
