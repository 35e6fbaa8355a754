import { describe, expect, test } from 'vitest';
import { withdrawalAlert } from '../../../electron/report/withdrawal-message.ts';
import { mainText } from '../../../electron/text/main-text.ts';
import { type Hit, Retroactive } from '../../../electron/walks/retroactive.ts';
import type { Message } from '../../../shared/model/message.ts';
import { verdictOf } from '../../../shared/model/verdict.ts';
import type { BlocklistText } from '../../../shared/policy.ts';
import { alice, bob, incoming, openArchive, outgoing } from '../archive/fixture.ts';
import { DeskRecord } from '../audit/desk-record.ts';
import { corpGate, jid } from '../gate/corp-gate.ts';

// The first text loads what texts are judged with; under load that takes longer than a test waits.
await corpGate().ready();

const hour = 3_600_000;
const now = 1_700_000_000_000;
const paula = jid('paula@partner.test');
const listed: BlocklistText = { kind: 'text', text: 'bad.example\n' };
const link = 'look: https://bad.example/offer';

const security = jid('security@corp.test');

async function atDesk(blocklist: BlocklistText = listed, confidential: object = {}) {
  const archive = await openArchive();
  const record = new DeskRecord();
  const gate = corpGate(blocklist, confidential);
  const told: (readonly Hit[])[] = [];
  const shown: Message[] = [];
  const failures: unknown[] = [];
  const desk = {
    id: 'new rules',
    windowHours: 48,
    breaths: 0,
    onBreath: async (): Promise<void> => undefined,
  };
  const make = () =>
    new Retroactive({
      account: alice,
      gate: () => gate,
      nameOf: () => '',
      desk: () => security,
      files: { judge: async () => null, hold: async () => undefined },
      archive,
      record,
      rules: () => desk,
      now: () => now,
      breathe: async () => {
        desk.breaths += 1;
        await desk.onBreath();
      },
      onChanged: (_peer, messages) => shown.push(...messages),
      onWithdrawn: (hits) => told.push(hits),
      onFailure: (error) => failures.push(error),
    });
  const bodies = async () =>
    (await archive.passedAfter({ at: 0, position: 0 }, 1000)).map(({ body }) => body);
  return { archive, record, told, shown, failures, desk, make, bodies };
}

describe('a new rule', () => {
  test('withdraws what it would have stopped, from inside and outside, and leaves the rest', async () => {
    const { archive, record, told, shown, make, bodies } = await atDesk();
    await archive.store([
      incoming(1, { body: link, at: now - hour }),
      incoming(2, { body: 'lunch?', at: now - hour }),
      incoming(3, { body: link, peer: paula, at: now - 47 * hour }),
      incoming(4, { body: link, at: now - 49 * hour }),
    ]);
    await make().rejudge();
    expect(await bodies()).toEqual([link, 'lunch?']);
    expect(shown.map(({ peer, body, links }) => [peer, body, links])).toEqual([
      [paula, '', []],
      [bob, '', []],
    ]);
    for (const { verdict } of shown)
      expect(verdict.reasons.map(({ code }) => code)).toEqual(['link.blocklisted', 'message.withdrawn']);
    expect(told.flat().map(({ message }) => message.peer)).toEqual([paula, bob]);
    expect(record.facts()).toMatchObject([
      { kind: 'decision', about: 'withdrawal', peer: paula, outcome: 'refused', level: 'block' },
      { kind: 'decision', about: 'withdrawal', peer: bob, outcome: 'refused', level: 'block' },
    ]);
  });

  test('is applied once, also when it came while the program was not there', async () => {
    const { archive, told, desk, make } = await atDesk();
    await archive.store([incoming(1, { body: link, at: now })]);
    await archive.setJudgedBy('old rules');
    await make().rejudge();
    const { breaths } = desk;
    await make().rejudge();
    expect(desk.breaths).toBe(breaths);
    expect(told).toHaveLength(1);
  });

  test('takes a breath after every message, and is done when it was broken off and begun again', async () => {
    const { archive, told, desk, make, bodies } = await atDesk();
    await archive.store(
      Array.from({ length: 35 }, (_, count) => incoming(count, { body: link, at: now + count })),
    );
    const first = make();
    desk.onBreath = async () => {
      if (desk.breaths === 15) void first.end();
    };
    await first.rejudge();
    expect(await archive.judgedBy()).toBeNull();
    expect((await bodies()).length).toBeGreaterThan(0);
    await make().rejudge();
    expect(await bodies()).toEqual([]);
    expect(told.flat()).toHaveLength(35);
    expect(desk.breaths).toBeGreaterThanOrEqual(35);
  });

  test('that comes during a run is the one that counts', async () => {
    const { archive, desk, make, bodies } = await atDesk();
    await archive.store(
      Array.from({ length: 12 }, (_, count) => incoming(count, { body: link, at: now + count })),
    );
    const retroactive = make();
    desk.onBreath = async () => {
      if (desk.breaths !== 3) return;
      desk.id = 'newer rules';
      void retroactive.rejudge();
    };
    await retroactive.rejudge();
    expect(await archive.judgedBy()).toBe('newer rules');
    expect(await bodies()).toEqual([]);
  });

  test('takes nothing away because a check cannot be carried out', async () => {
    const { archive, make, bodies } = await atDesk({ kind: 'unreadable' });
    await archive.store([incoming(1, { body: link, at: now })]);
    await make().rejudge();
    expect(await bodies()).toEqual([link]);
  });

  test('takes nothing away that cannot be put on record, and is tried again', async () => {
    const { archive, record, failures, make, bodies } = await atDesk();
    await archive.store([incoming(1, { body: link, at: now })]);
    record.isFull = true;
    await make().rejudge();
    expect(failures).toHaveLength(1);
    expect(await bodies()).toEqual([link]);
    record.isFull = false;
    await make().rejudge();
    expect(await bodies()).toEqual([]);
  });

  test('judges nothing where policy gives it no hours', async () => {
    const { archive, desk, make, bodies } = await atDesk();
    desk.windowHours = 0;
    await archive.store([incoming(1, { body: link, at: now })]);
    await make().rejudge();
    expect(await bodies()).toEqual([link]);
  });
});

test('what was withdrawn is in no page, no search and no list, and whole in a report', async () => {
  const { archive, make } = await atDesk();
  const message = incoming(1, { body: `${link} unmistakable`, at: now });
  await archive.store([message]);
  expect(await archive.search('unmistakable', null, 10)).toHaveLength(1);
  await make().rejudge();
  expect(await archive.search('unmistakable', null, 10)).toEqual([]);
  const page = await archive.page({ peer: bob, before: null, after: null, around: null, limit: 10 });
  const conversations = await archive.conversations();
  expect(JSON.stringify([page, conversations])).not.toContain('unmistakable');
  expect(JSON.stringify(page.messages.map(({ links }) => links))).toBe('[[]]');
  expect(conversations[0]?.last).toMatchObject({ preview: '', level: 'block' });
  expect((await archive.evidence(message.id))?.message.body).toContain('unmistakable');
  // It is known when the server's archive brings it again.
  expect(await archive.store([message])).toMatchObject([{ outcome: 'known', message: { body: '' } }]);
});

describe('a message of ours', () => {
  const at = now - hour;
  const secret = 'Project Falcon starts in May';
  const rule = (outside: 'justify' | 'block') => ({
    terms: [{ name: 'projects', words: ['Project Falcon'] }],
    rules: [{ name: 'projects', detectors: ['term'], minConfidence: 'low', inside: 'off', outside }],
  });

  test('that a new rule would have stopped stays as it was sent, is marked, on record and told to the desk', async () => {
    const { archive, record, told, shown, make } = await atDesk(listed, rule('block'));
    await archive.store([
      outgoing(1, { body: secret, peer: paula, state: 'delivered', at }),
      outgoing(2, { body: link, state: 'sent', at: at + 1 }),
      outgoing(3, { body: secret, state: 'sent', at: at + 2 }),
      outgoing(4, { body: 'lunch?', state: 'sent', at: at + 3 }),
    ]);
    await make().rejudge();
    expect(shown.map(({ peer, body, state }) => [peer, body, state])).toEqual([
      [paula, secret, 'delivered'],
      [bob, link, 'sent'],
    ]);
    for (const { verdict } of shown) {
      expect(verdict.level).toBe('warn');
      expect(verdict.reasons[0]?.code).toBe('message.sent-before-rule');
    }
    // Nobody here opens it any more.
    expect(shown[1]?.links[0]?.verdict.level).toBe('block');
    expect(record.facts()).toMatchObject([
      {
        kind: 'decision',
        about: 'sent',
        peer: paula,
        outcome: 'refused',
        codes: ['confidential.block', 'message.sent-before-rule'],
      },
      { about: 'sent', peer: bob, codes: ['link.blocklisted', 'message.sent-before-rule'] },
    ]);
    const text = withdrawalAlert(alice, told.flat(), mainText('en').withdrawal);
    expect(text.text).toContain('would have stopped 2 messages that had already been sent');
    expect(text.text).not.toContain('withdrew');
    expect(text.text).toContain('to paula@partner[.]test');
    expect(JSON.stringify(text)).not.toContain('Falcon');
    expect(await archive.search('Falcon', null, 10)).toHaveLength(2);
  });

  test('is marked once, however often rules change', async () => {
    const { archive, told, desk, make } = await atDesk();
    await archive.store([outgoing(1, { body: link, state: 'sent', at })]);
    await make().rejudge();
    desk.id = 'newer rules';
    await make().rejudge();
    expect(told).toHaveLength(1);
  });

  test('that went out with a reason, or to the desk, or has not gone yet, is none', async () => {
    const { archive, told, make } = await atDesk(listed, rule('justify'));
    const verdict = verdictOf([{ code: 'confidential.justified', level: 'notice', params: {} }]);
    await archive.store([
      outgoing(1, { body: secret, peer: paula, state: 'sent', at, verdict }),
      outgoing(2, { body: link, peer: security, state: 'sent', at }),
      outgoing(3, { body: link, state: 'queued', at }),
      outgoing(4, { body: link, state: 'failed', at }),
    ]);
    await make().rejudge();
    expect(told).toEqual([]);
  });
});
