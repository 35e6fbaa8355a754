import { expect, test } from 'vitest';
import { Bulletin } from '../../../electron/session/bulletin.ts';
import { jid } from '../gate/corp-gate.ts';
import { FakeClock } from '../wire/protocol-context.ts';

const bob = jid('bob@corp.test');
const eve = jid('eve@evil.example');

function bulletin() {
  const told: unknown[] = [];
  const clock = new FakeClock();
  const after = (milliseconds: number, run: () => void) => clock.after(milliseconds, run);
  const board = new Bulletin({ publish: (name, payload) => told.push([name, payload]), after });
  return { told, clock, board };
}

const typing = (peer: string, isComposing: boolean) => ['typing.changed', { peer, isComposing }];

test('what happens after a quiet time is told at the end of the turn', () => {
  const { told, clock, board } = bulletin();
  board.typing(bob, true);
  expect(told).toEqual([]);
  clock.pass(0);
  expect(told).toEqual([typing(bob, true)]);
});

test('what follows is told fifty milliseconds later, each thing as it is by then', () => {
  const { told, clock, board } = bulletin();
  board.typing(bob, true);
  clock.pass(0);
  board.typing(bob, false);
  board.typing(eve, true);
  board.typing(bob, true);
  clock.pass(49);
  expect(told).toHaveLength(1);
  clock.pass(1);
  expect(told.slice(1)).toEqual([typing(bob, true), typing(eve, true)]);
});

test('who left is told as gone, and nobody is told twice', () => {
  const { told, clock, board } = bulletin();
  board.people([], [eve]);
  clock.pass(0);
  clock.pass(50);
  clock.pass(50);
  expect(told).toEqual([['people.changed', { changed: [], removed: [eve] }]]);
});

test('when it ends, what was not told is told, and nothing after it', () => {
  const { told, clock, board } = bulletin();
  board.typing(bob, true);
  board.end();
  board.typing(bob, false);
  clock.pass(1000);
  expect(told).toEqual([typing(bob, true)]);
});
