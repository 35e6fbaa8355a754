import type { BareJid } from '../../shared/model/jid.ts';
import type { Archive } from '../archive/archive.ts';
import type { Wire } from '../wire/wire.ts';
import type { OpenAccount } from './open-account.ts';
import type { SessionOptions } from './session-options.ts';
import type { SessionState } from './session-state.ts';

/** The account that is open, and its wire; or none. */
export class EnteredAccount {
  readonly #options: Pick<SessionOptions, 'openArchive' | 'openAccount' | 'log'>;
  readonly #state: SessionState;
  #open: OpenAccount | null = null;
  #wire: Wire | null = null;

  constructor(options: Pick<SessionOptions, 'openArchive' | 'openAccount' | 'log'>, state: SessionState) {
    this.#options = options;
    this.#state = state;
  }

  get open(): OpenAccount | null {
    return this.#open;
  }

  get wire(): Wire | null {
    return this.#wire;
  }

  /** A wire before its account is open; null when it will not come to that. */
  setWire(wire: Wire | null): void {
    this.#wire = wire;
  }

  async openArchive(account: BareJid, key: Uint8Array | null): Promise<Archive> {
    const { archive, isReset } = await this.#options.openArchive(account, key);
    if (isReset) this.#state.notify('archive-reset');
    return archive;
  }

  async enter(account: BareJid, archive: Archive, wire: Wire): Promise<void> {
    this.#state.setAccount(account);
    this.#wire = wire;
    try {
      this.#open = await this.#options.openAccount(account, archive, wire);
    } catch (error) {
      // Left open, its file would be locked for whoever tries again.
      await archive.close();
      throw error;
    }
    wire.setPresence(...this.#state.presence);
    this.#state.setConnection(wire.state);
  }

  async leave(): Promise<void> {
    const open = this.#open;
    const wire = this.#wire;
    this.#open = null;
    this.#wire = null;
    try {
      await (open === null ? wire?.stop() : open.close());
    } catch (error) {
      // It is left all the same: what has to be forgotten at a sign-out must not depend on how well a damaged file closes.
      this.#options.log('leave-failed', error);
    }
  }
}
