import { expect, test } from 'vitest';
import type { StoredFile } from '../../../electron/archive/archive.ts';
import { SqlDatabase } from '../../../electron/archive/driver.ts';
import { allow } from '../../../shared/model/verdict.ts';
import { offeredFile } from '../transfer/offered-file.ts';
import {
  alice,
  bob,
  incoming,
  newArchive,
  newestPage,
  openArchive,
  outgoing,
  temporaryFile,
} from './fixture.ts';

const key = new Uint8Array(32).fill(7);
const sealed = { name: 'a'.repeat(32), key: Buffer.from(key).toString('base64') };

function changed(file: StoredFile, change: Partial<StoredFile['shown']>): StoredFile {
  return { ...file, shown: { ...file.shown, ...change } };
}

test('a file is shown with its message, and what is not for the window stays behind', async () => {
  const archive = await openArchive();
  const file = offeredFile();
  const message = incoming(1, { body: '', file });
  await archive.store([message]);
  const [shown] = (await archive.page(newestPage(bob))).messages;
  expect(shown?.file).toEqual(file.shown);
  expect(JSON.stringify(shown)).not.toContain(file.url);
  expect(await archive.file(message.id)).toEqual(file);
});

test('what becomes of a file is with its message after a restart', async () => {
  const file = temporaryFile();
  const message = incoming(1, { file: offeredFile() });
  const before = newArchive();
  await before.open(file, key);
  await before.store([message]);
  const ready = { ...changed(offeredFile(), { state: 'ready', type: 'pdf' }), sealed };
  expect((await before.setFile(message.id, ready))?.file).toMatchObject({ state: 'ready', type: 'pdf' });
  await before.close();
  const after = newArchive();
  await after.open(file, key);
  expect(await after.file(message.id)).toEqual(ready);
});

test('a message without a file gets none', async () => {
  const archive = await openArchive();
  const message = incoming(1);
  await archive.store([message]);
  expect(await archive.setFile(message.id, offeredFile())).toBeNull();
  expect((await archive.message(message.id))?.file).toBeNull();
});

test('files that are under way or in the quarantine are found, also when their message was withdrawn', async () => {
  const archive = await openArchive();
  const offered = incoming(1, { file: offeredFile() });
  const fetching = incoming(2, { file: changed(offeredFile(), { state: 'fetching' }) });
  const held = incoming(3, { file: { ...changed(offeredFile(), { state: 'held' }), sealed } });
  await archive.store([offered, fetching, held, incoming(4)]);
  const reasons = [{ code: 'message.withdrawn', level: 'hold', params: {} }] as const;
  await archive.withdraw(held.id, { level: 'hold', reasons: [...reasons] });
  expect((await archive.keptFiles()).map(({ id }) => id)).toEqual([fetching.id, held.id]);
  expect((await archive.message(held.id))?.file).toBeNull();
});

test('a message that is discarded or of somebody forgotten leaves no key behind', async () => {
  const archive = await openArchive();
  const own = outgoing(1, { state: 'failed', file: { ...offeredFile(), sealed } });
  const theirs = incoming(2, { file: { ...offeredFile(), sealed } });
  await archive.store([own, theirs]);
  await archive.discard(own.id);
  await archive.forget(bob);
  expect(await archive.keptFiles()).toEqual([]);
  expect(await archive.file(theirs.id)).toBeNull();
});

test('two files under one id of their sender are two messages', async () => {
  const archive = await openArchive();
  const first = incoming(1, { archiveId: null, body: '', file: offeredFile() });
  const second = {
    ...incoming(1, { archiveId: null, body: '' }),
    file: { ...offeredFile(), url: 'https://files.corp.test/other' },
  };
  const outcomes = await archive.store([first, second]);
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['stored', 'stored']);
});

test('our copy of a file that the server has is the message that was written here', async () => {
  const archive = await openArchive();
  const own = outgoing(1, { body: '', file: { ...offeredFile(), url: '' } });
  const copy = incoming(1, {
    stanzaId: own.id,
    direction: 'out',
    state: 'sent',
    body: '',
    file: offeredFile(),
  });
  await archive.store([own]);
  expect(await archive.store([copy])).toMatchObject([{ outcome: 'known', message: { id: own.id } }]);
});

test('the list knows the file of a last message, what became of it, and that it went with the message', async () => {
  const archive = await openArchive();
  const message = incoming(1, { body: '', file: offeredFile() });
  await archive.store([message]);
  const last = async () => (await archive.conversation(bob))?.last;
  expect(await last()).toMatchObject({
    preview: '',
    state: 'received',
    file: { name: 'plan.pdf', type: null, state: 'offered' },
  });
  const file = offeredFile();
  await archive.setFile(message.id, { ...file, shown: { ...file.shown, type: 'pdf', state: 'held' } });
  expect((await last())?.file).toEqual({ name: 'plan.pdf', type: 'pdf', state: 'held' });
  await archive.withdraw(message.id, allow);
  expect(await last()).toMatchObject({ preview: '', file: null });
});

test('what the list says of last messages is there after an update from a version that did not keep it', async () => {
  const file = temporaryFile();
  const before = newArchive();
  await before.open(file, key);
  await before.store([
    incoming(1, { body: '', file: offeredFile() }),
    outgoing(2, { peer: alice, body: 'some words' }),
  ]);
  await before.close();
  const database = new SqlDatabase(file, key);
  database.exec(`
    ALTER TABLE conversation DROP COLUMN last_state;
    ALTER TABLE conversation DROP COLUMN last_file;
    UPDATE conversation SET last_preview = 'plan.pdf' WHERE peer = '${bob}';
    PRAGMA user_version = 10;`);
  database.close();
  const archive = newArchive();
  expect(await archive.open(file, key)).toEqual({ outcome: 'opened' });
  expect((await archive.conversation(bob))?.last).toMatchObject({
    preview: '',
    state: 'received',
    file: { name: 'plan.pdf', type: null, state: 'offered' },
  });
  expect((await archive.conversation(alice))?.last).toMatchObject({
    preview: 'some words',
    state: 'queued',
    file: null,
  });
});
