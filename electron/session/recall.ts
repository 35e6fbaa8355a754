import type { BareJid } from '../../shared/model/jid.ts';
import type { Vault } from '../vault/vault.ts';

/** What is remembered between starts; kept in the settings. */
export interface LastAccount {
  readonly account: BareJid;
  readonly isRemembered: boolean;
  /** SHA-256 of the text that was agreed to; null: none. */
  readonly consent: string | null;
}

/** What the keychain holds of the account that was signed in last. */
export interface Recalled {
  readonly account: BareJid;
  /** Null: none, which does where a certificate signs in. */
  readonly password: string | null;
  readonly key: Uint8Array;
}

/** Null when no account is remembered, or the keychain does not give the archive's key. */
export async function recall({
  vault,
  lastAccount,
}: {
  readonly vault: Vault;
  readonly lastAccount: () => LastAccount | null;
}): Promise<Recalled | null> {
  const last = lastAccount();
  if (last === null || !last.isRemembered) return null;
  const { account } = last;
  const [password, key] = await Promise.all([vault.password(account), vault.archiveKey(account)]);
  return key === null ? null : { account, password, key };
}
