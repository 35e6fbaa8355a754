import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type KeychainSession, temporaryHome, withKeychain } from './keychain-session.ts';

const password = 'correct horse battery staple';
const sentence = 'the merger is announced on Thursday';
const draft = 'half of a sentence nobody has sent';

/** Every file under the folder that contains one of the secrets in plain, in hexadecimal or in base64. */
function filesWithSecret(folder: string, keyInHex: string): string[] {
  const raw = [password, sentence, draft]
    .map((text) => Buffer.from(text))
    .concat(Buffer.from(keyInHex, 'hex'));
  const forms = raw.flatMap((secret) => [
    secret,
    Buffer.from(secret.toString('hex')),
    Buffer.from(secret.toString('hex').toUpperCase()),
    Buffer.from(secret.toString('base64').replace(/=+$/, '')),
    Buffer.from(secret.toString('utf16le'), 'utf16le'),
  ]);
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .filter((file) => forms.some((form) => readFileSync(file).includes(form)));
}

async function useSecrets(session: KeychainSession, profile: string): Promise<string> {
  expect(await session.ask('setPassword', password)).toEqual({ ok: true });
  expect(await session.ask('openArchive', path.join(profile, 'messages.db'))).toHaveProperty('outcome');
  await session.ask('store', sentence);
  await session.ask('setDraft', draft);
  const key = await session.ask('archiveKey');
  if (typeof key !== 'string') throw new Error('there is no key');
  return key;
}

test('no file of the profile contains the password, the key or a sentence: while open, after a kill, after closing', async () => {
  const home = temporaryHome();
  const profile = path.join(home, 'profile');
  const killed = withKeychain(home);
  const key = await useSecrets(killed, profile);
  expect(readdirSync(profile)).toEqual(['messages.db', 'messages.db-wal']);
  expect(filesWithSecret(profile, key)).toEqual([]);
  await killed.end('killed');
  expect(filesWithSecret(profile, key)).toEqual([]);
  const closed = withKeychain(home);
  expect(await useSecrets(closed, profile)).toBe(key);
  await closed.ask('closeArchive');
  expect(readdirSync(profile)).toEqual(['messages.db']);
  await closed.end('properly');
  expect(filesWithSecret(profile, key)).toEqual([]);
});

test('neither password nor key is on a command line or in the environment of any process', async () => {
  const home = temporaryHome();
  const session = withKeychain(home);
  const key = await useSecrets(session, path.join(home, 'profile'));
  const shown = JSON.stringify(await session.ask('shownToOthers'));
  expect(shown).toContain('keychain-child.ts');
  for (const secret of [password, key, Buffer.from(key, 'hex').toString('base64')]) {
    expect(shown).not.toContain(secret);
  }
});
