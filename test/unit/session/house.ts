import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { type Archive, ArchiveError } from '../../../electron/archive/archive.ts';
import { WorkerArchive } from '../../../electron/archive/worker-archive.ts';
import { Reports } from '../../../electron/report/reports.ts';
import { OpenAccount } from '../../../electron/session/open-account.ts';
import type { LastAccount } from '../../../electron/session/recall.ts';
import { Session } from '../../../electron/session/session.ts';
import { mainText } from '../../../electron/text/main-text.ts';
import { systemClock } from '../../../electron/wire/connection/clock.ts';
import { Listeners } from '../../../electron/wire/connection/listeners.ts';
import type {
  OutgoingMessage,
  Wire,
  WireEvents,
  WireMessage,
  WireResult,
} from '../../../electron/wire/wire.ts';
import type { EventName, EventPayload } from '../../../shared/ipc/events.ts';
import type { ConnectionState } from '../../../shared/model/connection.ts';
import type { BareJid } from '../../../shared/model/jid.ts';
import type { PolicyOrigin } from '../../../shared/model/policy-origin.ts';
import { strictDefaultPolicy } from '../../../shared/policy.ts';
import { newId } from '../archive/fixture.ts';
import { DeskRecord } from '../audit/desk-record.ts';
import { alice, corpGate } from '../gate/corp-gate.ts';
import { FileDesk } from './file-desk.ts';

// The first text loads what texts are judged with; under load that takes longer than a test waits.
await corpGate().ready();

const done = Promise.resolve({ ok: true } as const);

/** A server that does what the test says, as the session sees it. */
export class ScriptedWire implements Wire {
  state: ConnectionState = { kind: 'signed-out' };
  readonly acknowledged: WireMessage[] = [];
  readonly sent: OutgoingMessage[] = [];
  /** What each of its methods was called with, as JSON. */
  readonly told: string[] = [];
  readonly #listeners = new Listeners<WireEvents>((_event, error) => {
    throw error;
  });

  on<E extends keyof WireEvents>(event: E, listener: (...args: WireEvents[E]) => void): () => void {
    return this.#listeners.add(event, listener);
  }
  tell<E extends keyof WireEvents>(event: E, ...args: WireEvents[E]): void {
    this.#listeners.emit(event, ...args);
  }
  become(state: ConnectionState): void {
    this.state = state;
    this.tell('state', state);
  }
  start(): void {
    this.become({ kind: 'connecting' });
  }
  async stop(): Promise<void> {
    this.become({ kind: 'signed-out' });
  }
  send(message: OutgoingMessage): boolean {
    this.sent.push(message);
    return true;
  }
  acknowledge(message: WireMessage): void {
    this.acknowledged.push(message);
  }
  reconnect = () => undefined;
  reconsider = () => undefined;
  readonly readings: boolean[] = [];
  setReading(isReading: boolean): void {
    this.readings.push(isReading);
  }
  follow = () => undefined;
  setComposing = () => undefined;
  setPresence = () => undefined;
  setActive = () => undefined;
  /** What the server says to changes of contacts, and who is told of them before. */
  outcome: WireResult = { ok: true };
  onContact: () => void = () => undefined;
  addContact = () => this.#changed();
  removeContact = () => this.#changed();
  answerRequest = () => ({ ok: true }) as const;
  block = () => done;
  unblock = () => done;
  olderMessages = () => Promise.resolve(null);
  uploadService: Wire['uploadService'] = async () => null;
  requestSlot: Wire['requestSlot'] = async () => ({ ok: false, code: 'not-supported' });

  async #changed(): Promise<WireResult> {
    this.onContact();
    return this.outcome;
  }
}

/** The wire, writing down whatever it is told: also by methods that come to it later. */
function toldTo(wire: ScriptedWire): Wire {
  return new Proxy(wire, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      return (...words: unknown[]): unknown => {
        target.told.push(JSON.stringify([String(name), ...words]));
        return Reflect.apply(value, target, words);
      };
    },
  });
}

export const online: ConnectionState = { kind: 'online', tls: 'TLSv1.3', sasl: 'SCRAM-SHA-256' };

/** A session whose keychain and server are the test's, with real archives in memory. */
export class House {
  readonly session: Session;
  readonly record = new DeskRecord();
  readonly wires: ScriptedWire[] = [];
  readonly archives: { readonly archive: Archive; isOpen: boolean }[] = [];
  readonly passwords = new Map<string, string>();
  readonly keys = new Set<string>();
  readonly logged: string[] = [];
  readonly shown: { name: EventName; payload: unknown }[] = [];
  lastAccount: LastAccount | null = null;
  policy: PolicyOrigin = { source: 'default', isLastGood: false, problems: [] };
  confidential = strictDefaultPolicy.confidential;
  securityDesk: BareJid | null = null;
  rulesId = 'rules of the start';
  readonly files = new FileDesk();
  /** What the keychain waits for before it answers. */
  keychain: Promise<unknown> = Promise.resolve();
  /** What the next archives do otherwise. */
  changes: Partial<Archive> = {};
  isSendingStopped = false;
  requiredConsent: string | null = null;
  hasCertificate = false;
  readonly unread: number[] = [];
  /** Tells the account that another policy is in force. */
  onPolicy: () => void = () => undefined;
  gate = corpGate();
  now = Date.parse('2026-03-01T12:00:00Z');

  constructor() {
    this.session = new Session({
      vault: {
        isAvailable: async () => true,
        password: async (account) => {
          await this.keychain;
          return this.passwords.get(account) ?? null;
        },
        setPassword: async (account, password) => ({
          ok: this.passwords.set(account, password).has(account),
        }),
        forgetPassword: async (account) => {
          this.passwords.delete(account);
          return { ok: true };
        },
        archiveKey: async (account) => {
          await this.keychain;
          this.keys.add(account);
          return new Uint8Array(32);
        },
        forgetArchiveKey: async (account) => ({ ok: this.keys.delete(account) }),
      },
      facts: () => ({
        companyName: null,
        hasCertificate: this.hasCertificate,
        notice: strictDefaultPolicy.notice,
        domain: null,
        policy: this.policy,
        fixedSettings: [],
        reports: 'kept',
        takesFalseAlarms: true,
        releaseApprovers: [],
        systemLanguage: 'en',
        version: '0',
      }),
      initialNotices: [],
      requiredConsent: () => this.requiredConsent,
      lastAccount: () => this.lastAccount,
      setLastAccount: (last) => {
        this.lastAccount = last;
      },
      makeWire: () => {
        const wire = new ScriptedWire();
        this.wires.push(wire);
        return toldTo(wire);
      },
      openArchive: async () => ({ archive: await this.#newArchive(), isReset: false }),
      removeArchive: async () => undefined,
      openAccount: async (_account, archive, wire) => {
        const opened = this.#account(archive, wire);
        await opened.open();
        return opened;
      },
      settled: Promise.resolve(),
      record: this.record,
      now: () => this.now,
      onChanged: () => undefined,
      onClosing: () => undefined,
      log: (event) => this.logged.push(event),
    });
    onTestFinished(() => this.session.close());
  }

  get openArchives(): number {
    return this.archives.filter(({ isOpen }) => isOpen).length;
  }

  /** The wire that was made last, when it is there. */
  async wire(count = this.wires.length + 1): Promise<ScriptedWire> {
    for (;;) {
      const wire = this.wires[count - 1];
      if (wire !== undefined && wire.state.kind !== 'signed-out') return wire;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Signs in; returns the server's end. */
  async signIn(): Promise<ScriptedWire> {
    const signingIn = this.session.signIn(alice, 'secret', true);
    const wire = await this.wire();
    wire.become(online);
    await signingIn;
    return wire;
  }

  async #newArchive(): Promise<Archive> {
    const real = new WorkerArchive({
      startWorker: (options) =>
        new Worker(new URL('../../../electron/archive/worker.ts', import.meta.url), options),
      onFailure: () => undefined,
    });
    await real.open(null, new Uint8Array(32));
    const { changes } = this;
    const entry = {
      isOpen: true,
      archive: {
        ...real,
        close: async () => {
          entry.isOpen = false;
          await real.close();
        },
        ...changes,
      } satisfies Archive,
    };
    this.archives.push(entry);
    return entry.archive;
  }

  #account(archive: Archive, wire: Wire): OpenAccount {
    return new OpenAccount({
      account: alice,
      archive,
      wire,
      record: this.record,
      isSendingStopped: () => this.isSendingStopped,
      inspection: this.files,
      makeGate: (names, groupsOf) => this.gate.withPeople(names, groupsOf),
      makeReports: ({ send, onChanged }) =>
        new Reports({
          account: alice,
          policy: () => ({
            ...strictDefaultPolicy,
            report: { ...strictDefaultPolicy.report, securityDesk: this.securityDesk },
          }),
          archive,
          record: this.record,
          send,
          post: async () => 'refused',
          block: () => done,
          newId,
          now: () => this.now,
          after: () => () => undefined,
          client: 'Gatehouse 0',
          text: () => mainText('en').report,
          onChanged,
          onFailure: (error) => void this.session.archiveFailed(error),
        }),
      files: this.files,
      confidential: () => this.confidential,
      spim: () => strictDefaultPolicy.spim,
      securityDesk: () => this.securityDesk,
      text: () => mainText('en'),
      rules: () => ({ id: this.rulesId, windowHours: 48 }),
      newToken: newId,
      newId,
      now: () => this.now,
      after: systemClock.after,
      sendsReceipts: () => true,
      publish: <N extends EventName>(name: N, payload: EventPayload<N>) => {
        this.shown.push({ name, payload });
      },
      onConnection: (state) => this.session.connectionChanged(state),
      onNews: () => undefined,
      onUnread: (count) => this.unread.push(count),
      onViolation: () => undefined,
      onPolicy: (listener) => {
        this.onPolicy = listener;
        return () => undefined;
      },
      onUnrecorded: ({ code }) => this.logged.push(code),
      onArchiveFailure: (error) => void this.session.archiveFailed(error),
    });
  }
}

export const damaged = new ArchiveError('damaged');
export const unreadable: Partial<Archive> = { people: () => Promise.reject(damaged) };

/** A message as it comes from the wire; `count` in its body and ids. */
export function arrived(peer: BareJid, count: number, change: Partial<WireMessage> = {}): WireMessage {
  return {
    stanzaId: `stanza-${count}`,
    archiveId: `archive-${count}`,
    direction: 'in',
    peer,
    from: peer,
    body: `message ${count}`,
    at: Date.parse('2026-03-01T12:00:00Z') + count,
    via: 'live',
    isEncrypted: false,
    wantsReceipt: true,
    invitation: null,
    outcome: null,
    file: null,
    change: null,
    raw: '<message/>',
    ...change,
  };
}
