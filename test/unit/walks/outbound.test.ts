import { expect, test } from 'vitest';
import { Clearances } from '../../../electron/walks/clearances.ts';
import { OutboundWalk } from '../../../electron/walks/outbound.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { alice, bob, newId, openArchive } from '../archive/fixture.ts';
import { DeskRecord } from '../audit/desk-record.ts';
import { corpGate } from '../gate/corp-gate.ts';

/** Somebody who writes, and a stream that takes so many messages and then breaks. */
async function atDesk() {
  const archive = await openArchive();
  const gate = corpGate();
  const given: string[] = [];
  let now = 0;
  let room = 0;
  const walk = new OutboundWalk({
    account: alice,
    gate: () => gate,
    isBlocked: () => false,
    isStranger: () => false,
    archive,
    clearances: new Clearances({ rules: () => strictDefaultPolicy.confidential, newToken: newId }),
    record: new DeskRecord(),
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
  return {
    walk,
    /** What goes to a stream that is caught up, until it breaks. */
    stream: async (resumed: boolean, takes: number) => {
      given.length = 0;
      room = takes;
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
