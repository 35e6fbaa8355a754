import { expect, test } from 'vitest';
import { simhash, similarity } from '../../../electron/walks/simhash.ts';
import { Unsolicited } from '../../../electron/walks/unsolicited.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { jid } from '../gate/corp-gate.ts';

const text = (name: string, code: number) =>
  `Hello ${name}, your parcel could not be delivered today. Please confirm your address with code ${code} within 24 hours.`;

function listener(limits: Partial<typeof strictDefaultPolicy.spim.rateLimits> = {}, isStranger = true) {
  const { spim } = strictDefaultPolicy;
  const rules = { ...spim, rateLimits: { ...spim.rateLimits, ...limits } };
  return new Unsolicited({ rules: () => rules, isStranger: () => isStranger });
}

const from = (count: number, domain = 'stranger.test') => jid(`e${count}@${domain}`);

test('copies with a name and a number changed are alike, and other texts are not', () => {
  const [one, other, apart] = [
    simhash(text('Anna', 4711)),
    simhash(text('Bea', 8)),
    simhash(
      'The minutes of the meeting on Thursday are on the wiki; please add what I forgot about the budget.',
    ),
  ];
  if (one === null || other === null || apart === null) throw new Error('too short');
  expect(similarity(one, other)).toBeGreaterThanOrEqual(0.85);
  expect(similarity(one, apart)).toBeLessThan(0.8);
  expect(simhash('See you at noon!')).toBeNull();
});

test('the same text of three strangers is a campaign, however each copy differs; of one person it is none', () => {
  const unsolicited = listener();
  for (let count = 0; count < 5; count++)
    expect(unsolicited.judge({ from: from(0), body: text('Anna', count), at: count })).toEqual([]);
  expect(unsolicited.judge({ from: from(1), body: text('Bea', 9), at: 10 })).toEqual([]);
  expect(unsolicited.judge({ from: from(2, 'other.test'), body: text('Carl', 7), at: 11 })).toEqual([
    { code: 'text.campaign', level: 'warn', params: { senders: '3' } },
  ]);
});

test('a known contact is marked and never held, whatever comes', () => {
  const unsolicited = listener({ messagesPerMinute: 1 }, false);
  const levels = [0, 1, 2, 0, 1, 2].flatMap((who) =>
    unsolicited.judge({ from: from(who), body: text('Anna', who), at: 5 }).map(({ level }) => level),
  );
  expect(new Set(levels)).toEqual(new Set(['notice']));
});

test('T30: more messages in a minute than policy lets a stranger send are held, and the next minute is another', () => {
  const unsolicited = listener({ messagesPerMinute: 3 });
  const levels = [0, 1, 2, 3, 4].map(
    (at) => unsolicited.judge({ from: from(0), body: 'hi', at })[0]?.level ?? 'allow',
  );
  expect(levels).toEqual(['allow', 'allow', 'allow', 'hold', 'hold']);
  expect(unsolicited.judge({ from: from(0), body: 'hi', at: 60_000 })).toEqual([]);
});

test('T30: more strangers of one domain in an hour than policy lets in are held, and others are not', () => {
  const unsolicited = listener({ newContactsPerHour: 2 });
  const codes = (who: number, domain?: string) =>
    unsolicited.judge({ from: from(who, domain), body: 'hi', at: who }).map(({ code }) => code);
  expect([codes(0), codes(1), codes(2), codes(3)]).toEqual([[], [], ['text.too-fast'], ['text.too-fast']]);
  expect(codes(4, 'other.test')).toEqual([]);
});

test('T30: memory and time stay bounded under ever new senders with the longest texts', () => {
  const unsolicited = listener();
  const body = text('Anna', 1).repeat(500);
  const before = process.cpuUsage();
  for (let count = 0; count < 3000; count++)
    unsolicited.judge({ from: from(count), body: `${count}${body}`, at: count });
  expect(process.cpuUsage(before).user / 1000 / 3000).toBeLessThan(20);
});
