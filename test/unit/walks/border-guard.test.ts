import { expect, test } from 'vitest';
import type { RecordEvent } from '../../../electron/audit/events.ts';
import { recordEventSchema } from '../../../electron/audit/events.ts';
import { BorderGuard } from '../../../electron/walks/border-guard.ts';
import type { Crossing } from '../../../electron/wire/connection/border.ts';
import { jid } from '../gate/corp-gate.ts';
import { stanza } from '../wire/fake-connection.ts';
import { FakeClock } from '../wire/protocol-context.ts';

const eve = jid('eve@stranger.test');

function guarded() {
  const recorded: RecordEvent[] = [];
  const clock = new FakeClock();
  const guard = new BorderGuard({
    account: jid('anna@corp.test'),
    forbids: (peer) =>
      peer.endsWith('stranger.test') ? { code: 'federation.off', level: 'block', params: {} } : null,
    serves: (peer) => peer === 'upload.stranger.test',
    isStranger: (peer) => peer.endsWith('unknown.test'),
    record: { append: async (events) => void recorded.push(...events) },
    after: (ms, run) => clock.after(ms, run),
    onUnrecorded: (error) => {
      throw error;
    },
  });
  const crossing = (change: Partial<Crossing> = {}): Crossing => ({
    direction: 'in',
    kind: 'message',
    peer: eve,
    isCopy: false,
    stanza: stanza("<message from='eve@stranger.test'><body>hello</body></message>"),
    ...change,
  });
  return { guard, clock, recorded, crossing };
}

test('what is sent back is on record with what it was and why, in a form that the record takes', () => {
  const { guard, recorded, crossing } = guarded();
  expect(guard.lets(crossing())).toBe(false);
  expect(guard.lets(crossing({ peer: jid('bea@corp.test') }))).toBe(true);
  expect(recorded).toHaveLength(1);
  expect(recorded[0]).toMatchObject({
    facts: {
      kind: 'border',
      direction: 'in',
      stanza: 'message',
      peer: eve,
      codes: ['federation.off'],
      count: 1,
    },
    content: { raw: expect.stringContaining('hello') },
  });
  expect(recordEventSchema.safeParse(recorded[0]).success).toBe(true);
});

test('T30: however often the same is tried, the record has the first and the number of the others', () => {
  const { guard, clock, recorded, crossing } = guarded();
  for (let count = 0; count < 1000; count++) guard.lets(crossing());
  guard.lets(crossing({ direction: 'out' }));
  expect(recorded).toHaveLength(2);
  clock.pass(60_000);
  expect(recorded.slice(2)).toMatchObject([{ facts: { count: 999, direction: 'in' }, content: null }]);
  guard.lets(crossing());
  expect(recorded).toHaveLength(4);
});

test('T30: nor does it help to come under ever new addresses', () => {
  const { guard, clock, recorded, crossing } = guarded();
  for (let count = 0; count < 5000; count++) guard.lets(crossing({ peer: jid(`e${count}@stranger.test`) }));
  expect(recorded).toHaveLength(500);
  clock.pass(60_000);
  expect(recorded.slice(500)).toMatchObject([{ facts: { peer: '', count: 4500 } }]);
  expect(recordEventSchema.safeParse(recorded.at(-1)).success).toBe(true);
});

test('to a stranger nobody accepted goes no word but an answer, and what came from elsewhere is not ours to stop', () => {
  const { guard, crossing } = guarded();
  const peer = jid('x@unknown.test');
  const out = { peer, direction: 'out' } as const;
  expect(guard.lets(crossing(out))).toBe(false);
  expect(guard.lets(crossing({ ...out, kind: 'presence' }))).toBe(false);
  expect(guard.lets(crossing({ ...out, kind: 'iq' }))).toBe(true);
  expect(guard.lets(crossing({ ...out, isCopy: true }))).toBe(true);
  expect(guard.lets(crossing({ peer }))).toBe(true);
});

test('taking back what somebody could see is the one thing that goes to him', () => {
  const { guard, crossing } = guarded();
  const presence = (type: string) =>
    crossing({
      direction: 'out',
      kind: 'presence',
      stanza: stanza(`<presence to='eve@stranger.test' type='${type}'/>`),
    });
  const types = ['unsubscribed', 'subscribed', 'subscribe', 'unavailable', 'probe'];
  expect(types.map((type) => guard.lets(presence(type)))).toEqual([true, false, false, false, false]);
});

test('T27: of a service of our own server, what an upload takes passes, and nothing else in either direction', () => {
  const { guard, crossing } = guarded();
  const peer = jid('upload.stranger.test');
  const lets = (direction: Crossing['direction'], text: string, to = peer): boolean => {
    const sent = stanza(text);
    const kind = (['message', 'presence', 'iq'] as const).find((name) => name === sent.name);
    if (kind === undefined) throw new Error(`no stanza: ${text}`);
    return guard.lets(crossing({ direction, kind, peer: to, stanza: sent }));
  };
  const disco = "<query xmlns='http://jabber.org/protocol/disco#info'/>";
  const request = "<request xmlns='urn:xmpp:http:upload:0' filename='a' size='1'/>";
  for (const question of [disco, request]) {
    expect(lets('out', `<iq type='get'>${question}</iq>`)).toBe(true);
    expect(lets('out', `<iq type='get'>${question}</iq>`, eve)).toBe(false);
    expect(lets('out', `<iq type='set'>${question}</iq>`)).toBe(false);
    expect(lets('out', `<iq type='get'>${question}${question}</iq>`)).toBe(false);
    expect(lets('in', `<iq type='get'>${question}</iq>`)).toBe(false);
    expect(lets('out', `<message>${question}</message>`)).toBe(false);
  }
  expect(lets('in', "<iq type='result'/>")).toBe(true);
  expect(lets('in', "<iq type='error'/>")).toBe(true);
  expect(lets('in', "<iq type='result'/>", eve)).toBe(false);
  expect(lets('out', "<iq type='get'><query xmlns='jabber:iq:register'/></iq>")).toBe(false);
  expect(lets('out', "<iq type='result'/>")).toBe(false);
  for (const direction of ['in', 'out'] as const) {
    expect(lets(direction, '<message><body>hello</body></message>')).toBe(false);
    expect(lets(direction, '<presence/>')).toBe(false);
  }
});
