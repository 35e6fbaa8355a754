import type { ConnectionState } from '../../shared/model/connection.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Archive } from '../archive/archive.ts';
import type { Vault } from '../vault/vault.ts';
import type { Wire } from '../wire/wire.ts';
import { consentTo } from './consent.ts';
import type { EnteredAccount } from './entered-account.ts';
import type { OpenAccount } from './open-account.ts';
import type { SessionOptions } from './session-options.ts';
import type { SessionRecord } from './session-record.ts';
import { noticeOf, type SessionState } from './session-state.ts';

export interface SignInRooms extends Pick<SessionOptions, 'makeWire' | 'setLastAccount' | 'log'> {
  readonly vault: Vault;
  readonly state: SessionState;
  readonly record: SessionRecord;
  readonly entered: EnteredAccount;
}

export interface Credentials {
  readonly account: BareJid;
  /** Empty: by the certificate of policy. */
  readonly password: string;
  readonly remember: boolean;
  /** The text that was agreed to; null when policy asks for none. */
  readonly agreedTo: string | null;
}

type Outcome = Exclude<ConnectionState, { kind: 'connecting' | 'signed-out' }>;

/** From a password to an open account. One at a time. */
export class SignIn {
  readonly #rooms: SignInRooms;
  /** The wire of a sign-in that the server has not answered yet. */
  #entering: Wire | null = null;
  /** Whoever is signing in is not wanted in any more. */
  #isCalledOff = false;

  constructor(rooms: SignInRooms) {
    this.#rooms = rooms;
  }

  /** Somebody wants in: what was called off before is over. */
  begin(): void {
    this.#isCalledOff = false;
  }

  /** A server that does not answer keeps nobody who wants to leave. */
  callOff(): void {
    this.#isCalledOff = true;
    this.#entering?.stop().catch((error: unknown) => this.#rooms.log('leave-failed', error));
  }

  /** Whether the server has accepted the password (and has proven itself) and the account is open. */
  async run({ account, password, remember, agreedTo }: Credentials): Promise<boolean> {
    if (agreedTo !== null && !(await this.#recordConsent(account, agreedTo))) return false;
    const { entered, state, vault } = this.#rooms;
    // What is open of this account stays so, whatever the server says to the new password.
    const open = entered.open?.account === account ? entered.open : null;
    await (open === null ? entered.leave() : open.wire.stop());
    const hasKeychain = await vault.isAvailable();
    state.setKeychain(hasKeychain);
    state.setAccount(account);
    // The archive opens when the server has accepted the password, and not before: the password guards it here.
    // Wire waits for this answer before it says anything else, so nothing arrives before somebody listens.
    const stored = Promise.withResolvers<Archive>();
    const wire = this.#rooms.makeWire(account, password, {
      lastArchiveId: async () => (await stored.promise).lastArchiveId(),
    });
    if (open === null) entered.setWire(wire);
    const outcome = this.#isCalledOff ? null : await this.#firstOutcome(wire);
    if (outcome?.kind !== 'online') {
      if (outcome !== null) await wire.stop();
      if (open === null) entered.setWire(null);
      if (outcome !== null) this.#refused(account, outcome);
      return false;
    }
    const archive = await this.#enter(account, hasKeychain, wire, open);
    if (archive === null) return false;
    stored.resolve(archive);
    const isRemembered = remember && hasKeychain && (await this.#keep(account, password));
    if (!isRemembered && hasKeychain) await vault.forgetPassword(account);
    const consent = agreedTo === null ? null : consentTo(agreedTo);
    this.#rooms.setLastAccount({ account, isRemembered, consent });
    return true;
  }

  /** Whoever came by a certificate leaves no password behind, also none of before. */
  async #keep(account: BareJid, password: string): Promise<boolean> {
    const { vault } = this.#rooms;
    return (
      password === '' ? await vault.forgetPassword(account) : await vault.setPassword(account, password)
    ).ok;
  }

  /** Before the server hears of anybody. False when it could not be put on record. */
  async #recordConsent(account: BareJid, text: string): Promise<boolean> {
    try {
      await this.#rooms.record.consent(account, text);
      return true;
    } catch (error) {
      this.#rooms.log(noticeOf(error), error);
      this.#rooms.state.notify(noticeOf(error));
      return false;
    }
  }

  /** Waits for the first outcome of the first attempt; null when it was called off. */
  async #firstOutcome(wire: Wire): Promise<Outcome | null> {
    const { promise, resolve } = Promise.withResolvers<Outcome | null>();
    this.#entering = wire;
    const stop = wire.on('state', (state) => {
      this.#rooms.state.setConnection(state);
      if (state.kind !== 'connecting') resolve(state.kind === 'signed-out' ? null : state);
    });
    wire.start();
    const outcome = await promise;
    stop();
    this.#entering = null;
    return outcome;
  }

  /** Nothing is tried again by itself for somebody who is not in yet. */
  #refused(account: BareJid, { cause }: Exclude<Outcome, { kind: 'online' }>): void {
    const { log, record, state } = this.#rooms;
    record.signIn(account, 'refused', cause.code).catch((error: unknown) => log('record-failed', error));
    state.setConnection({ kind: 'refused', cause });
  }

  /** Null when no archive can be had: then nothing is received that could not be kept. */
  async #enter(
    account: BareJid,
    hasKeychain: boolean,
    wire: Wire,
    open: OpenAccount | null,
  ): Promise<Archive | null> {
    const { entered, log, record, state, vault } = this.#rooms;
    try {
      await record.signIn(account, 'accepted', null);
      await open?.release();
      const key = hasKeychain && open === null ? await vault.archiveKey(account) : null;
      const archive = open === null ? await entered.openArchive(account, key) : open.archive;
      await entered.enter(account, archive, wire);
      return archive;
    } catch (error) {
      log(noticeOf(error), error);
      await wire.stop();
      await entered.leave();
      state.setConnection({ kind: 'signed-out' });
      state.notify(noticeOf(error));
      return null;
    }
  }
}
