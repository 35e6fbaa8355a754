import { expect, test } from 'vitest';
import type { Message } from '../../../shared/model/message.ts';
import { alice, bob, incoming, newestPage, newId, openArchive, outgoing } from './fixture.ts';

/** 0…19, stored out of order; 8 to 11 bear the same time. */
async function twenty() {
  const archive = await openArchive();
  const order = [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const at = (count: number) => incoming(count >= 8 && count <= 11 ? 8 : count).at;
  await archive.store(order.map((count) => incoming(count, { at: at(count), body: String(count) })));
  await archive.store([incoming(5, { peer: alice, archiveId: 'alice', stanzaId: 'alice' })]);
  return archive;
}
/** By (at, position): of those with one time, the ones stored first come first. */
const sorted = [0, 1, 2, 3, 4, 5, 6, 7, 10, 11, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19].map(String);

const bodies = (messages: readonly Message[]) => messages.map(({ body }) => body);

test('the newest page is the end of the conversation, ascending', async () => {
  const archive = await twenty();
  const page = await archive.page(newestPage(bob, 5));
  expect(bodies(page.messages)).toEqual(sorted.slice(-5));
  expect(page).toMatchObject({ hasOlder: true, hasNewer: false });
});

test('paging to the beginning and back meets every message once, whatever the page size', async () => {
  const archive = await twenty();
  for (const limit of [1, 3, 7, 20, 50]) {
    const up: Message[] = [];
    let page = await archive.page(newestPage(bob, limit));
    up.unshift(...page.messages);
    while (page.hasOlder) {
      const { at = 0, position = 0 } = up[0] ?? {};
      page = await archive.page({ ...newestPage(bob, limit), before: { at, position } });
      expect(page.hasNewer).toBe(true);
      up.unshift(...page.messages);
    }
    expect(bodies(up)).toEqual(sorted);
    const down = up.slice(0, 1);
    do {
      const { at = 0, position = 0 } = down.at(-1) ?? {};
      page = await archive.page({ ...newestPage(bob, limit), after: { at, position } });
      expect(page.hasOlder).toBe(true);
      down.push(...page.messages);
    } while (page.hasNewer);
    expect(bodies(down)).toEqual(sorted);
  }
});

test('a page around a message has it in the middle, and is full near the ends', async () => {
  const archive = await twenty();
  const all = (await archive.page(newestPage(bob, 50))).messages;
  for (const [index, message] of all.entries()) {
    const page = await archive.page({ ...newestPage(bob, 7), around: message.id });
    const start = Math.min(Math.max(index - 3, 0), 13);
    expect(bodies(page.messages)).toEqual(sorted.slice(start, start + 7));
    expect(page).toMatchObject({ hasOlder: start > 0, hasNewer: start < 13 });
  }
});

test('around a message that is not there, or not of this person, is the newest page', async () => {
  const archive = await twenty();
  const [ofAlice] = (await archive.page(newestPage(alice))).messages;
  for (const around of [newId(), ofAlice?.id ?? newId()]) {
    expect(bodies((await archive.page({ ...newestPage(bob, 2), around })).messages)).toEqual(['18', '19']);
  }
});

test('news stands below what was there, though the clock that stamped it is slower or knows whole seconds', async () => {
  const archive = await openArchive();
  const at = 1_700_000_000_700;
  const store = (body: string, change: Parameters<typeof incoming>[1]) =>
    archive.store([incoming(Number(body), { body, isNews: true, ...change })]);
  await store('1', { at });
  await archive.store([outgoing(9, { at: at + 5000, body: 'waits to be sent' })]);
  await store('2', { at: 1_700_000_000_000 });
  await store('3', { at: at - 40_000 });
  await store('4', { at: at + 1 });
  expect(bodies((await archive.page(newestPage(bob))).messages)).toEqual([
    ...['1', '2', '3', '4'],
    'waits to be sent',
  ]);
  const yesterday = { at: at - 86_400_000 };
  await store('5', yesterday);
  await archive.store([incoming(6, { ...yesterday, body: 'scrolled back to' })]);
  const [first, second] = (await archive.page(newestPage(bob))).messages;
  expect([first?.at, second?.at]).toEqual([yesterday.at, yesterday.at]);
});

test('a conversation nobody had is an empty page', async () => {
  const archive = await openArchive();
  expect(await archive.page(newestPage(bob))).toEqual({ messages: [], hasOlder: false, hasNewer: false });
});
