import { describe, expect, test } from 'vitest';
import { conversationCalls } from '../../../electron/calls/conversation-calls.ts';
import { messageCalls } from '../../../electron/calls/message-calls.ts';
import { peopleCalls } from '../../../electron/calls/people-calls.ts';
import { calls } from '../../../shared/ipc/calls.ts';
import type { EventPayload } from '../../../shared/ipc/events.ts';
import type { Conversation } from '../../../shared/model/conversation.ts';
import { longestBody } from '../../../shared/model/message.ts';
import { jid } from '../gate/corp-gate.ts';
import { arrived, House, online } from './house.ts';

const bob = jid('bob@corp.test');
const eve = jid('eve@evil.example');

describe('a stranger', () => {
  test('is not counted where others see it than in the window (T30)', async () => {
    const house = new House();
    const wire = await house.signIn();
    for (let count = 0; count < 3; count++) wire.tell('message', arrived(eve, count));
    wire.tell('message', arrived(bob, 3));
    await expect.poll(() => house.unread.at(-1)).toBe(1);
    expect(Math.max(...house.unread)).toBe(1);
  });

  test('who was refused is not shown again when the server brings the same again', async () => {
    const house = new House();
    const wire = await house.signIn();
    wire.tell('message', arrived(eve, 1));
    await house.session.current?.settled();
    expect(await peopleCalls(house.session)['people.answer']({ peer: eve, accept: false })).toMatchObject({
      ok: true,
    });
    wire.tell('message', arrived(eve, 1));
    wire.tell('message', arrived(bob, 2));
    await house.session.current?.settled();
    await expect.poll(() => house.unread.at(-1)).toBe(1);
    const shown = house.shown.flatMap(({ name, payload }) =>
      name === 'messages.changed' ? [(payload as EventPayload<'messages.changed'>).peer] : [],
    );
    expect(new Set(shown)).toEqual(new Set([bob]));
    expect(house.session.current?.people.list().map((person) => person.jid)).toEqual([bob]);
    const listed = await conversationCalls(house.session, () => true)['conversations.list'](null);
    expect(listed.ok && listed.value.map(({ peer }) => peer)).toEqual([bob]);
  });

  test('with 50,000 addresses keeps neither people nor conversations from the window (T30)', async () => {
    const house = new House();
    const strangers = Array.from({ length: 50_000 }, (_, count) => jid(`${count}@evil.example`));
    const conversations = [...strangers, bob].map(
      (peer): Conversation => ({ peer, unread: 1, draft: '', last: null }),
    );
    house.changes = { conversations: async () => conversations };
    await house.signIn();
    house.session.current?.people.setContacts({
      changed: [{ jid: bob, name: 'Bob', groups: [], subscription: 'both', isAskedByUs: false }],
      removed: [],
      isWhole: true,
    });
    const people = await peopleCalls(house.session)['people.list'](null);
    expect(calls['people.list'].output.safeParse(people.ok && people.value).success).toBe(true);
    expect(people.ok && people.value.some((person) => person.jid === bob)).toBe(true);
    const listed = await conversationCalls(house.session, () => true)['conversations.list'](null);
    expect(calls['conversations.list'].output.safeParse(listed.ok && listed.value).success).toBe(true);
  });
});

describe('an archive that is new', () => {
  test('gets history, which other devices have answered for, and answers what comes after it', async () => {
    const house = new House();
    const wire = await house.signIn();
    wire.tell('message', arrived(bob, 1, { via: 'archive' }));
    await house.session.current?.settled();
    expect(wire.acknowledged).toEqual([]);
    wire.tell('ready', { resumed: false });
    await house.session.current?.settled();
    wire.tell('message', arrived(bob, 2, { via: 'archive' }));
    await house.session.current?.settled();
    expect(wire.acknowledged.map(({ stanzaId }) => stanzaId)).toEqual(['stanza-2']);
  });
});

test('a text with a long gap in it does not hold up everybody else', async () => {
  const house = new House();
  await house.signIn();
  const before = process.cpuUsage();
  await messageCalls(house.session)['messages.send']({
    peer: bob,
    text: `${' '.repeat(longestBody - 1)}x`,
    answer: null,
  });
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(1000);
});

test('a flood is left with the server until what came is stored (T30)', async () => {
  const house = new House();
  const wire = await house.signIn();
  for (let count = 0; count < 399; count++) wire.tell('message', arrived(bob, count));
  expect(wire.readings).toEqual([]);
  wire.tell('message', arrived(bob, 399));
  expect(wire.readings).toEqual([false]);
  await house.session.current?.settled();
  expect(wire.readings).toEqual([false, true]);
});

test('a person who was asked for a thousand times in one turn is told to the window once (T30)', async () => {
  const house = new House();
  const wire = await house.signIn();
  for (let count = 0; count < 1000; count++) {
    wire.tell('asking', { jid: eve, isAsking: count % 2 === 0 });
    wire.tell('composing', { peer: bob, isComposing: count % 2 === 1 });
  }
  const told = (name: string) =>
    house.shown.filter((event) => event.name === name).map(({ payload }) => payload);
  await expect.poll(() => told('typing.changed')).toEqual([{ peer: bob, isComposing: true }]);
  expect(told('people.changed')).toEqual([{ changed: [], removed: [eve] }]);
});

test('what waits is sent once when a stream broke before what it had brought was stored', async () => {
  const house = new House();
  const wire = await house.signIn();
  await messageCalls(house.session)['messages.send']({ peer: bob, text: 'lunch?', answer: null });
  wire.tell('message', arrived(bob, 1));
  wire.tell('ready', { resumed: false });
  wire.become({ kind: 'connecting' });
  wire.become(online);
  wire.tell('ready', { resumed: false });
  await house.session.current?.settled();
  await house.session.current?.outbound.idle();
  expect(wire.sent.map(({ body }) => body)).toEqual(['lunch?']);
});

test('what an ended session left behind is sent when the next broke before what it had brought was stored, and was resumed', async () => {
  const house = new House();
  const wire = await house.signIn();
  const settle = async () => {
    await house.session.current?.settled();
    await house.session.current?.outbound.idle();
  };
  wire.tell('ready', { resumed: false });
  await messageCalls(house.session)['messages.send']({ peer: bob, text: 'lunch?', answer: null });
  await settle();
  expect(wire.sent.map(({ body }) => body)).toEqual(['lunch?']);
  for (const resumed of [false, true]) {
    wire.become({ kind: 'connecting' });
    wire.become(online);
    wire.tell('message', arrived(bob, 1));
    wire.tell('ready', { resumed });
  }
  await settle();
  expect(wire.sent.map(({ body }) => body)).toEqual(['lunch?', 'lunch?']);
});
