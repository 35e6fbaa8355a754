import { isDeepStrictEqual } from 'node:util';
import type { BareJid } from '../../shared/model/jid.ts';
import type { LoginMemory, LoginStrength } from '../wire/connection/login-memory.ts';
import type { SettingsStore } from './settings-store.ts';

export interface RememberedLoginsOptions {
  readonly store: Pick<SettingsStore, 'logins'>;
  /** Policy: what was remembered before this (ISO 8601) no longer counts; null: all counts. */
  readonly forgetBefore: () => string | null;
  readonly now: () => number;
}

/** How each account was signed in to, kept in the settings until IT says that a server was changed (T5). */
export class RememberedLogins implements LoginMemory {
  readonly #options: RememberedLoginsOptions;

  constructor(options: RememberedLoginsOptions) {
    this.#options = options;
  }

  strongest(account: BareJid): readonly LoginStrength[] {
    return this.#standing(account).map(({ strength }) => strength);
  }

  /** In place of what it is as strong as or stronger than; the connection lets nothing weaker come this far. */
  remember(account: BareJid, strength: LoginStrength): void {
    const standing = this.#standing(account);
    if (standing.some((known) => isDeepStrictEqual(known.strength, strength))) return;
    const { store, now } = this.#options;
    const others = standing.filter((known) => known.strength.kind !== strength.kind);
    store.logins = { ...store.logins, [account]: [...others, { strength, at: now() }] };
  }

  #standing(account: BareJid) {
    const { store } = this.#options;
    const forgetBefore = this.#options.forgetBefore();
    const since = forgetBefore === null ? Number.NEGATIVE_INFINITY : Date.parse(forgetBefore);
    // `__proto__` is no address, but what is looked up by a name from outside is looked up among its own.
    const known = Object.hasOwn(store.logins, account) ? store.logins[account] : undefined;
    return (known ?? []).filter(({ at }) => at >= since);
  }
}
