import { expect, test } from 'vitest';
import type { SecurityEvent } from '../../../shared/model/security.ts';
import { type Reason, verdictOf } from '../../../shared/model/verdict.ts';
import { offeredFile } from '../transfer/offered-file.ts';
import { bob, incoming, newId, openArchive, outgoing } from './fixture.ts';

const day = 86_400_000;
const now = 1_700_000_000_000;
const listed: Reason = { code: 'link.blocklisted', level: 'block', params: { host: 'bad.example' } };
const card: Reason = { code: 'confidential.block', level: 'block', params: { rule: 'cards' } };
const note = (change: Partial<SecurityEvent> = {}): SecurityEvent => ({
  kind: 'stopped',
  at: now,
  peer: bob,
  messageId: null,
  reason: card,
  ...change,
});

test('what was held, withdrawn, stopped and reported is counted for the time asked for, and told newest first', async () => {
  const archive = await openArchive();
  const held = incoming(1, { verdict: verdictOf([listed]), at: now - day });
  const shown = incoming(2, { at: now - 2 * day });
  await archive.store([
    held,
    shown,
    incoming(3, { verdict: verdictOf([listed]), at: now - 40 * day }),
    outgoing(4, { verdict: verdictOf([card]), at: now }),
  ]);
  await archive.withdraw(shown.id, verdictOf([listed]));
  await archive.setReport({
    messageId: held.id,
    reportId: newId(),
    peer: bob,
    state: 'queued',
    xarf: '{}',
    text: '',
    createdAt: now - 1,
    notes: [],
    disposition: 'suspicious',
    outcome: null,
    posts: [],
  });
  await archive.noteActivity([
    note(),
    note({ kind: 'confirmed', at: now - day / 2 }),
    note({ at: now - 50 * day }),
  ]);
  const { latest, ...counts } = await archive.activity(now - 30 * day, 50);
  expect(counts).toEqual({ held: 1, withdrawn: 1, reported: 1, stopped: 1 });
  expect(latest.map(({ kind, messageId }) => [kind, messageId])).toEqual([
    ['stopped', null],
    ['reported', held.id],
    ['confirmed', null],
    ['held', held.id],
    ['withdrawn', shown.id],
  ]);
  expect(latest.map(({ reason }) => reason?.code)).toEqual([
    'confidential.block',
    'link.blocklisted',
    'confidential.block',
    'link.blocklisted',
    'link.blocklisted',
  ]);
  expect((await archive.activity(0, 2)).latest).toHaveLength(2);
});

test('files that were kept back count, and whether they were at once or after a new rule', async () => {
  const archive = await openArchive();
  const kept = (count: number, reasons: readonly Reason[]) => {
    const { shown, ...file } = offeredFile();
    return incoming(count, {
      at: now + count,
      file: { ...file, shown: { ...shown, verdict: verdictOf(reasons) } },
    });
  };
  const packed: Reason = { code: 'file.encrypted', level: 'hold', params: { where: '' } };
  const later: Reason = { code: 'file.held-later', level: 'hold', params: { where: '' } };
  const [clean, held, heldLater, ofLastMonth] = [
    kept(1, []),
    kept(2, [packed]),
    kept(3, [packed, later]),
    kept(-40 * day, [packed]),
  ];
  const withdrawn = kept(4, [packed]);
  await archive.store([clean, held, heldLater, ofLastMonth, withdrawn]);
  await archive.withdraw(withdrawn.id, verdictOf([listed]));
  const { latest, ...counts } = await archive.activity(now - 30 * day, 50);
  expect(counts).toEqual({ held: 1, withdrawn: 2, reported: 0, stopped: 0 });
  expect(latest.map(({ kind, peer, messageId, reason }) => [kind, peer, messageId, reason?.code])).toEqual([
    ['withdrawn', bob, withdrawn.id, 'link.blocklisted'],
    ['withdrawn', bob, heldLater.id, 'file.encrypted'],
    ['held', bob, held.id, 'file.encrypted'],
  ]);
});

test('of what became no message only the newest thousand are kept', async () => {
  const archive = await openArchive();
  await archive.noteActivity(Array.from({ length: 1200 }, (_, count) => note({ at: now + count })));
  const { stopped, latest } = await archive.activity(0, 1);
  expect(stopped).toBe(1000);
  expect(latest[0]?.at).toBe(now + 1199);
});
