import type { BareJid } from '../../shared/model/jid.ts';

/**
 * The operating system's keychain: passwords (only if the user wants) and the archive's key. There is no other place for a
 * secret: without a keychain every method says so and nothing is written.
 */
export interface Vault {
  /** Asks the keychain once with a probe entry; later calls give the same answer. */
  isAvailable(): Promise<boolean>;
  password(account: BareJid): Promise<string | null>;
  setPassword(account: BareJid, password: string): Promise<{ ok: boolean }>;
  forgetPassword(account: BareJid): Promise<void>;
  /** 32 random bytes, made on first use; null without a keychain. */
  archiveKey(account: BareJid): Promise<Uint8Array | null>;
}
