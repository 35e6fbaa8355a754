import { expect, test } from 'vitest';
import { SqlDatabase } from '../../../electron/archive/driver.ts';
import type { MessageState } from '../../../shared/model/message.ts';
import { allow, verdictOf } from '../../../shared/model/verdict.ts';
import {
  bob,
  incoming,
  key,
  newArchive,
  newestPage,
  newId,
  openArchive,
  outgoing,
  temporaryFile,
} from './fixture.ts';

const allowed: readonly [MessageState, MessageState][] = [
  ['queued', 'sending'],
  ['queued', 'sent'],
  ['queued', 'delivered'],
  ['queued', 'failed'],
  ['sending', 'sent'],
  ['sending', 'delivered'],
  ['sending', 'failed'],
  ['sent', 'delivered'],
  ['sent', 'failed'],
  ['failed', 'queued'],
];
const states: readonly MessageState[] = ['received', 'queued', 'sending', 'sent', 'delivered', 'failed'];

test('a state only goes forward, and back into the queue by a retry', async () => {
  const archive = await openArchive();
  for (const [count, from] of states.entries()) {
    for (const to of states) {
      const make = from === 'received' ? incoming : outgoing;
      const message = make(count, { stanzaId: '', archiveId: null, state: from });
      await archive.store([message]);
      const changed = await archive.setState(message.id, to, null);
      const isAllowed = from === to || allowed.some(([a, b]) => a === from && b === to);
      expect(changed?.state ?? null, `${from} → ${to}`).toBe(isAllowed ? to : null);
      expect((await archive.message(message.id))?.state).toBe(isAllowed ? to : from);
    }
  }
});

test('the list knows how far the last message has come', async () => {
  const archive = await openArchive();
  const [before, message] = [outgoing(1), outgoing(2)];
  await archive.store([before, message]);
  const last = async () => (await archive.conversation(bob))?.last?.state;
  expect(await last()).toBe('queued');
  await archive.setState(before.id, 'sent', null);
  expect(await last()).toBe('queued');
  await archive.setState(message.id, 'failed', 'too-large');
  expect(await last()).toBe('failed');
  await archive.setState(message.id, 'queued', null);
  expect(await last()).toBe('queued');
});

test('a retry forgets why the message failed', async () => {
  const archive = await openArchive();
  const message = outgoing(1);
  await archive.store([message]);
  expect(await archive.setState(message.id, 'failed', 'too-large')).toMatchObject({ failure: 'too-large' });
  expect(await archive.setState(message.id, 'queued', null)).toMatchObject({ failure: null });
});

test('unsent are those that are queued or sending, oldest first', async () => {
  const archive = await openArchive();
  const [third, first, second, gone] = [outgoing(3), outgoing(1), outgoing(2), outgoing(0)];
  await archive.store([third, first, second, gone, incoming(9)]);
  await archive.setState(second.id, 'sending', null);
  await archive.setState(gone.id, 'sent', null);
  expect((await archive.unsent()).map(({ id }) => id)).toEqual([first.id, second.id, third.id]);
});

test('our own message is found by its stanza id, an incoming one with that id is not', async () => {
  const archive = await openArchive();
  const ours = outgoing(1);
  await archive.store([incoming(2, { stanzaId: ours.id }), ours]);
  expect((await archive.ownMessage(ours.id))?.id).toBe(ours.id);
  expect(await archive.ownMessage('stanza-2')).toBeNull();
  expect(await archive.ownMessage('')).toBeNull();
});

test('a verdict is replaced, and the list shows the new level', async () => {
  const archive = await openArchive();
  const message = incoming(1);
  await archive.store([message]);
  const verdict = verdictOf([{ code: 'text.empty', level: 'warn', params: {} }]);
  const link = { start: 0, end: 3, url: 'https://a.test/', host: 'a.test', verdict: allow };
  expect(await archive.setVerdict(message.id, verdict, [link])).toMatchObject({ verdict, links: [link] });
  expect((await archive.conversation(bob))?.last?.level).toBe('warn');
  expect(await archive.setVerdict(newId(), verdict, [])).toBeNull();
});

test('only our own message that did not go out can be discarded', async () => {
  const archive = await openArchive();
  const [received, sent, failed] = [incoming(1), outgoing(2, { state: 'sent' }), outgoing(3)];
  await archive.store([received, sent, failed]);
  await archive.setState(failed.id, 'failed', 'no-such-person');
  expect(await archive.discard(received.id)).toBeNull();
  expect(await archive.discard(sent.id)).toBeNull();
  expect(await archive.discard(failed.id)).toMatchObject({ id: failed.id, state: 'failed' });
  expect(await archive.message(failed.id)).toBeNull();
  expect(await archive.evidence(failed.id)).toBeNull();
  expect(await archive.search('message 3', null, 10)).toEqual([]);
  expect((await archive.page(newestPage(bob))).messages).toHaveLength(2);
  expect((await archive.conversation(bob))?.last?.id).toBe(sent.id);
});

test('no word of a discarded message stays in the search index', async () => {
  const file = temporaryFile();
  const archive = newArchive();
  await archive.open(file, key);
  const message = outgoing(1, { body: 'unwise words 会議' });
  await archive.store([message, incoming(2, { body: 'other words' })]);
  await archive.discard(message.id);
  await archive.close();
  const database = new SqlDatabase(file, key);
  const matches = (word: string) =>
    database.all('SELECT rowid FROM search WHERE search MATCH :word', { word }).length;
  expect(['unwise', '会', '議', 'words'].map(matches)).toEqual([0, 0, 0, 1]);
  database.close();
});
