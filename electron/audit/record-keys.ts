import { z } from '../../shared/zod.ts';
import { parsedJson } from '../parsed-json.ts';
import type { KeptKeys } from './record-log.ts';
import { newSigningKey, type SigningKey } from './signing-key.ts';

/** Where the signing key of the present epoch is kept: in the operating system's keychain, and nowhere else. */
export interface KeyStore {
  recordKeys(): Promise<string | null>;
  setRecordKeys(secret: string): Promise<{ ok: boolean }>;
}

/** Two, and one more for each start at which the record could not be opened. */
const mostSecrets = 8;

const keptKeysSchema = z.strictObject({
  record: z.string().regex(/^[0-9a-f]{32}$/),
  size: z.number().int().nonnegative(),
  secrets: z.array(z.string().max(256)).max(mostSecrets),
});

/**
 * Takes a record from one signing key to the next. While the opening of an epoch is written both are kept, and the old one is
 * overwritten when it is on the disk: whenever the computer stops, the key of the last epoch is there, and no older one.
 */
export class RecordKeys {
  readonly #store: KeyStore;
  #kept: KeptKeys | null = null;
  /** Of a change that failed: nobody knows whether the record took it, so no other is made. */
  #pending: SigningKey | null = null;

  constructor(store: KeyStore) {
    this.#store = store;
  }

  /** What the keychain has; null when that is nothing, or it does not answer. */
  async read(): Promise<KeptKeys | null> {
    const text = await this.#store.recordKeys();
    const kept = text === null ? null : keptKeysSchema.safeParse(parsedJson(text));
    this.#kept = kept?.success === true ? kept.data : null;
    return this.#kept;
  }

  async change(
    open: (key: SigningKey) => Promise<{ readonly record: string; readonly size: number }>,
  ): Promise<void> {
    const key = this.#pending ?? newSigningKey();
    this.#pending = key;
    const before = this.#kept;
    if (before !== null) {
      const secrets = new Set([...before.secrets, key.secret]);
      await this.#keep({ ...before, secrets: [...secrets].slice(-mostSecrets) });
    }
    await this.#keep({ ...(await open(key)), secrets: [key.secret] });
    this.#pending = null;
  }

  /** A keychain that does not keep it makes the next start say on record that the key was lost. */
  async #keep(kept: KeptKeys): Promise<void> {
    this.#kept = kept;
    await this.#store.setRecordKeys(JSON.stringify(kept));
  }
}
