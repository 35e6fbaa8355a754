import { expect, test } from 'vitest';
import { incoming, jid, newestPage, newId, openArchive, outgoing } from './fixture.ts';

const eve = jid('eve@stranger.test');
const kim = jid('kim@stranger.test');

test('whom somebody accepted or wrote to is remembered, and who was only written to by is not', async () => {
  const archive = await openArchive();
  await archive.store([incoming(1, { peer: eve }), outgoing(2, { peer: kim, state: 'sent' })]);
  expect(await archive.accepted()).toEqual([kim]);
  await archive.accept(eve);
  expect((await archive.accepted()).toSorted()).toEqual([eve, kim]);
});

test('a message that was stopped accepts nobody', async () => {
  const archive = await openArchive();
  await archive.store([outgoing(1, { peer: eve, state: 'failed' })]);
  expect(await archive.accepted()).toEqual([]);
});

test('what is forgotten is in no list, page, search or evidence, and is known when the server brings it again', async () => {
  const archive = await openArchive();
  const offer = incoming(2, { peer: eve, body: 'a wonderful offer', archiveId: 'a1' });
  await archive.store([offer, incoming(1, { peer: kim, body: 'a wonderful day', archiveId: 'a0' })]);
  await archive.forget(eve);
  expect((await archive.page(newestPage(eve))).messages).toEqual([]);
  expect((await archive.conversations()).map(({ peer }) => peer)).toEqual([kim]);
  expect((await archive.search('wonderful', null, 10)).map(({ peer }) => peer)).toEqual([kim]);
  expect((await archive.evidence(offer.id))?.raw).toBe('');
  expect(await archive.lastArchiveId()).toBe('a1');
  const [again] = await archive.store([{ ...offer, id: newId() }]);
  expect(again?.outcome).toBe('known');
  expect(again?.message.peer).not.toBe(eve);
  expect((await archive.conversations()).map(({ peer }) => peer)).toEqual([kim]);
});
