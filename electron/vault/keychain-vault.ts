import { randomBytes } from 'node:crypto';
import type { BareJid } from '../../shared/model/jid.ts';
import { Turns } from '../turns.ts';
import type { Vault } from './vault.ts';

/** What is used of keytar. Errors are not told apart: each means that the keychain cannot be used. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeychainVaultOptions {
  /** Called once, when the first secret is asked for. May throw: the library behind it may be missing. */
  readonly loadKeychain: () => Keychain;
  /** Milliseconds for one question. A keychain that shows a prompt nobody answers must not keep the window from opening. */
  readonly patience?: number;
}

/** The vault in the operating system's keychain: one entry for a password, one for an archive's key. */
export class KeychainVault implements Vault {
  readonly #options: KeychainVaultOptions;
  readonly #patience: number;
  #keychain: Keychain | null = null;
  #isUsable: Promise<boolean> | null = null;
  readonly #foreseen = new Map<string, Promise<string | null>>();
  readonly #keyTurns = new Turns();

  constructor(options: KeychainVaultOptions) {
    this.#options = options;
    this.#patience = options.patience ?? 3000;
  }

  isAvailable(): Promise<boolean> {
    this.#isUsable ??= this.#probe();
    return this.#isUsable;
  }

  /**
   * Asks ahead for what a remembered account will ask for once it is known to be one, and only reads. `account`: its address, as it
   * stands in a file that nobody has checked yet.
   */
  foresee(account: string): void {
    for (const entry of [passwordEntry(account), keyEntry(account)]) {
      const answer = this.#ask((keychain) => keychain.getPassword(service, entry));
      // Who asks for it hears of it.
      answer.catch(() => undefined);
      this.#foreseen.set(entry, answer);
    }
  }

  /** What the keychain answers to foresee(); whoever needs the key itself still asks for it. Null: it has none, or none yet. */
  async foreseenKey(account: string): Promise<Uint8Array | null> {
    try {
      const secret = await this.#foreseen.get(keyEntry(account));
      return secret == null ? null : keyIn(secret);
    } catch {
      return null;
    }
  }

  async password(account: BareJid): Promise<string | null> {
    return (await this.#read(passwordEntry(account))).secret;
  }

  async setPassword(account: BareJid, password: string): Promise<{ ok: boolean }> {
    return { ok: await this.#write(passwordEntry(account), password) };
  }

  async forgetPassword(account: BareJid): Promise<{ ok: boolean }> {
    return { ok: await this.#remove(passwordEntry(account)) };
  }

  /** The signing keys of a record; `name` tells the records of several profiles apart. */
  async recordKeys(name: string): Promise<string | null> {
    return (await this.#read(recordEntry(name))).secret;
  }

  /** ok: the keychain gives them back exactly. */
  async setRecordKeys(name: string, secret: string): Promise<{ ok: boolean }> {
    return { ok: await this.#write(recordEntry(name), secret) };
  }

  async forgetArchiveKey(account: BareJid): Promise<{ ok: boolean }> {
    return { ok: await this.#remove(keyEntry(account)) };
  }

  async archiveKey(account: BareJid): Promise<Uint8Array | null> {
    // Asked twice at the same time, the second would replace the key that the first has just made.
    return this.#keyTurns.take(() => this.#storedOrNewKey(keyEntry(account)));
  }

  async #storedOrNewKey(entry: string): Promise<Uint8Array | null> {
    const first = await this.#read(entry);
    if (!first.ok) return null;
    if (first.secret !== null) return keyIn(first.secret) ?? this.#newKey(entry);
    // An unlock prompt that was dismissed looks like a missing entry (libsecret's lookup gives no error), and a new key would
    // replace the one that is locked away. What can be written and read back is unlocked: only then is missing missing.
    if (!(await this.#probe())) return null;
    const second = await this.#read(entry);
    if (!second.ok) return null;
    return (second.secret === null ? null : keyIn(second.secret)) ?? this.#newKey(entry);
  }

  async #newKey(entry: string): Promise<Uint8Array | null> {
    const key = randomBytes(keyLength);
    return (await this.#write(entry, key.toString('base64'))) ? new Uint8Array(key) : null;
  }

  /** Written, read and removed: a keychain that only answers reads is of no use. */
  async #probe(): Promise<boolean> {
    const value = randomBytes(16).toString('base64');
    try {
      await this.#ask((keychain) => keychain.setPassword(service, probeEntry, value));
      const isKept = (await this.#ask((keychain) => keychain.getPassword(service, probeEntry))) === value;
      await this.#ask((keychain) => keychain.deletePassword(service, probeEntry));
      return isKept;
    } catch {
      return false;
    }
  }

  /** Not probed first: what it gives proves the keychain better than a probe, and at the start of the program time counts. */
  async #read(entry: string): Promise<{ ok: boolean; secret: string | null }> {
    if (this.#isUsable !== null && !(await this.#isUsable)) return { ok: false, secret: null };
    try {
      const secret = await this.#secret(entry);
      if (secret !== null) this.#isUsable ??= Promise.resolve(true);
      return { ok: true, secret };
    } catch {
      return { ok: false, secret: null };
    }
  }

  /** What was asked ahead counts once: it may have changed since. */
  #secret(entry: string): Promise<string | null> {
    const foreseen = this.#foreseen.get(entry);
    this.#foreseen.delete(entry);
    return foreseen ?? this.#ask((keychain) => keychain.getPassword(service, entry));
  }

  /** Whether the very same secret is there now: keychains cut at a length or at U+0000. */
  async #write(entry: string, secret: string): Promise<boolean> {
    if (!(await this.isAvailable())) return false;
    try {
      await this.#ask((keychain) => keychain.setPassword(service, entry, secret));
    } catch {
      return false;
    }
    if ((await this.#read(entry)).secret === secret) return true;
    await this.#remove(entry);
    return false;
  }

  async #remove(entry: string): Promise<boolean> {
    if (!(await this.isAvailable())) return false;
    try {
      await this.#ask((keychain) => keychain.deletePassword(service, entry));
      return true;
    } catch {
      return false;
    }
  }

  async #ask<T>(question: (keychain: Keychain) => Promise<T>): Promise<T> {
    this.#keychain ??= this.#options.loadKeychain();
    const { promise: expired, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => {
      // keytar holds a thread of the pool while it waits: nothing more is asked, or file and name look-ups would starve.
      this.#isUsable = Promise.resolve(false);
      reject(new Error('the keychain does not answer'));
    }, this.#patience);
    try {
      return await Promise.race([question(this.#keychain), expired]);
    } finally {
      clearTimeout(timer);
    }
  }
}

const service = 'Gatehouse';
const probeEntry = 'probe';
const keyLength = 32;

function passwordEntry(account: string): string {
  return `password:${account}`;
}

function keyEntry(account: string): string {
  return `archive-key:${account}`;
}

function recordEntry(name: string): string {
  return `record-keys:${name}`;
}

/** Null when the entry is not 32 bytes in base64: the key is lost then, and the archive it was for will be kept aside. */
function keyIn(secret: string): Uint8Array | null {
  return /^[A-Za-z0-9+/]{43}=$/.test(secret) ? new Uint8Array(Buffer.from(secret, 'base64')) : null;
}
