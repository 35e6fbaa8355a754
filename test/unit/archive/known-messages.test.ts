import { expect, test } from 'vitest';
import { longestBody } from '../../../shared/model/message.ts';
import { bob, incoming, jid, newestPage, newId, openArchive, outgoing } from './fixture.ts';

async function outcomes(...messages: Parameters<typeof incoming>[1][]) {
  const archive = await openArchive();
  const results = [];
  for (const change of messages) {
    const [result] = await archive.store([incoming(1, { id: newId(), ...change })]);
    results.push(result?.outcome);
  }
  return results;
}

test('a message that comes twice, live and from the server, is stored once and gets its archive id', async () => {
  const archive = await openArchive();
  const [live] = await archive.store([incoming(1, { archiveId: null })]);
  const [fetched] = await archive.store([incoming(1, { from: 'bob@corp.test/laptop' })]);
  expect(fetched).toEqual({ outcome: 'known', message: live?.message });
  expect(await archive.lastArchiveId()).toBe('archive-1');
  expect((await archive.page(newestPage(bob))).messages).toHaveLength(1);
});

test('T16: a sender who uses a stanza id again cannot hide a new text behind an old one', async () => {
  expect(await outcomes({}, { archiveId: 'other', body: 'pay the invoice' })).toEqual(['stored', 'stored']);
});

test('T16: a stanza id of one person says nothing about the same id of another', async () => {
  const mallory = { peer: jid('mallory@partner.test'), from: 'mallory@partner.test/x', archiveId: null };
  expect(await outcomes({ archiveId: null }, mallory)).toEqual(['stored', 'stored']);
});

test('T16: a stanza id of one sender says nothing about the same id of another in the same conversation', async () => {
  const mallory = { from: 'mallory@partner.test/x', archiveId: null };
  expect(await outcomes({ archiveId: null }, mallory)).toEqual(['stored', 'stored']);
});

test('T16: the same archive id is the same message, whatever else differs', async () => {
  expect(await outcomes({}, { stanzaId: 'rewritten', body: 'reworded' })).toEqual(['stored', 'known']);
});

test('messages without any id are all kept', async () => {
  const bare = { stanzaId: '', archiveId: null };
  expect(await outcomes(bare, bare)).toEqual(['stored', 'stored']);
});

test('an archive id is never given to a second message', async () => {
  const archive = await openArchive();
  await archive.store([incoming(1)]);
  const [live] = await archive.store([incoming(2, { archiveId: null })]);
  expect((await archive.store([incoming(2, { archiveId: 'archive-1' })]))[0]?.outcome).toBe('known');
  const evidence = live === undefined ? null : await archive.evidence(live.message.id);
  expect(evidence?.archiveId).toBeNull();
});

test('our own message is known when it comes back from the server, its line ends made one', async () => {
  const archive = await openArchive();
  const written = outgoing(1, { body: 'two\r\nlines' });
  await archive.store([written]);
  const copy = outgoing(1, {
    stanzaId: written.id,
    from: 'alice@corp.test/desk',
    body: 'two\nlines',
    archiveId: 'a',
    state: 'sent',
  });
  const [result] = await archive.store([copy]);
  expect(result?.outcome).toBe('known');
  expect(result?.message).toMatchObject({ id: written.id, state: 'queued', body: 'two\r\nlines' });
});

test('doubles within one batch are found too, and outcomes stand in the order of the batch', async () => {
  const archive = await openArchive();
  const results = await archive.store([incoming(1), incoming(2), incoming(1), incoming(3)]);
  expect(results.map(({ outcome }) => outcome)).toEqual(['stored', 'stored', 'known', 'stored']);
  expect(results[2]?.message).toEqual(results[0]?.message);
});

test('a batch with one message that breaks the contract is refused whole', async () => {
  const archive = await openArchive();
  const batch = [incoming(1), incoming(2, { at: -1 })];
  await expect(archive.store(batch)).rejects.toMatchObject({ code: 'bad-request' });
  await expect(archive.store([incoming(3, { state: 'sent' })])).rejects.toMatchObject({
    code: 'bad-request',
  });
  expect(await archive.conversations()).toEqual([]);
});

test('a text longer than shown is cut, and its stanza is kept whole', async () => {
  const archive = await openArchive();
  const body = 'x'.repeat(longestBody + 5);
  const [result] = await archive.store([incoming(1, { body, raw: `<body>${body}</body>` })]);
  expect(result?.message.body).toHaveLength(longestBody);
  const evidence = result === undefined ? null : await archive.evidence(result.message.id);
  expect(evidence?.raw).toHaveLength(body.length + '<body></body>'.length);
});

test('reading the server archive goes on before a message of ours that is unconfirmed, as it may stand there', async () => {
  const archive = await openArchive();
  const unconfirmed = outgoing(2, { state: 'sending' });
  await archive.store([incoming(1)]);
  await archive.store([unconfirmed]);
  await archive.store([incoming(3), incoming(4, { peer: jid('carol@corp.test') })]);
  expect(await archive.lastArchiveId()).toBe('archive-1');
  await archive.setState(unconfirmed.id, 'sent', null);
  expect(await archive.lastArchiveId()).toBe('archive-4');
});
