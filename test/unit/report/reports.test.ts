import { describe, expect, it } from 'vitest';
import type { Parcel } from '../../../electron/report/delivery.ts';
import { undoTime } from '../../../electron/report/reports.ts';
import { bob, outgoing } from '../archive/fixture.ts';
import { desk, eve, judged, policyWith, ReportCase } from './report-case.ts';

describe('one click', () => {
  it('reaches the desk after five seconds as text and XARF, and is marked as sent when the server has it', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    report.reports.ready(false);
    const submitted = await report.reports.submit(id);
    expect(submitted).toMatchObject({ ok: true });
    expect(await report.state(id)).toBe('undoable');
    await report.pass(undoTime - 1);
    expect(report.sent).toEqual([]);
    await report.pass(1);
    const [message] = report.sent;
    expect(message).toMatchObject({ to: desk });
    expect(message?.body).toContain('Reported by: alice@corp[.]test');
    expect(JSON.parse(message?.json ?? '')).toMatchObject({ report_id: message?.id, source_identifier: eve });
    expect(await report.state(id)).toBe('queued');
    report.reports.sent(message?.id ?? '');
    await report.settled();
    expect(await report.state(id)).toBe('sent');
    expect(report.shown).toEqual(['undoable', 'queued', 'sent']);
    expect(report.failures).toEqual([]);
  });

  it('is on record with every step, and not made when it cannot be put there', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    report.record.isFull = true;
    await expect(report.reports.submit(id)).rejects.toThrow('record: disk-full');
    expect(await report.state(id)).toBe('none');
    report.record.isFull = false;
    report.reports.ready(false);
    await report.reports.submit(id);
    await report.reports.undo(id);
    await report.submitted(id);
    report.reports.sent(report.sent[0]?.id ?? '');
    await report.settled();
    const steps = report.record.facts().flatMap((fact) => (fact.kind === 'report' ? [fact.step] : []));
    expect(steps).toEqual(['submitted', 'undone', 'submitted', 'sent']);
  });

  it('says until when it can be undone', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    expect(await report.reports.submit(id)).toEqual({ ok: true, undoUntil: 1_800_000_005_000 });
  });

  it('is undone within five seconds, and can be made again', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    report.reports.ready(false);
    await report.reports.submit(id);
    await report.pass(undoTime - 1);
    expect(await report.reports.undo(id)).toEqual({ ok: true });
    await report.pass(undoTime);
    expect(report.sent).toEqual([]);
    expect(await report.state(id)).toBe('none');
    expect(await report.reports.submit(id)).toMatchObject({ ok: true });
  });

  it('is not undone afterwards, not made twice, and not made of nothing', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    await report.submitted(id);
    expect(await report.reports.undo(id)).toEqual({ ok: false, code: 'too-late' });
    expect(await report.reports.submit(id)).toEqual({ ok: false, code: 'already-reported' });
    const unknown = judged(9, '').id;
    expect(await report.reports.submit(unknown)).toEqual({ ok: false, code: 'unknown-message' });
    expect(await report.reports.undo(unknown)).toEqual({ ok: false, code: 'unknown-message' });
    const own = await report.storeOne(outgoing(5));
    expect(await report.reports.submit(own)).toEqual({ ok: false, code: 'unknown-message' });
  });

  it('two at once are one', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    const results = await Promise.all([report.reports.submit(id), report.reports.submit(id)]);
    expect(results.map(({ ok }) => ok)).toEqual([true, false]);
  });

  it('works for a colleague, and blocks nobody', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne(judged(1, 'send me your code', { peer: bob }));
    report.reports.ready(false);
    await report.submitted(id);
    expect(report.sent).toHaveLength(1);
    expect(report.blocked).toEqual([]);
  });
});

describe('offline', () => {
  it('a report waits, and goes when the stream is ready', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    await report.submitted(id);
    expect(await report.state(id)).toBe('queued');
    report.reports.ready(false);
    await report.settled();
    expect(report.sent).toHaveLength(1);
  });

  it('a wire that has just gone down loses nothing', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    report.reports.ready(false);
    report.isOnline = false;
    await report.submitted(id);
    report.reports.offline();
    report.isOnline = true;
    report.reports.ready(false);
    await report.settled();
    expect(report.sent).toHaveLength(1);
  });

  it('a resumed stream still carries what was on its way; a new one gets it again under the same id', async () => {
    const report = await ReportCase.begin();
    await report.storeOne().then((id) => report.submitted(id));
    for (const isResumed of [false, true, false]) {
      report.reports.ready(isResumed);
      await report.settled();
    }
    expect(report.sent).toHaveLength(2);
    expect(report.sent[0]?.id).toBe(report.sent[1]?.id);
  });

  it('a report survives a restart and is sent then, once, oldest first', async () => {
    const before = await ReportCase.begin();
    const [first, second] = await before.store(judged(1, 'one'), judged(2, 'two'));
    if (first === undefined || second === undefined) throw new Error('not stored');
    await before.submitted(first);
    await before.submitted(second);
    await before.reports.close();
    const after = before.restarted(60_000);
    await after.reports.open();
    after.reports.ready(false);
    await after.settled();
    expect(after.sent.map(({ body }) => /> (.*)$/.exec(body)?.[1])).toEqual(['one', 'two']);
    after.reports.sent(after.sent[0]?.id ?? '');
    await after.settled();
    expect(await after.state(first)).toBe('sent');
  });

  it('a report that the server turns out to have is not sent again after a restart', async () => {
    const before = await ReportCase.begin();
    const id = await before.storeOne();
    before.reports.ready(false);
    await before.submitted(id);
    await before.reports.addNote(id, 'He called as well.');
    await before.reports.close();
    const after = before.restarted(1000);
    await after.reports.open();
    // Catch-up shows our copies before it says that it is complete.
    for (const message of before.sent) after.reports.sent(message.id);
    after.reports.ready(false);
    await after.settled();
    expect(before.sent).toHaveLength(2);
    expect(after.sent).toEqual([]);
    expect(await after.state(id)).toBe('sent');
  });

  it('one that could still be undone when the program ended is sent at the next start', async () => {
    const before = await ReportCase.begin();
    const id = await before.storeOne();
    await before.reports.submit(id);
    await before.reports.close();
    await before.pass(undoTime);
    expect(await before.state(id)).toBe('undoable');
    const after = before.restarted(1000);
    after.reports.ready(false);
    await after.reports.open();
    await after.pass(0);
    expect(after.sent).toHaveLength(1);
  });
});

describe('without a desk', () => {
  it('a report is kept, sent nowhere, and can be exported with its notes', async () => {
    const report = await ReportCase.begin({ policy: () => policyWith({ securityDesk: null }) });
    const id = await report.storeOne();
    report.reports.ready(false);
    expect(await report.reports.export(id)).toBeNull();
    await report.submitted(id);
    await report.reports.addNote(id, 'He also rang.');
    expect(await report.state(id)).toBe('kept');
    expect(report.sent).toEqual([]);
    const exported: unknown = JSON.parse((await report.reports.export(id)) ?? '');
    expect(exported).toMatchObject({
      xarf_version: '4.0.0',
      source_identifier: eve,
      notes: ['He also rang.'],
    });
  });

  it('or with one that refuses it, it is kept too', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    report.reports.ready(false);
    await report.submitted(id);
    report.reports.failed(report.sent[0]?.id ?? '');
    await report.settled();
    expect(await report.state(id)).toBe('kept');
    report.reports.ready(false);
    await report.settled();
    expect(report.sent).toHaveLength(1);
  });
});

describe('other destinations', () => {
  const soc = 'https://soc.corp.test/xarf';
  const partner = 'https://partner.example/xarf';
  const destinations = [soc, partner].map((url) => ({ kind: 'https', url, caFile: null }) as const);
  type Answer = 'sent' | 'refused' | 'later';

  /** Services that answer as they are told, and what they got. */
  function services(answers: Record<string, Answer>) {
    const got: [url: string, reportId: string][] = [];
    const post = async (url: string, { json }: Parcel): Promise<Answer> => {
      got.push([url, JSON.parse(json).report_id]);
      return answers[url] ?? 'refused';
    };
    return { answers, got, post };
  }

  it('get the report as the desk does, each for itself, also while the XMPP server is away', async () => {
    const { got, post } = services({ [soc]: 'sent', [partner]: 'sent' });
    const report = await ReportCase.begin({ policy: () => policyWith({ destinations }), post });
    const id = await report.storeOne();
    report.isOnline = false;
    await report.submitted(id);
    await expect.poll(() => report.record.facts().filter(({ kind }) => kind === 'report')).toHaveLength(3);
    expect(got.map(([url]) => url)).toEqual([soc, partner]);
    expect(report.record.facts().slice(-2)).toMatchObject([
      { step: 'sent', to: soc },
      { step: 'sent', to: partner },
    ]);
    expect(await report.state(id)).toBe('queued');
    report.isOnline = true;
    report.reports.ready(false);
    await report.settled();
    report.reports.sent(report.sent[0]?.id ?? '');
    await report.settled();
    expect(await report.state(id)).toBe('sent');
    expect(got).toHaveLength(2);
  });

  it('that do not answer are asked again, more and more rarely, and the others are not asked twice', async () => {
    const { answers, got, post } = services({ [soc]: 'later', [partner]: 'sent' });
    const report = await ReportCase.begin({
      policy: () => policyWith({ securityDesk: null, destinations }),
      post,
    });
    const id = await report.storeOne();
    await report.submitted(id);
    await expect.poll(() => report.record.facts().at(-1)).toMatchObject({ step: 'sent', to: partner });
    expect(await report.state(id)).toBe('queued');
    await report.pass(9_999);
    expect(got).toHaveLength(2);
    await report.pass(1);
    await expect.poll(() => got).toHaveLength(3);
    answers[soc] = 'sent';
    await report.settled();
    await report.pass(20_000);
    await expect.poll(() => report.state(id)).toBe('sent');
    expect(got.map(([url]) => url)).toEqual([soc, partner, soc, soc]);
    expect(new Set(got.map(([, reportId]) => reportId)).size).toBe(1);
  });

  it('wait over a restart', async () => {
    const before = services({ [soc]: 'later', [partner]: 'sent' });
    const policy = () => policyWith({ securityDesk: null, destinations });
    const first = await ReportCase.begin({ policy, post: before.post });
    const id = await first.storeOne();
    await first.submitted(id);
    await expect.poll(() => first.record.facts().at(-1)).toMatchObject({ step: 'sent', to: partner });
    await first.reports.close();
    const after = services({ [soc]: 'sent' });
    const again = first.restarted(60_000, { policy, post: after.post });
    await again.reports.open();
    await again.pass(10_000);
    await expect.poll(() => again.state(id)).toBe('sent');
    expect(after.got.map(([url]) => url)).toEqual([soc]);
  });

  it('that refuse it leave it kept when there is no other', async () => {
    const { post } = services({});
    const report = await ReportCase.begin({
      policy: () => policyWith({ securityDesk: null, destinations }),
      post,
    });
    const id = await report.storeOne();
    await report.submitted(id);
    await expect.poll(() => report.state(id)).toBe('kept');
  });

  it('get nothing of a report that is taken back', async () => {
    const { got, post } = services({ [soc]: 'sent', [partner]: 'sent' });
    const report = await ReportCase.begin({ policy: () => policyWith({ destinations }), post });
    const id = await report.storeOne();
    await report.reports.submit(id);
    await report.reports.undo(id);
    await report.pass(undoTime);
    expect(got).toEqual([]);
  });
});

describe('what the reporter takes it for', () => {
  it('goes with the report, in words and as a tag, while it is still here', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    report.reports.ready(false);
    await report.reports.submit(id);
    expect(await report.reports.classify(id, 'phishing')).toEqual({ ok: true });
    await report.pass(undoTime);
    const [message] = report.sent;
    expect(message?.body).toContain('Taken for: phishing');
    expect(JSON.parse(message?.json ?? '').tags).toContain('disposition:phishing');
    expect(report.record.facts().at(-1)).toMatchObject({ step: 'classified', disposition: 'phishing' });
    expect(report.sent).toHaveLength(1);
  });

  it('is remembered over a restart, as is that a note was written, and neither is asked for again', async () => {
    const before = await ReportCase.begin();
    const id = await before.storeOne();
    before.reports.ready(false);
    await before.submitted(id);
    before.reports.sent(before.sent[0]?.id ?? '');
    await before.settled();
    await before.reports.classify(id, 'spam');
    expect(await before.restarted(1000).reports.view(id)).toMatchObject({
      disposition: 'spam',
      isNoted: false,
    });
    await before.reports.addNote(id, 'I did not click it.');
    expect(await before.restarted(1000).reports.view(id)).toMatchObject({
      disposition: 'spam',
      isNoted: true,
    });
  });

  it('follows a report that has gone, and names it', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    report.reports.ready(false);
    await report.submitted(id);
    const [message] = report.sent;
    expect(message?.body).toContain('Taken for: suspicious');
    await report.reports.classify(id, 'spam');
    expect(report.sent.at(-1)?.body).toBe(`Note on report ${message?.id}:\nTaken for: spam`);
    expect(await report.reports.classify(judged(9, '').id, 'spam')).toMatchObject({
      code: 'unknown-message',
    });
  });
});

describe('afterwards', () => {
  it('a note follows the report and names it', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    report.reports.ready(false);
    await report.submitted(id);
    report.reports.sent(report.sent[0]?.id ?? '');
    await report.reports.addNote(id, 'He also rang.');
    expect(report.sent[1]).toMatchObject({
      to: desk,
      body: `Note on report ${report.sent[0]?.id}:\nHe also rang.`,
    });
    report.reports.sent(report.sent[1]?.id ?? '');
    report.reports.ready(false);
    await report.settled();
    expect(report.sent).toHaveLength(2);
  });

  it('a note written offline, or before the report has gone, goes after it', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    await report.reports.submit(id);
    await report.reports.addNote(id, 'early');
    await report.pass(undoTime);
    await report.reports.addNote(id, 'late');
    const after = report.restarted(1000);
    await after.reports.open();
    after.reports.ready(false);
    await after.settled();
    expect(after.sent.map(({ body }) => body.split('\n').at(-1))).toEqual([
      '> log in at hxxps[:]//c0rp[.]test/',
      'early',
      'late',
    ]);
  });

  it('the sender is blocked only when asked for, and the answer is told', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    expect(await report.reports.blockSender(id)).toEqual({ ok: true });
    expect(report.blocked).toEqual([[eve, 'abuse']]);
    const offline = report.restarted(0, { block: async () => ({ ok: false, code: 'offline' }) });
    expect(await offline.reports.blockSender(id)).toEqual({ ok: false, code: 'offline' });
    expect(await offline.reports.blockSender(judged(7, '').id)).toEqual({
      ok: false,
      code: 'unknown-message',
    });
  });
});

describe('context', () => {
  it('is what policy allows, of this conversation alone', async () => {
    const report = await ReportCase.begin({ policy: () => policyWith({ contextMessages: 2 }) });
    const earlier = [judged(1, 'first'), judged(2, 'second'), judged(3, 'third')];
    await report.store(...earlier, judged(4, 'of another', { peer: bob }));
    const id = await report.storeOne(judged(5, 'reported'));
    report.reports.ready(false);
    await report.submitted(id);
    const json = report.sent[0]?.json ?? '';
    expect(contextOf(json).map(({ body }) => body)).toEqual(['second', 'third']);
    expect(report.sent[0]?.body).toContain('2 earlier messages attached');
  });

  it('is nothing when policy says nothing', async () => {
    const report = await ReportCase.begin({ policy: () => policyWith({ contextMessages: 0 }) });
    await report.store(judged(1, 'earlier'));
    const id = await report.storeOne(judged(2, 'reported'));
    report.reports.ready(false);
    await report.submitted(id);
    expect(contextOf(report.sent[0]?.json ?? '')).toEqual([]);
  });
});

function contextOf(json: string): readonly { body: string }[] {
  const item = JSON.parse(json).evidence[2];
  return item === undefined ? [] : JSON.parse(Buffer.from(item.payload, 'base64').toString());
}
