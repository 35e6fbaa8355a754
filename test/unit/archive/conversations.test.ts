import { expect, test } from 'vitest';
import { longestBody } from '../../../shared/model/message.ts';
import { alice, bob, incoming, jid, openArchive, outgoing } from './fixture.ts';

test('news count as unread until they are read; doubles and history do not', async () => {
  const archive = await openArchive();
  await archive.store([incoming(1, { isNews: true }), incoming(2, { isNews: true })]);
  await archive.store([incoming(2, { isNews: true }), incoming(0)]);
  expect((await archive.conversation(bob))?.unread).toBe(2);
  expect((await archive.markRead(bob))?.unread).toBe(0);
  expect(await archive.markRead(alice)).toBeNull();
});

test('who wrote from another device has read what stands above, and not what came after it', async () => {
  const archive = await openArchive();
  const elsewhere = outgoing(2, { archiveId: 'archive-2', state: 'sent', isNews: true });
  await archive.store([incoming(1, { isNews: true }), elsewhere, incoming(3, { isNews: true })]);
  expect((await archive.conversation(bob))?.unread).toBe(1);
  // What is only there already says nothing new.
  await archive.store([elsewhere]);
  expect((await archive.conversation(bob))?.unread).toBe(1);
});

test('the summary is the newest message, also after older ones were fetched', async () => {
  const archive = await openArchive();
  await archive.store([incoming(5, { body: ' on\n two  lines ' })]);
  await archive.store([incoming(1), incoming(2)]);
  expect((await archive.conversation(bob))?.last).toMatchObject({ preview: 'on two lines', direction: 'in' });
});

test('of two messages at the same time the later stored is the newest', async () => {
  const archive = await openArchive();
  await archive.store([incoming(1), incoming(1, { stanzaId: 'b', archiveId: 'b', body: 'second' })]);
  expect((await archive.conversation(bob))?.last?.preview).toBe('second');
});

test('a preview has at most 200 code units and no half character', async () => {
  const archive = await openArchive();
  await archive.store([incoming(1, { body: `${'x'.repeat(199)}😀` })]);
  expect((await archive.conversation(bob))?.last?.preview).toBe('x'.repeat(199));
});

test('when the only message is discarded there is none to show', async () => {
  const archive = await openArchive();
  const message = outgoing(1);
  await archive.store([message]);
  await archive.discard(message.id);
  expect(await archive.conversation(bob)).toEqual({ peer: bob, unread: 0, draft: '', last: null });
  expect(await archive.conversations()).toEqual([]);
});

test('a draft is kept, also for somebody there is no message of, and goes when it is empty', async () => {
  const archive = await openArchive();
  const draft = 'x'.repeat(longestBody);
  expect(await archive.setDraft(alice, draft)).toEqual({ peer: alice, unread: 0, draft, last: null });
  expect((await archive.conversations()).map(({ peer }) => peer)).toEqual([alice]);
  await archive.setDraft(alice, '');
  expect(await archive.conversations()).toEqual([]);
});

test('conversations stand newest message first', async () => {
  const archive = await openArchive();
  await archive.setDraft(jid('carol@corp.test'), 'hello');
  await archive.store([incoming(1, { peer: alice }), incoming(2)]);
  const peers = (await archive.conversations()).map(({ peer }) => peer);
  expect(peers).toEqual([bob, alice, 'carol@corp.test']);
});

test('what the server has given of a conversation is remembered', async () => {
  const archive = await openArchive();
  expect(await archive.oldestArchiveId(bob)).toBeNull();
  expect(await archive.lastArchiveId()).toBeNull();
  await archive.store([
    incoming(3),
    incoming(2),
    incoming(1, { archiveId: null }),
    incoming(9, { peer: alice }),
  ]);
  await archive.store([outgoing(10)]);
  expect(await archive.oldestArchiveId(bob)).toBe('archive-2');
  expect(await archive.lastArchiveId()).toBe('archive-9');
  expect(await archive.isComplete(bob)).toBe(false);
  await archive.setComplete(bob);
  await archive.setComplete(jid('carol@corp.test'));
  expect(await archive.isComplete(bob)).toBe(true);
  expect(await archive.isComplete(alice)).toBe(false);
  expect((await archive.conversations()).map(({ peer }) => peer)).toEqual([bob, alice]);
});
