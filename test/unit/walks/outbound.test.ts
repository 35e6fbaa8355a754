import { expect, test } from 'vitest';
import type { Gate } from '../../../electron/gate/gate.ts';
import { Clearances } from '../../../electron/walks/clearances.ts';
import { OutboundWalk } from '../../../electron/walks/outbound.ts';
import type { MessageId } from '../../../shared/model/message.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { alice, bob, newId, openArchive } from '../archive/fixture.ts';
import { DeskRecord } from '../audit/desk-record.ts';
import { corpGate } from '../gate/corp-gate.ts';

/** Somebody who writes, and a stream that takes so many messages and then breaks. */
async function atDesk() {
  const archive = await openArchive();
  let gate = corpGate();
  const given: string[] = [];
  const record = new DeskRecord();
  let recording = Promise.resolve();
  let isAtRecord = false;
  let now = 0;
  let room = 0;
  const walk = new OutboundWalk({
    account: alice,
    gate: () => gate,
    isBlocked: () => false,
    isStranger: () => false,
    archive,
    clearances: new Clearances({ rules: () => strictDefaultPolicy.confidential, newToken: newId }),
    record: {
      append: async (events) => {
        isAtRecord = true;
        await recording;
        await record.append(events);
      },
    },
    isSendingStopped: () => false,
    newId,
    now: () => ++now,
    send: ({ body }) => {
      if (room === 0) return false;
      room -= 1;
      given.push(body);
      return true;
    },
    onChanged: () => undefined,
    onDiscarded: () => undefined,
    onFailure: (error) => {
      throw error;
    },
    onUnrecorded: (error) => {
      throw error;
    },
  });
  const makeRoom = (takes: number) => {
    given.length = 0;
    room = takes;
  };
  return {
    walk,
    given,
    isAtRecord: () => isAtRecord,
    /** The record takes nothing until the returned function is called. */
    holdRecord: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      recording = promise;
      isAtRecord = false;
      return resolve;
    },
    makeRoom,
    /** Another policy is in force. */
    become: (next: Gate) => {
      gate = next;
    },
    state: async (id: MessageId) => (await archive.message(id))?.state,
    /** What goes to a stream that is caught up, until it breaks. */
    stream: async (resumed: boolean, takes: number) => {
      makeRoom(takes);
      walk.begin(resumed);
      await walk.idle();
      walk.end();
      return [...given];
    },
  };
}

const bodies = ['one', 'two', 'three', 'four'];

test('what an ended session left behind goes out, also when the next stream breaks in the middle and is resumed', async () => {
  const { walk, stream } = await atDesk();
  for (const body of bodies) await walk.write(bob, body);
  expect(await stream(false, 4)).toEqual(bodies);
  expect(await stream(false, 2)).toEqual(['one', 'two']);
  // The first two are replayed by stream management.
  expect(await stream(true, 4)).toEqual(['three', 'four']);
  expect(await stream(true, 4)).toEqual([]);
});

test('what was confirmed is not sent again by the next session', async () => {
  const { walk, stream } = await atDesk();
  const [first] = await Promise.all(bodies.map((body) => walk.write(bob, body)));
  await stream(false, 4);
  walk.sent(first?.id ?? '');
  expect(await stream(false, 4)).toEqual(bodies.slice(1));
});

test('what is written while a session ends goes out behind what that left, and once', async () => {
  const { walk, stream } = await atDesk();
  for (const body of bodies) await walk.write(bob, body);
  expect(await stream(false, 4)).toEqual(bodies);
  await walk.write(bob, 'five');
  walk.flush();
  expect(await stream(false, 9)).toEqual([...bodies, 'five']);
});

test('what is going on record when its session ends goes out in its place of the next one, and once', async () => {
  const { walk, stream, given, makeRoom, holdRecord, isAtRecord } = await atDesk();
  for (const body of bodies) await walk.write(bob, body);
  expect(await stream(false, 2)).toEqual(['one', 'two']);
  const release = holdRecord();
  makeRoom(9);
  walk.begin(true);
  await expect.poll(isAtRecord).toBe(true);
  walk.end();
  walk.begin(false);
  release();
  await walk.idle();
  expect(given).toEqual(bodies);
});

test('a session that ended before its turn came is no less a new one', async () => {
  const { walk, stream } = await atDesk();
  for (const body of bodies) await walk.write(bob, body);
  expect(await stream(false, 4)).toEqual(bodies);
  walk.begin(false);
  walk.end();
  expect(await stream(true, 4)).toEqual(bodies);
});

test('what goes on record while another policy comes into force is judged by that before it leaves, and stops nothing behind it (T37)', async () => {
  const { walk, given, makeRoom, holdRecord, isAtRecord, become, state } = await atDesk();
  makeRoom(9);
  walk.begin(false);
  await walk.idle();
  const release = holdRecord();
  const account = await walk.write(bob, 'pay to DE89 3704 0044 0532 0130 00');
  await walk.write(bob, 'lunch?');
  await expect.poll(isAtRecord).toBe(true);
  const rules = [{ name: 'accounts', detectors: ['iban'], inside: 'block', outside: 'block' }];
  become(corpGate({ kind: 'none' }, { rules }));
  release();
  await walk.idle();
  expect(given).toEqual(['lunch?']);
  expect(await state(account.id)).toBe('failed');
});
