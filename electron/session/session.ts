import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import type { ConnectionState } from '../../shared/model/connection.ts';
import { type BareJid, localOf, parseBareJid } from '../../shared/model/jid.ts';
import type { Availability } from '../../shared/model/person.ts';
import { Turns } from '../turns.ts';
import type { Wire } from '../wire/wire.ts';
import { hasAgreed } from './consent.ts';
import { EnteredAccount } from './entered-account.ts';
import type { OpenAccount } from './open-account.ts';
import { type Recalled, recall } from './recall.ts';
import type { SessionOptions } from './session-options.ts';
import { SessionRecord } from './session-record.ts';
import { noticeOf, SessionState } from './session-state.ts';
import { SignIn } from './sign-in.ts';

export type SignInResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: 'not-an-address' | 'refused' | 'busy' | 'no-consent' };

/** Two failures of the archive within this time, in milliseconds, are one that will come again. */
const failureLoop = 60_000;

/** Signing in, staying signed in, signing out. One account at a time. */
export class Session {
  readonly #options: SessionOptions;
  readonly #state: SessionState;
  readonly #record: SessionRecord;
  readonly #entered: EnteredAccount;
  readonly #signIn: SignIn;
  #isBusy = false;
  #isClosing = false;
  readonly #turns = new Turns();
  #archiveFailedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SessionOptions) {
    this.#options = options;
    const state = new SessionState({ ...options, isOpen: () => this.#entered.open !== null });
    const record = new SessionRecord(options.record);
    const entered = new EnteredAccount(options, state);
    this.#state = state;
    this.#record = record;
    this.#entered = entered;
    this.#signIn = new SignIn({ ...options, state, record, entered });
  }

  /** The open account; null before sign-in. */
  get current(): OpenAccount | null {
    return this.#entered.open;
  }

  get snapshot(): SessionSnapshot {
    return this.#state.snapshot;
  }

  /**
   * At start: a remembered account opens at once with what is stored, whatever the network does. Without a remembered
   * password nothing is opened and the sign-in page asks. `recalled`: what recall() gave, when it was asked for earlier.
   */
  restore(recalled?: Promise<Recalled | null>): Promise<void> {
    return this.#turns.take(() => this.#restore(recalled ?? recall(this.#options)));
  }

  async #restore(recalled: Promise<Recalled | null>): Promise<void> {
    if (this.#entered.open !== null || this.#isClosing) return;
    const remembered = hasAgreed(this.#options) ? await recalled : null;
    const password = remembered?.password ?? (this.#state.snapshot.hasCertificate ? '' : null);
    if (remembered === null || password === null) {
      this.#state.setKeychain(await this.#options.vault.isAvailable());
      return;
    }
    try {
      const { account, key } = remembered;
      const archive = await this.#entered.openArchive(account, key);
      const wire = this.#options.makeWire(account, password, archive);
      await this.#entered.enter(account, archive, wire);
      this.#state.setConnection({ kind: 'connecting' });
      void this.#options.settled.then(() => this.#startRestored(account, wire));
    } catch (error) {
      this.#options.log('restore-failed', error);
      await this.#entered.leave();
      this.#state.notify('archive-failed');
    }
  }

  /** A sign-in is on record before the server hears of it; only then does the record's thread start, after the first picture. */
  async #startRestored(account: BareJid, wire: Wire): Promise<void> {
    try {
      await this.#record.signIn(account, 'restored', null);
      if (this.#entered.wire === wire) wire.start();
    } catch (error) {
      const failed = this.#entered.wire === wire ? this.#entered.open : null;
      if (failed !== null) await this.#turns.take(() => this.#closeFor(failed, error));
    }
  }

  /**
   * `agreedTo`: the text that was shown to the person. Resolves when the server has accepted the password (and has proven itself), or with the cause in the snapshot.
   */
  async signIn(
    address: string,
    password: string,
    remember: boolean,
    agreedTo: string | null = null,
  ): Promise<SignInResult> {
    const account = parseBareJid(address.trim());
    if (account === null || localOf(account) === null) return { ok: false, error: 'not-an-address' };
    // Compared with what policy says now: nobody has agreed to a text that was changed while it was read.
    const text = this.#options.requiredConsent();
    if (text !== null && agreedTo !== text) return { ok: false, error: 'no-consent' };
    if (password === '' && !this.snapshot.hasCertificate) return { ok: false, error: 'refused' };
    if (this.#isBusy || this.#isClosing) return { ok: false, error: 'busy' };
    this.#isBusy = true;
    this.#signIn.begin();
    try {
      const credentials = { account, password, remember, agreedTo: text };
      const isIn = await this.#turns.take(() => this.#signIn.run(credentials));
      return isIn ? { ok: true } : { ok: false, error: 'refused' };
    } finally {
      this.#isBusy = false;
    }
  }

  signOut(forget: boolean): Promise<void> {
    this.#signIn.callOff();
    return this.#turns.take(() => this.#signOut(forget));
  }

  async #signOut(forget: boolean): Promise<void> {
    const { vault, setLastAccount, removeArchive } = this.#options;
    const { account } = this.#state;
    await this.#entered.leave();
    if (account !== null) {
      await this.#recordSignOut(account, forget);
      await vault.forgetPassword(account);
      setLastAccount(forget ? null : { account, isRemembered: false, consent: null });
      if (forget) {
        this.#state.setAccount(null);
        // The key first: without it, what cannot be removed cannot be read either.
        await vault.forgetArchiveKey(account);
        await removeArchive(account);
      }
    }
    this.#state.setConnection({ kind: 'signed-out' });
  }

  /** Nobody is kept in by a record that fails. */
  async #recordSignOut(account: BareJid, isForgotten: boolean): Promise<void> {
    try {
      await this.#record.signOut(account, isForgotten);
    } catch (error) {
      this.#options.log('record-failed', error);
    }
  }

  /** After sleep or a network change. What the server has refused stays refused. */
  reconnect(): void {
    this.#entered.wire?.reconnect();
  }

  /** Somebody wants it now, and again where the server has refused; but never with a password that it did not accept (X19). */
  connectAgain(): void {
    const { connection } = this.#state;
    if (connection.kind !== 'refused') this.#entered.wire?.reconnect();
    else if (connection.cause.code !== 'wrong-password') this.#entered.wire?.start();
  }

  /** Whether anybody can see the window (XEP-0352). */
  setActive(isActive: boolean): void {
    this.#entered.wire?.setActive(isActive);
  }

  setPresence(availability: Exclude<Availability, 'offline'>, statusText: string): void {
    this.#entered.wire?.setPresence(availability, statusText);
    this.#state.setPresence(availability, statusText);
  }

  /**
   * After the archive failed nothing more is taken, so that the next catch-up steps over nothing. A remembered account is opened
   * again, which sets a damaged file aside; a second failure soon after is left to the person.
   */
  async archiveFailed(error: unknown): Promise<void> {
    this.#options.log(noticeOf(error), error);
    // One failure is told by everybody whom it hits, also while the account is being opened again.
    const failed = this.#entered.open;
    if (failed !== null) await this.#turns.take(() => this.#openAnew(failed, error));
  }

  async #openAnew(failed: OpenAccount, error: unknown): Promise<void> {
    if (this.#entered.open !== failed) return;
    const isRepeated = this.#options.now() - this.#archiveFailedAt < failureLoop;
    this.#archiveFailedAt = this.#options.now();
    await this.#entered.leave();
    this.#state.setConnection({ kind: 'signed-out' });
    if (!isRepeated) await this.#restore(recall(this.#options));
    if (this.#entered.open === null) this.#state.notify(noticeOf(error));
  }

  async #closeFor(failed: OpenAccount, error: unknown): Promise<void> {
    if (this.#entered.open !== failed) return;
    this.#options.log(noticeOf(error), error);
    await this.#entered.leave();
    this.#state.setConnection({ kind: 'signed-out' });
    this.#state.notify(noticeOf(error));
  }

  /** Nothing is opened any more. */
  close(): Promise<void> {
    this.#isClosing = true;
    this.#signIn.callOff();
    return this.#turns.take(async () => {
      await this.#entered.leave();
      this.#options.onClosing();
      await this.#options.record.close();
    });
  }

  /** Another policy is in force, or another was refused. */
  policyChanged(): void {
    this.#state.policyChanged();
  }

  /** The open account tells what its wire does. */
  connectionChanged(state: ConnectionState): void {
    this.#state.setConnection(state);
  }

  /** One change of what is open at a time. */
}
