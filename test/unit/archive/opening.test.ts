import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { SqlDatabase } from '../../../electron/archive/driver.ts';
import { alice, bob, incoming, jid, key, newArchive, newestPage, temporaryFile } from './fixture.ts';

const otherKey = new Uint8Array(32).fill(9);

/** A file with 300 messages of Bob's, closed. */
async function filled(file = temporaryFile()): Promise<string> {
  const archive = newArchive();
  await archive.open(file, key);
  await archive.store(
    Array.from({ length: 300 }, (_, count) => incoming(count, { body: `text ${count} `.repeat(40) })),
  );
  await archive.setDraft(alice, 'half a sentence');
  await archive.close();
  return file;
}

/** Opens what cannot be read, and proves that it was kept as it was and that a new archive works. */
async function expectKeptAside(file: string, openWith = key, why = 'damaged') {
  const content = readFileSync(file);
  const archive = newArchive();
  const outcome = await archive.open(file, openWith);
  if (outcome.outcome !== 'reset') throw new Error(`the outcome was ${outcome.outcome}`);
  expect(path.basename(outcome.keptAs)).toMatch(new RegExp(`^messages\\.db\\.${why}-\\d{8}T\\d{9}Z$`));
  expect(readFileSync(outcome.keptAs).equals(content)).toBe(true);
  expect(await archive.conversations()).toEqual([]);
  await archive.store([incoming(1)]);
  await archive.close();
  const again = newArchive();
  expect(await again.open(file, openWith)).toEqual({ outcome: 'opened' });
  expect((await again.page(newestPage(bob))).messages).toHaveLength(1);
  return outcome.keptAs;
}

test('a new archive is private to its user, and everything is there when it is opened again', async () => {
  const file = temporaryFile(path.join('accounts', 'messages.db'));
  const archive = newArchive();
  expect(await archive.open(file, key)).toEqual({ outcome: 'created' });
  await archive.store([incoming(1)]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(`${file}-wal`).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(file)).mode & 0o777).toBe(0o700);
  await archive.close();
  expect(readdirSync(path.dirname(file))).toEqual(['messages.db']);
  expect(await archive.open(file, key)).toEqual({ outcome: 'opened' });
  expect((await archive.page(newestPage(bob))).messages).toHaveLength(1);
});

test('an archive of another key is kept aside, and still opens with its own', async () => {
  const keptAs = await expectKeptAside(await filled(), otherKey);
  const archive = newArchive();
  await archive.open(keptAs, key);
  expect((await archive.conversation(bob))?.last?.preview).toMatch(/^text 299/);
});

test('a file cut short is kept aside', async () => {
  for (const keep of [1, 100, 4096, 4097, 0.5]) {
    const file = await filled();
    truncateSync(file, keep < 1 ? Math.floor(statSync(file).size * keep) : keep);
    await expectKeptAside(file);
  }
});

test('a foreign file is kept aside: text, and a database that is not encrypted', async () => {
  const text = temporaryFile();
  writeFileSync(text, 'Dear diary');
  await expectKeptAside(text);
  const plain = temporaryFile();
  writeFileSync(plain, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192 - 16)]));
  await expectKeptAside(plain);
});

test('an encrypted database of something else is kept aside', async () => {
  const file = temporaryFile();
  const database = new SqlDatabase(file, key);
  database.exec('CREATE TABLE message (text)');
  database.close();
  await expectKeptAside(file);
});

test('an archive of a newer version is kept aside untouched', async () => {
  const file = await filled();
  const database = new SqlDatabase(file, key);
  database.exec('PRAGMA user_version = 1000');
  database.close();
  await expectKeptAside(file, key, 'newer');
});

test('a write-ahead log without its database is kept aside, not replayed into a new one', async () => {
  const file = temporaryFile();
  writeFileSync(`${file}-wal`, 'left over');
  const archive = newArchive();
  const outcome = await archive.open(file, key);
  if (outcome.outcome !== 'reset') throw new Error(`the outcome was ${outcome.outcome}`);
  expect(readFileSync(`${outcome.keptAs}-wal`, 'utf8')).toBe('left over');
});

test('damage in the middle is reported when it is met, and the file kept aside when opened again', async () => {
  const file = await filled();
  const content = readFileSync(file);
  // Every page from the middle on: the first ones, which are read when opening, stay whole.
  for (let at = Math.floor(content.length / 2); at < content.length; at += 1024) {
    content.writeUInt8(content.readUInt8(at) ^ 1, at);
  }
  writeFileSync(file, content);
  const failures: string[] = [];
  const archive = newArchive((error) => failures.push(error.code));
  expect(await archive.open(file, key)).toEqual({ outcome: 'opened' });
  const reading = archive.page(newestPage(bob, 300));
  await expect(reading).rejects.toMatchObject({ code: 'damaged' });
  await archive.close();
  expect(failures).toEqual(['damaged']);
  // Another run of the program knows it too.
  await expectKeptAside(file);
  expect(existsSync(`${file}.suspect`)).toBe(false);
});

test('a suspicion that proves wrong is forgotten', async () => {
  const file = await filled();
  writeFileSync(`${file}.suspect`, '');
  expect(await newArchive().open(file, key)).toEqual({ outcome: 'opened' });
  expect(existsSync(`${file}.suspect`)).toBe(false);
});

test('where no archive can be made the answer says so', async () => {
  const file = temporaryFile();
  writeFileSync(file, 'in the way');
  const archive = newArchive();
  await expect(archive.open(path.join(file, 'messages.db'), key)).rejects.toMatchObject({
    code: 'cannot-open',
  });
  await expect(archive.conversations()).rejects.toMatchObject({ code: 'not-open' });
});

test('a folder in the place of the file is moved out of the way', async () => {
  const file = temporaryFile();
  mkdirSync(file);
  chmodSync(file, 0o700);
  const outcome = await newArchive().open(file, key);
  expect(outcome.outcome).toBe('reset');
});

test('a key of another length is refused before anything is made', async () => {
  const file = temporaryFile();
  const archive = newArchive();
  await expect(archive.open(file, key.subarray(1))).rejects.toMatchObject({ code: 'bad-request' });
  expect(readdirSync(path.dirname(file))).toEqual([]);
});

test('what is stored is on the disk, sealed page by page, and what is deleted is overwritten', async () => {
  const database = new SqlDatabase(await filled(), key);
  const setting = (pragma: string) => Object.values(database.get(`PRAGMA ${pragma}`) ?? {})[0];
  expect(setting('journal_mode')).toBe('wal');
  expect(setting('synchronous')).toBe(2);
  expect(setting('secure_delete')).toBe(1);
  expect(setting('temp_store')).toBe(2);
  expect(setting('foreign_keys')).toBe(1);
  expect(setting('cipher_use_hmac')).toBe('1');
  database.close();
});

test('an archive in memory is empty each time', async () => {
  const archive = newArchive();
  expect(await archive.open(null, key)).toEqual({ outcome: 'created' });
  await archive.store([incoming(1)]);
  expect(await archive.open(null, key)).toEqual({ outcome: 'created' });
  expect(await archive.conversations()).toEqual([]);
});

test('what an earlier version wrote and this one does not understand is held or left out, and nothing else suffers', async () => {
  const file = await filled();
  const database = new SqlDatabase(file, key);
  database.exec(`
    UPDATE message SET verdict = '{"level":"allow","reasons":[{"code":"of-tomorrow","level":"allow","params":{}}]}'
      WHERE stanza_id = 'stanza-299';
    UPDATE message SET links = 'no JSON' WHERE stanza_id = 'stanza-298';
    INSERT INTO conversation (peer, draft) VALUES ('Not An Address', 'x');
    INSERT INTO person VALUES ('also not', 'x', '[]', 'both', 0), ('carol@corp.test', 'Carol', '[]', 'both', 0);
  `);
  database.close();
  const archive = newArchive();
  await archive.open(file, key);
  const { messages } = await archive.page(newestPage(bob, 3));
  expect(messages.map(({ verdict }) => verdict.level)).toEqual(['allow', 'hold', 'hold']);
  expect((await archive.conversations()).map(({ peer }) => peer)).toEqual([bob, alice]);
  expect((await archive.people()).map(({ jid }) => jid)).toEqual([jid('carol@corp.test')]);
});
