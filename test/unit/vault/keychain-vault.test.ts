import { expect, test, vi } from 'vitest';
import { type Keychain, KeychainVault } from '../../../electron/vault/keychain-vault.ts';
import { bareJidSchema } from '../../../shared/model/jid.ts';
import { temporaryHome, withKeychain, withoutKeychain } from './keychain-session.ts';

const alice = bareJidSchema.parse('alice@corp.test');

test('a password is kept until it is to be forgotten, exactly as it was, also by the next process', async () => {
  const home = temporaryHome();
  const first = withKeychain(home);
  expect(await first.ask('isAvailable')).toBe(true);
  expect(await first.ask('password')).toBeNull();
  for (const password of ['pass word\n', 'pässwörd 😀', 'x'.repeat(1024)]) {
    expect(await first.ask('setPassword', password)).toEqual({ ok: true });
    expect(await first.ask('password')).toBe(password);
  }
  await first.end('properly');
  const second = withKeychain(home);
  expect(await second.ask('password')).toBe('x'.repeat(1024));
  expect(await second.ask('forgetPassword')).toEqual({ ok: true });
  expect(await second.ask('forgetPassword')).toEqual({ ok: true });
  expect(await second.ask('password')).toBeNull();
});

test('a password that the keychain would cut is refused, and not kept in part', async () => {
  const session = withKeychain(temporaryHome());
  expect(await session.ask('setPassword', 'before\0after')).toEqual({ ok: false });
  expect(await session.ask('password')).toBeNull();
});

test('the key is made once and stays, also for the next process; the probe leaves nothing behind', async () => {
  const home = temporaryHome();
  const first = withKeychain(home);
  const [key, same] = [await first.ask('archiveKey'), await first.ask('archiveKey')];
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(same).toBe(key);
  expect(await first.ask('entry', 'probe')).toBeNull();
  await first.end('properly');
  expect(await withKeychain(home).ask('archiveKey')).toBe(key);
});

test('a key that was forgotten is gone, and the next one is another', async () => {
  const session = withKeychain(temporaryHome());
  const key = await session.ask('archiveKey');
  expect(await session.ask('forgetArchiveKey')).toEqual({ ok: true });
  expect(await session.ask('entry', 'archive-key:alice@corp.test')).toBeNull();
  expect(await session.ask('archiveKey')).not.toBe(key);
});

test('asked twice at the same time it is the same key', async () => {
  const keys = await withKeychain(temporaryHome()).ask('archiveKeyTwice');
  expect(Array.isArray(keys) && keys[0] !== null && keys[0] === keys[1]).toBe(true);
});

test('a key entry that is none is lost: a new key is made and kept', async () => {
  const session = withKeychain(temporaryHome());
  await session.ask('breakKey', 'c2hvcnQ=');
  const key = await session.ask('archiveKey');
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(await session.ask('archiveKey')).toBe(key);
});

test('without a keychain every answer says so, and no key is made', async () => {
  const session = withoutKeychain(temporaryHome());
  expect(await session.ask('isAvailable')).toBe(false);
  expect(await session.ask('password')).toBeNull();
  expect(await session.ask('setPassword', 'secret')).toEqual({ ok: false });
  expect(await session.ask('forgetPassword')).toEqual({ ok: false });
  expect(await session.ask('archiveKey')).toBeNull();
});

test('without the library that reaches the keychain it is unavailable, not a crash', async () => {
  const vault = new KeychainVault({
    loadKeychain: () => {
      throw new Error('libsecret-1.so.0: cannot open shared object file');
    },
  });
  expect(await vault.isAvailable()).toBe(false);
  expect(await vault.archiveKey(alice)).toBeNull();
});

test('a keychain that waits for somebody is given up, and not asked again', async () => {
  const getPassword = vi.fn(() => new Promise<never>(() => undefined));
  const vault = new KeychainVault({
    loadKeychain: () => ({ ...keptInMemory(new Map()), getPassword }),
    patience: 20,
  });
  expect(await vault.isAvailable()).toBe(false);
  expect(await vault.password(alice)).toBeNull();
  expect(await vault.archiveKey(alice)).toBeNull();
  expect(getPassword).toHaveBeenCalledOnce();
});

test('a key behind an unlock prompt that was dismissed is not replaced by a new one', async () => {
  const entries = new Map([[`archive-key:${alice}`, Buffer.alloc(32, 7).toString('base64')]]);
  let isLocked = false;
  const vault = new KeychainVault({
    loadKeychain: () => ({
      ...keptInMemory(entries),
      // As libsecret answers: nothing found, no error; and writing brings the prompt again, this time answered.
      getPassword: async (_service, entry) => (isLocked ? null : (entries.get(entry) ?? null)),
      setPassword: async (_service, entry, secret) => {
        isLocked = false;
        entries.set(entry, secret);
      },
    }),
  });
  await vault.isAvailable();
  isLocked = true;
  expect(await vault.archiveKey(alice)).toEqual(new Uint8Array(32).fill(7));
});

test('a keychain that forgets what it was told gives no key', async () => {
  const entries = new Map<string, string>();
  const memory = keptInMemory(entries);
  const vault = new KeychainVault({
    loadKeychain: () => ({
      ...memory,
      setPassword: async (service, entry, secret) => {
        if (entry === 'probe') await memory.setPassword(service, entry, secret);
      },
    }),
  });
  expect(await vault.isAvailable()).toBe(true);
  expect(await vault.archiveKey(alice)).toBeNull();
});

function keptInMemory(entries: Map<string, string>): Keychain {
  return {
    getPassword: async (_service, entry) => entries.get(entry) ?? null,
    setPassword: async (_service, entry, secret) => void entries.set(entry, secret),
    deletePassword: async (_service, entry) => entries.delete(entry),
  };
}

test('what a remembered account will ask for is asked ahead, once, and nothing is written', async () => {
  const asked: string[] = [];
  const { promise: password, resolve } = Promise.withResolvers<string>();
  const keychain: Keychain = {
    getPassword: (_service, account) => {
      asked.push(account);
      return account.startsWith('password:') ? password : Promise.resolve(null);
    },
    setPassword: () => Promise.reject(new Error('written')),
    deletePassword: () => Promise.reject(new Error('written')),
  };
  const vault = new KeychainVault({ loadKeychain: () => keychain });
  vault.foresee(alice);
  expect(asked).toEqual(['password:alice@corp.test', 'archive-key:alice@corp.test']);
  const answer = vault.password(alice);
  resolve('secret');
  expect(await answer).toBe('secret');
  expect(asked).toHaveLength(2);
  await vault.password(alice);
  expect(asked).toHaveLength(3);
});

test('the key that was asked for ahead can be had before anybody asks for it, and is still there for who does', async () => {
  const key = 'A'.repeat(43);
  const entries = new Map([['archive-key:alice@corp.test', `${key}=`]]);
  const vault = new KeychainVault({ loadKeychain: () => keptInMemory(entries) });
  expect(await vault.foreseenKey(alice)).toBeNull();
  vault.foresee(alice);
  expect(await vault.foreseenKey(alice)).toEqual(new Uint8Array(32));
  entries.clear();
  expect(await vault.archiveKey(alice)).toEqual(new Uint8Array(32));
  expect(await vault.foreseenKey(alice)).toBeNull();
});

test('a keychain that fails when it is asked ahead is one that cannot be used', async () => {
  const vault = new KeychainVault({
    loadKeychain: () => {
      throw new Error('no libsecret');
    },
  });
  vault.foresee(alice);
  expect(await vault.foreseenKey(alice)).toBeNull();
  expect(await vault.password(alice)).toBeNull();
  expect(await vault.isAvailable()).toBe(false);
});
