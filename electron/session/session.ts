import { createHash } from 'node:crypto';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import type { ConnectionState } from '../../shared/model/connection.ts';
import { type BareJid, localOf, parseBareJid } from '../../shared/model/jid.ts';
import type { Availability } from '../../shared/model/person.ts';
import type { Archive } from '../archive/archive.ts';
import { type AuditRecord, RecordError } from '../audit/record.ts';
import type { Vault } from '../vault/vault.ts';
import type { Wire, WireMemory } from '../wire/wire.ts';
import type { OpenAccount } from './open-account.ts';

/** What is remembered between starts; kept in the settings. */
export interface LastAccount {
  readonly account: BareJid;
  readonly isRemembered: boolean;
  /** SHA-256 of the text that was agreed to; null: none. */
  readonly consent: string | null;
}

export interface SessionOptions {
  readonly vault: Vault;
  /** Facts about the machine, and about the policy in force. */
  readonly facts: () => Pick<
    SessionSnapshot,
    | 'companyName'
    | 'notice'
    | 'domain'
    | 'policy'
    | 'fixedSettings'
    | 'reports'
    | 'systemLanguage'
    | 'version'
  >;
  /** The text that has to be agreed to before anybody is let in; null when none has. */
  readonly requiredConsent: () => string | null;
  readonly initialNotices: SessionSnapshot['notices'];
  readonly lastAccount: () => LastAccount | null;
  readonly setLastAccount: (last: LastAccount | null) => void;
  readonly makeWire: (account: BareJid, password: string, memory: WireMemory) => Wire;
  /** Opens the account's file, or a store for the session when there is no key. */
  readonly openArchive: (
    account: BareJid,
    key: Uint8Array | null,
  ) => Promise<{ archive: Archive; isReset: boolean }>;
  /** Whatever of it is on the disk. */
  readonly removeArchive: (account: BareJid) => Promise<void>;
  readonly openAccount: (account: BareJid, archive: Archive, wire: Wire) => Promise<OpenAccount>;
  readonly record: AuditRecord;
  /** The window stands, and a connection may take the processor's time. */
  readonly settled: Promise<unknown>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onChanged: (snapshot: SessionSnapshot) => void;
  /** Everything is left; only the record is still open. */
  readonly onClosing: () => void;
  /** What a failed archive, an unexpected error or a broken rule says to the log; never content. */
  readonly log: (event: string, error: unknown) => void;
}

export type SignInResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: 'not-an-address' | 'refused' | 'busy' | 'no-consent' };

type Outcome = Exclude<ConnectionState, { kind: 'connecting' | 'signed-out' }>;

/** What the keychain holds of the account that was signed in last. */
export interface Recalled {
  readonly account: BareJid;
  readonly password: string;
  readonly key: Uint8Array;
}

/** Null when no account is remembered, or the keychain does not give what belongs to it. */
export async function recall({
  vault,
  lastAccount,
}: Pick<SessionOptions, 'vault' | 'lastAccount'>): Promise<Recalled | null> {
  const last = lastAccount();
  if (last === null || !last.isRemembered) return null;
  const { account } = last;
  const [password, key] = await Promise.all([vault.password(account), vault.archiveKey(account)]);
  return password === null || key === null ? null : { account, password, key };
}

/** Problems of a policy that is in force as it is meant. */
const forItAlone = ['not-in-force', 'not-kept'];

/** Two failures of the archive within this time, in milliseconds, are one that will come again. */
const failureLoop = 60_000;

/** Signing in, staying signed in, signing out. One account at a time. */
export class Session {
  readonly #options: SessionOptions;
  #revision = 0;
  #account: BareJid | null = null;
  #open: OpenAccount | null = null;
  #wire: Wire | null = null;
  #connection: ConnectionState = { kind: 'signed-out' };
  #availability: Exclude<Availability, 'offline'> = 'available';
  #statusText = '';
  #keychain: SessionSnapshot['keychain'] = 'available';
  #notices: SessionSnapshot['notices'];
  #isBusy = false;
  /** The wire of a sign-in that the server has not answered yet. */
  #entering: Wire | null = null;
  /** Whoever is signing in is not wanted in any more. */
  #isCalledOff = false;
  #isClosing = false;
  #last: Promise<unknown> = Promise.resolve();
  #archiveFailedAt = Number.NEGATIVE_INFINITY;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#notices = [...options.initialNotices, ...this.#policyNotices];
    this.#account = options.lastAccount()?.account ?? null;
  }

  /** The open account; null before sign-in. */
  get current(): OpenAccount | null {
    return this.#open;
  }

  get snapshot(): SessionSnapshot {
    return {
      revision: this.#revision,
      account: this.#account,
      isOpen: this.#open !== null,
      connection: this.#connection,
      availability: this.#connection.kind === 'online' ? this.#availability : 'offline',
      statusText: this.#statusText,
      keychain: this.#keychain,
      notices: this.#notices,
      ...this.#options.facts(),
    };
  }

  /**
   * At start: a remembered account opens at once with what is stored, whatever the network does. Without a remembered
   * password nothing is opened and the sign-in page asks. `recalled`: what recall() gave, when it was asked for earlier.
   */
  restore(recalled?: Promise<Recalled | null>): Promise<void> {
    return this.#inTurn(() => this.#restore(recalled ?? recall(this.#options)));
  }

  async #restore(recalled: Promise<Recalled | null>): Promise<void> {
    if (this.#open !== null || this.#isClosing) return;
    const remembered = this.#hasAgreed() ? await recalled : null;
    if (remembered === null) {
      await this.#checkKeychain();
      return;
    }
    try {
      const { account, password, key } = remembered;
      const archive = await this.#openArchive(account, key);
      const wire = this.#options.makeWire(account, password, archive);
      await this.#enter(account, archive, wire);
      this.#setConnection({ kind: 'connecting' });
      void this.#options.settled.then(() => this.#startRestored(account, wire));
    } catch (error) {
      this.#options.log('restore-failed', error);
      await this.#leave();
      this.#notify('archive-failed');
    }
  }

  /** A sign-in is on record before the server hears of it; only then does the record's thread start, after the first picture. */
  async #startRestored(account: BareJid, wire: Wire): Promise<void> {
    try {
      await this.#recordSignIn(account, 'restored', null);
      if (this.#wire === wire) wire.start();
    } catch (error) {
      const failed = this.#wire === wire ? this.#open : null;
      if (failed !== null) await this.#inTurn(() => this.#closeFor(failed, error));
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
    if (this.#isBusy || this.#isClosing) return { ok: false, error: 'busy' };
    this.#isBusy = true;
    this.#isCalledOff = false;
    try {
      return await this.#inTurn(() => this.#signIn(account, password, remember, text));
    } finally {
      this.#isBusy = false;
    }
  }

  async #signIn(
    account: BareJid,
    password: string,
    remember: boolean,
    agreedTo: string | null,
  ): Promise<SignInResult> {
    if (agreedTo !== null && !(await this.#recordConsent(account, agreedTo))) {
      return { ok: false, error: 'refused' };
    }
    // What is open of this account stays so, whatever the server says to the new password.
    const open = this.#open?.account === account ? this.#open : null;
    await (open === null ? this.#leave() : open.wire.stop());
    const hasKeychain = await this.#checkKeychain();
    this.#account = account;
    // The archive opens when the server has accepted the password, and not before: the password guards it here.
    // Wire waits for this answer before it says anything else, so nothing arrives before somebody listens.
    const entered = Promise.withResolvers<Archive>();
    const wire = this.#options.makeWire(account, password, {
      lastArchiveId: async () => (await entered.promise).lastArchiveId(),
    });
    if (open === null) this.#wire = wire;
    const outcome = this.#isCalledOff ? null : await this.#firstOutcome(wire);
    if (outcome === null) {
      if (open === null) this.#wire = null;
      return { ok: false, error: 'refused' };
    }
    if (outcome.kind !== 'online') {
      await wire.stop();
      if (open === null) this.#wire = null;
      this.#recordSignIn(account, 'refused', outcome.cause.code).catch((error: unknown) =>
        this.#options.log('record-failed', error),
      );
      // Nothing is tried again by itself for somebody who is not in yet.
      this.#setConnection({ kind: 'refused', cause: outcome.cause });
      return { ok: false, error: 'refused' };
    }
    const archive = await this.#enterWithArchive(account, hasKeychain, wire, open);
    if (archive === null) return { ok: false, error: 'refused' };
    entered.resolve(archive);
    const isRemembered =
      remember && hasKeychain && (await this.#options.vault.setPassword(account, password)).ok;
    if (!isRemembered && hasKeychain) await this.#options.vault.forgetPassword(account);
    const consent = agreedTo === null ? null : sha256(agreedTo);
    this.#options.setLastAccount({ account, isRemembered, consent });
    return { ok: true };
  }

  signOut(forget: boolean): Promise<void> {
    this.#callOffSignIn();
    return this.#inTurn(() => this.#signOut(forget));
  }

  async #signOut(forget: boolean): Promise<void> {
    const account = this.#account;
    await this.#leave();
    if (account !== null) {
      await this.#recordSignOut(account, forget);
      await this.#options.vault.forgetPassword(account);
      this.#options.setLastAccount(forget ? null : { account, isRemembered: false, consent: null });
      if (forget) {
        this.#account = null;
        // The key first: without it, what cannot be removed cannot be read either.
        await this.#options.vault.forgetArchiveKey(account);
        await this.#options.removeArchive(account);
      }
    }
    this.#setConnection({ kind: 'signed-out' });
  }

  /** After sleep or a network change. What the server has refused stays refused. */
  reconnect(): void {
    this.#wire?.reconnect();
  }

  /** Somebody wants it now, and again where the server has refused; but never with a password that it did not accept (X19). */
  connectAgain(): void {
    if (this.#connection.kind !== 'refused') this.#wire?.reconnect();
    else if (this.#connection.cause.code !== 'wrong-password') this.#wire?.start();
  }

  /** Whether anybody can see the window (XEP-0352). */
  setActive(isActive: boolean): void {
    this.#wire?.setActive(isActive);
  }

  setPresence(availability: Exclude<Availability, 'offline'>, statusText: string): void {
    this.#availability = availability;
    this.#statusText = statusText;
    this.#wire?.setPresence(availability, statusText);
    this.#publish();
  }

  /**
   * After the archive failed nothing more is taken, so that the next catch-up steps over nothing. A remembered account is opened
   * again, which sets a damaged file aside; a second failure soon after is left to the person.
   */
  async archiveFailed(error: unknown): Promise<void> {
    this.#options.log(noticeOf(error), error);
    // One failure is told by everybody whom it hits, also while the account is being opened again.
    const failed = this.#open;
    if (failed !== null) await this.#inTurn(() => this.#openAnew(failed, error));
  }

  async #openAnew(failed: OpenAccount, error: unknown): Promise<void> {
    if (this.#open !== failed) return;
    const isRepeated = this.#options.now() - this.#archiveFailedAt < failureLoop;
    this.#archiveFailedAt = this.#options.now();
    await this.#leave();
    this.#setConnection({ kind: 'signed-out' });
    if (!isRepeated) await this.#restore(recall(this.#options));
    if (this.#open === null) this.#notify(noticeOf(error));
  }

  async #closeFor(failed: OpenAccount, error: unknown): Promise<void> {
    if (this.#open !== failed) return;
    this.#options.log(noticeOf(error), error);
    await this.#leave();
    this.#setConnection({ kind: 'signed-out' });
    this.#notify(noticeOf(error));
  }

  #recordSignIn(
    account: BareJid,
    outcome: 'accepted' | 'refused' | 'restored',
    cause: string | null,
  ): Promise<void> {
    return this.#options.record.append([
      { facts: { kind: 'sign-in', account, outcome, cause }, content: null },
    ]);
  }

  /** Who is let in without being asked has agreed to what policy says now, and not to an earlier text. */
  #hasAgreed(): boolean {
    const text = this.#options.requiredConsent();
    return text === null || this.#options.lastAccount()?.consent === sha256(text);
  }

  /** Before the server hears of anybody. False when it could not be put on record. */
  async #recordConsent(account: BareJid, text: string): Promise<boolean> {
    const facts = { kind: 'consent', account, textSha256: sha256(text) } as const;
    try {
      const content = { text, original: null, raw: '', reasons: [] };
      await this.#options.record.append([{ facts, content }]);
      return true;
    } catch (error) {
      this.#options.log(noticeOf(error), error);
      this.#notify(noticeOf(error));
      return false;
    }
  }

  /** Nobody is kept in by a record that fails. */
  async #recordSignOut(account: BareJid, isForgotten: boolean): Promise<void> {
    try {
      await this.#options.record.append([
        { facts: { kind: 'sign-out', account, isForgotten }, content: null },
      ]);
    } catch (error) {
      this.#options.log('record-failed', error);
    }
  }

  /** Nothing is opened any more. */
  close(): Promise<void> {
    this.#isClosing = true;
    this.#callOffSignIn();
    return this.#inTurn(async () => {
      await this.#leave();
      this.#options.onClosing();
      await this.#options.record.close();
    });
  }

  /** A server that does not answer keeps nobody who wants to leave. */
  #callOffSignIn(): void {
    this.#isCalledOff = true;
    this.#entering?.stop().catch((error: unknown) => this.#options.log('leave-failed', error));
  }

  /** One change of what is open at a time. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(act);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Waits for the first outcome of the first attempt; null when it was called off. */
  async #firstOutcome(wire: Wire): Promise<Outcome | null> {
    const { promise, resolve } = Promise.withResolvers<Outcome | null>();
    this.#entering = wire;
    const stop = wire.on('state', (state) => {
      this.#setConnection(state);
      if (state.kind !== 'connecting') resolve(state.kind === 'signed-out' ? null : state);
    });
    wire.start();
    const outcome = await promise;
    stop();
    this.#entering = null;
    return outcome;
  }

  /** Null when no archive can be had: then nothing is received that could not be kept. */
  async #enterWithArchive(
    account: BareJid,
    hasKeychain: boolean,
    wire: Wire,
    open: OpenAccount | null,
  ): Promise<Archive | null> {
    try {
      await this.#recordSignIn(account, 'accepted', null);
      await open?.release();
      const key = hasKeychain && open === null ? await this.#options.vault.archiveKey(account) : null;
      const archive = open === null ? await this.#openArchive(account, key) : open.archive;
      await this.#enter(account, archive, wire);
      return archive;
    } catch (error) {
      this.#options.log(noticeOf(error), error);
      await wire.stop();
      await this.#leave();
      this.#setConnection({ kind: 'signed-out' });
      this.#notify(noticeOf(error));
      return null;
    }
  }

  async #enter(account: BareJid, archive: Archive, wire: Wire): Promise<void> {
    this.#account = account;
    this.#wire = wire;
    try {
      this.#open = await this.#options.openAccount(account, archive, wire);
    } catch (error) {
      // Left open, its file would be locked for whoever tries again.
      await archive.close();
      throw error;
    }
    wire.setPresence(this.#availability, this.#statusText);
    this.#setConnection(wire.state);
  }

  async #leave(): Promise<void> {
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

  async #openArchive(account: BareJid, key: Uint8Array | null): Promise<Archive> {
    const { archive, isReset } = await this.#options.openArchive(account, key);
    if (isReset) this.#notify('archive-reset');
    return archive;
  }

  async #checkKeychain(): Promise<boolean> {
    const isAvailable = await this.#options.vault.isAvailable();
    this.#keychain = isAvailable ? 'available' : 'unavailable';
    if (isAvailable) this.#publish();
    else this.#notify('keychain-unavailable');
    return isAvailable;
  }

  /** Another policy is in force, or another was refused. */
  policyChanged(): void {
    const others = this.#notices.filter(
      (notice) => !notice.startsWith('policy-') || this.#policyNotices.includes(notice),
    );
    this.#notices = [...new Set([...others, ...this.#policyNotices])];
    this.#publish();
  }

  get #policyNotices(): SessionSnapshot['notices'] {
    const { source, isLastGood, problems } = this.#options.facts().policy;
    if (isLastGood) return ['policy-kept'];
    if (problems.every(({ code }) => forItAlone.includes(code))) return [];
    return [source === 'default' ? 'policy-refused' : 'policy-incomplete'];
  }

  /** The open account tells what its wire does. */
  connectionChanged(state: ConnectionState): void {
    this.#setConnection(state);
  }

  #notify(notice: SessionSnapshot['notices'][number]): void {
    if (!this.#notices.includes(notice)) this.#notices = [...this.#notices, notice];
    this.#publish();
  }

  #setConnection(state: ConnectionState): void {
    this.#connection = state;
    this.#publish();
  }

  #publish(): void {
    this.#revision += 1;
    this.#options.onChanged(this.snapshot);
  }
}

function noticeOf(error: unknown): 'archive-failed' | 'record-failed' {
  return error instanceof RecordError ? 'record-failed' : 'archive-failed';
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
