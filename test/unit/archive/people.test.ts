import { expect, test } from 'vitest';
import type { StoredPerson } from '../../../electron/archive/archive.ts';
import { alice, bob, jid, openArchive } from './fixture.ts';

const person = (address: StoredPerson['jid'], name: string): StoredPerson => ({
  jid: address,
  name,
  groups: ['Sales', 'Günter & Co'],
  subscription: 'both',
  isAskedByUs: true,
});

test('the roster is replaced whole, or changed by what came and went', async () => {
  const archive = await openArchive();
  const carol = jid('carol@corp.test');
  await archive.setPeople({ changed: [person(bob, 'Bob'), person(alice, 'A')], removed: [], isWhole: true });
  await archive.setPeople({
    changed: [person(alice, 'Alice'), person(carol, 'Carol')],
    removed: [bob],
    isWhole: false,
  });
  expect(await archive.people()).toEqual([person(alice, 'Alice'), person(carol, 'Carol')]);
  await archive.setPeople({ changed: [person(bob, 'Bob')], removed: [], isWhole: true });
  expect(await archive.people()).toEqual([person(bob, 'Bob')]);
});
