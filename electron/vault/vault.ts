import type { BareJid } from '../../shared/model/jid.ts';

/**
 * The operating system's keychain: passwords (only if the user wants) and the archive's key. There is no other place for a
 * secret: without a keychain every method says so and nothing is written.
 */
export interface Vault {
  /**
   * Asks the keychain once with a probe entry; later calls give the same answer, except that a keychain that stops answering is
   * not available from then on.
   */
  isAvailable(): Promise<boolean>;
  password(account: BareJid): Promise<string | null>;
  /** ok: the keychain gives it back exactly. */
  setPassword(account: BareJid, password: string): Promise<{ ok: boolean }>;
  /** ok: it is not there any more. */
  forgetPassword(account: BareJid): Promise<{ ok: boolean }>;
  /** 32 random bytes, made on first use, made anew when the entry is not a key; null when the keychain cannot be used. */
  archiveKey(account: BareJid): Promise<Uint8Array | null>;
  /** ok: it is not there any more, and whatever it opened can never be read again. */
  forgetArchiveKey(account: BareJid): Promise<{ ok: boolean }>;
}
