import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { NewMessage } from '../../../electron/archive/archive.ts';
import { type MarkableMessage, signExercise } from '../../../electron/report/exercise.ts';
import { undoTime } from '../../../electron/report/reports.ts';
import { markedMessage } from '../../../electron/wire/exercise-mark.ts';
import type { Policy } from '../../../shared/policy.ts';
import { alice, jid } from '../archive/fixture.ts';
import { desk, eve, judged, policyWith, ReportCase } from './report-case.ts';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const simulationMarkerKey = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
const trainer = jid('training@corp.test');
const body = 'Your password expires: https://c0rp.test/renew';
const sent: MarkableMessage = { to: alice, from: eve, id: 's1', body };
/** Behind the time of the messages in these tests. */
const expires = '2027-06-01T00:00:00Z';

/** As it lies in the archive, with the mark of whatever was signed in its stanza. */
function marked(change: Partial<MarkableMessage> = {}, until = expires, key = privateKey): NewMessage {
  const raw = markedMessage(sent, signExercise({ ...sent, ...change }, until, key));
  return judged(1, body, { stanzaId: sent.id, raw });
}

async function reported(message: NewMessage, policy: Partial<Policy['report']> = {}): Promise<ReportCase> {
  const report = await ReportCase.begin({ policy: () => policyWith({ simulationMarkerKey, ...policy }) });
  const id = await report.storeOne(message);
  report.reports.ready(false);
  await report.submitted(id);
  return report;
}

const dispositionOf = async ({ archive }: ReportCase, { id }: NewMessage) =>
  (await archive.report(id))?.disposition;

describe('an exercise message that is reported', () => {
  it('is praised at once, is on record as that, and never in the desk’s queue', async () => {
    const message = marked();
    const report = await reported(message);
    expect(report.sent).toEqual([]);
    expect(await report.reports.view(message.id)).toEqual({
      disposition: 'exercise',
      ways: [],
      isNoted: false,
      outcome: null,
    });
    expect(report.record.facts().at(-1)).toMatchObject({
      kind: 'report',
      step: 'submitted',
      disposition: 'exercise',
    });
    expect(await report.reports.undo(message.id)).toEqual({ ok: false, code: 'too-late' });
    expect(await report.reports.classify(message.id, 'phishing')).toMatchObject({ ok: false });
    await report.reports.addNote(message.id, 'I knew it');
    expect(report.sent).toEqual([]);
  });

  it('goes to the exercise desk where there is one, with its notes, and to no other destination', async () => {
    const message = marked();
    const destinations = [{ kind: 'address', address: jid('soc@corp.test') } as const];
    const report = await reported(message, { exerciseDesk: trainer, destinations });
    await report.reports.addNote(message.id, 'I knew it');
    expect(report.sent.map(({ to }) => to)).toEqual([trainer, trainer]);
    expect(JSON.parse(report.sent[0]?.json ?? '').tags).toContain('disposition:exercise');
  });

  it('is found in what the server’s archive brought, and in a carbon', async () => {
    const inner = markedMessage(sent, signExercise(sent, expires, privateKey));
    for (const [open, close] of [
      [
        "<message xmlns='jabber:client'><result xmlns='urn:xmpp:mam:2'><forwarded xmlns='urn:xmpp:forward:0'>",
        '</forwarded></result></message>',
      ],
      [
        "<message xmlns='jabber:client'><received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>",
        '</forwarded></received></message>',
      ],
    ]) {
      const message = judged(1, body, { stanzaId: sent.id, raw: `${open}${inner}${close}` });
      expect(await dispositionOf(await reported(message), message)).toBe('exercise');
    }
  });
});

describe('a mark that is forged or taken from elsewhere: the message is reported as real', () => {
  const other = generateKeyPairSync('ed25519').privateKey;
  const early = '2023-01-01T00:00:00Z';
  it.each<[string, NewMessage, Partial<Policy['report']>?]>([
    ['signed with another key', marked({}, expires, other)],
    ['for somebody else', marked({ to: 'bob@corp.test' })],
    ['of another sender', marked({ from: 'training@corp.test' })],
    ['of another text', marked({ body: 'Your password expires: https://corp.test/renew' })],
    ['of another stanza', marked({ id: 's2' })],
    ['past its time', marked({}, early)],
    ['with a time that is none', marked({}, 'never')],
    [
      'with a later time than was signed',
      judged(1, body, {
        stanzaId: 's1',
        raw: markedMessage(sent, { ...signExercise(sent, early, privateKey), expires }),
      }),
    ],
    [
      'without a signature',
      judged(1, body, { stanzaId: 's1', raw: markedMessage(sent, { expires, signature: '' }) }),
    ],
    ['in a stanza that cannot be read', judged(1, body, { stanzaId: 's1', raw: `${marked().raw}<` })],
    ['where policy names no key', marked(), { simulationMarkerKey: null }],
  ])('%s', async (_name, message, policy = {}) => {
    const report = await reported(message, policy);
    expect(await dispositionOf(report, message)).toBe('suspicious');
    expect(report.sent.map(({ to }) => to)).toEqual([desk]);
  });

  it('also when it stands in a text that the message quotes', async () => {
    const quoted = markedMessage(sent, signExercise(sent, expires, privateKey));
    const raw = `<message xmlns='jabber:client'><reply xmlns='urn:example'>${quoted}</reply></message>`;
    const message = judged(1, body, { stanzaId: 's1', raw });
    expect(await dispositionOf(await reported(message), message)).toBe('suspicious');
  });
});

describe('what the desk says became of a report', () => {
  async function atDesk() {
    const report = await ReportCase.begin();
    const message = judged(1, 'read your code to me');
    await report.storeOne(message);
    report.reports.ready(false);
    await report.submitted(message.id);
    const reportId = report.sent[0]?.id ?? '';
    report.reports.sent(reportId);
    const answer = async (
      change: { peer?: typeof desk; at?: number; reportId?: string } = {},
      verdict: 'malicious' | 'harmless' = 'malicious',
    ) => {
      const { peer = desk, at = 1_800_000_100_000, ...more } = change;
      report.reports.answered({ peer, at, outcome: { reportId, verdict, ...more } });
      await report.settled();
      return (await report.reports.view(message.id))?.outcome ?? null;
    };
    return { report, answer, message };
  }

  it('is shown at the message and on record', async () => {
    const { report, answer } = await atDesk();
    expect(await answer()).toEqual({ verdict: 'malicious', at: 1_800_000_100_000 });
    expect(report.record.facts().at(-1)).toMatchObject({ step: 'answered', outcome: 'malicious' });
    expect(report.shown.at(-1)).toBe('sent');
    const { latest } = await report.archive.activity(0, 10);
    expect(latest.map(({ kind }) => kind)).toContain('found-malicious');
  });

  it.each([
    ['of somebody else', { peer: jid('bob@corp.test') }],
    ['of a report that nobody made', { reportId: '00000000-0000-4000-8000-000000000000' }],
  ])('is not believed %s', async (_name, change) => {
    const { answer } = await atDesk();
    expect(await answer(change)).toBeNull();
  });

  it('is not believed of a report that never went to it', async () => {
    const report = await ReportCase.begin();
    const message = judged(1, 'read your code to me');
    await report.storeOne(message);
    await report.reports.submit(message.id);
    const reportId = (await report.archive.report(message.id))?.reportId ?? '';
    report.reports.answered({ peer: desk, at: 1, outcome: { reportId, verdict: 'harmless' } });
    await report.settled();
    expect((await report.reports.view(message.id))?.outcome).toBeNull();
  });

  it('may change, and the last word counts, however they arrive', async () => {
    const { report, answer } = await atDesk();
    await answer({ at: 1_800_000_100_000 });
    expect(await answer({ at: 1_800_000_200_000 }, 'harmless')).toMatchObject({ verdict: 'harmless' });
    expect(await answer({ at: 1_800_000_150_000 })).toMatchObject({ verdict: 'harmless' });
    await answer({ at: 1_800_000_300_000 }, 'harmless');
    const answers = report.record
      .facts()
      .filter((facts) => facts.kind === 'report' && facts.step === 'answered');
    expect(answers).toHaveLength(2);
  });
});

describe('a false alarm about what was held or warned of', () => {
  it('goes where reports go, with the same evidence and five seconds to undo, and accuses nobody', async () => {
    const report = await ReportCase.begin();
    const id = await report.storeOne();
    report.reports.ready(false);
    await report.reports.submit(id, 'false-alarm');
    await report.reports.undo(id);
    await report.pass(undoTime);
    expect(report.sent).toEqual([]);
    await report.reports.submit(id, 'false-alarm');
    await report.pass(undoTime);
    const [message] = report.sent;
    expect(message?.body).toContain('Gatehouse may have been wrong');
    const json = JSON.parse(message?.json ?? '');
    expect(json).toMatchObject({
      gatehouse_alert: '1',
      alert_id: message?.id,
      kind: 'false-alarm',
      sender: eve,
    });
    expect(json).not.toHaveProperty('xarf_version');
    expect(json.evidence).toHaveLength(2);
    expect(report.record.facts().at(-1)).toMatchObject({ step: 'submitted', disposition: 'false-alarm' });
  });

  it('is not taken of what nothing was said of, nor where policy does not want any', async () => {
    const colleague = judged(1, 'lunch?', { peer: jid('bob@corp.test') });
    const report = await ReportCase.begin();
    await report.storeOne(colleague);
    expect(await report.reports.submit(colleague.id, 'false-alarm')).toEqual({
      ok: false,
      code: 'not-allowed',
    });
    const strict = await ReportCase.begin({ policy: () => policyWith({ reportFalsePositive: false }) });
    const id = await strict.storeOne();
    expect(await strict.reports.submit(id, 'false-alarm')).toEqual({ ok: false, code: 'not-allowed' });
  });
});
