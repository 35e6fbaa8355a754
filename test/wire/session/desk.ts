import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { RecordKeys } from '../../../electron/audit/record-keys.ts';
import type { SignedHead } from '../../../electron/audit/signed-head.ts';
import { WorkerRecord } from '../../../electron/audit/worker-record.ts';
import { workerChild } from '../../../electron/inspect/host/worker-child.ts';
import { DevelopmentPolicySource } from '../../../electron/policy/development-policy-source.ts';
import type { LoadedPolicy } from '../../../electron/policy/load-policy.ts';
import { PolicyInForce } from '../../../electron/policy/policy-in-force.ts';
import { makeSession } from '../../../electron/session/make-session.ts';
import type { OpenAccount } from '../../../electron/session/open-account.ts';
import { policyOnRecord } from '../../../electron/session/policy-on-record.ts';
import type { LastAccount } from '../../../electron/session/recall.ts';
import type { Session } from '../../../electron/session/session.ts';
import { mainText } from '../../../electron/text/main-text.ts';
import { type Keychain, KeychainVault } from '../../../electron/vault/keychain-vault.ts';
import { type Environment, systemEnvironment } from '../../../electron/wire/connection/environment.ts';
import type { EventName, EventPayload } from '../../../shared/ipc/events.ts';
import { type BareJid, parseBareJid } from '../../../shared/model/jid.ts';
import type { Message } from '../../../shared/model/message.ts';
import { policySchema } from '../../../shared/policy.ts';
import { companyPolicy, type ServerAddress } from '../../server/people/company-policy.ts';

export function jid(text: string): BareJid {
  const parsed = parseBareJid(text);
  if (parsed === null) throw new Error(`${text} is not an address`);
  return parsed;
}

/** A machine without a keychain, as keytar behaves there. */
function noKeychain(): Keychain {
  throw new Error('no keychain on this desk');
}

/** Everything of one employee's Gatehouse but the window: real wire, gate and archive, and what would have been shown. */
export class Desk {
  readonly session: Session;
  readonly policy: PolicyInForce;
  /** What the log server would have. */
  readonly heads: SignedHead[] = [];
  readonly recordFolder: string;
  readonly announced: Message[] = [];
  unread = 0;
  readonly #server: ServerAddress;
  readonly #policyFile: string;
  readonly #told = new EventEmitter();
  readonly #shown: { name: EventName; payload: unknown }[] = [];
  #lastAccount: LastAccount | null = null;
  #worker: Worker | null = null;
  readonly profile = mkdtempSync(path.join(tmpdir(), 'gatehouse-desk-'));

  constructor(
    server: ServerAddress,
    changes: Readonly<Record<string, unknown>> = {},
    environment: Partial<Environment> = {},
  ) {
    this.recordFolder = path.join(this.profile, 'record');
    this.#server = server;
    this.#policyFile = path.join(this.profile, 'policy.json');
    this.writePolicy(changes);
    const loaded: LoadedPolicy = {
      policy: policySchema.parse(companyPolicy(server, changes)),
      origin: { source: 'development', isLastGood: false, problems: [] },
      ca: server.ca,
      clientCertificate: null,
      logServer: logServerIn(changes),
      reportEndpoints: destinationsIn(changes),
      blocklist: blocklistIn(changes),
      blockedHashes: [],
      yaraRules: [],
      lookedAt: [this.#policyFile],
      staleAt: null,
    };
    const timing = { settle: 20, look: 60_000 };
    this.policy = new PolicyInForce(loaded, new DevelopmentPolicySource(this.#policyFile), timing);
    const record = new WorkerRecord({
      startWorker: (options) =>
        new Worker(new URL('../../../electron/audit/worker.ts', import.meta.url), options),
      folder: this.recordFolder,
      rules: loaded.policy.record,
      keys: new RecordKeys({ recordKeys: async () => null, setRecordKeys: async () => ({ ok: false }) }),
      every: () => () => undefined,
      onHead: (head) => this.heads.push(head),
      onGrown: () => undefined,
      onFailure: () => undefined,
    });
    this.session = makeSession({
      policy: this.policy,
      vault: new KeychainVault({ loadKeychain: noKeychain }),
      settled: Promise.resolve(),
      archiveFile: () => path.join(this.profile, 'archive.db'),
      onArchiveOpen: () => undefined,
      startArchiveWorker: (options) => {
        this.#worker = new Worker(new URL('../../../electron/archive/worker.ts', import.meta.url), options);
        return this.#worker;
      },
      files: {
        folder: () => path.join(this.profile, 'quarantine'),
        askWhere: async () => null,
        show: () => undefined,
      },
      startInspector: () =>
        workerChild(new URL('../../../electron/inspect/host/inspector-process.ts', import.meta.url)),
      record,
      isSendingStopped: () => false,
      environment: { ...systemEnvironment(), hasNetwork: () => true, ...environment },
      version: '0',
      systemLanguage: 'en',
      isSettingsReset: false,
      lastAccount: () => this.#lastAccount,
      setLastAccount: (last) => {
        this.#lastAccount = last;
      },
      sendsReceipts: () => true,
      publish: (name, payload) => this.publish(name, payload),
      announce: (message) => this.announce(message),
      showUnread: (count) => {
        this.unread = count;
      },
      text: () => mainText('en'),
      log: () => undefined,
    });
    this.policy.watch({
      putOnRecord: async (next) => {
        await record.follow(next.policy.record);
        await record.append([policyOnRecord(next)]);
      },
      onFailure: () => undefined,
    });
  }

  /** What IT puts there in place of the policy; Gatehouse notices by itself. */
  writePolicy(changes: Readonly<Record<string, unknown>>): void {
    const written = `${this.#policyFile}.new`;
    writeFileSync(written, JSON.stringify(companyPolicy(this.#server, changes)));
    renameSync(written, this.#policyFile);
  }

  async close(): Promise<void> {
    await this.session.close();
    rmSync(this.profile, { recursive: true, force: true });
  }

  get account(): OpenAccount {
    const account = this.session.current;
    if (account === null) throw new Error('nobody is signed in');
    return account;
  }

  protected publish(name: EventName, payload: unknown): void {
    this.#shown.push({ name, payload });
    this.#told.emit('told');
  }

  protected announce(message: Message): void {
    this.announced.push(message);
  }

  /** Ends the archive's thread as a crash would. */
  async crashArchive(): Promise<void> {
    await this.#worker?.terminate();
  }

  /** What became of the connection, in order and each once. */
  states(): readonly string[] {
    const kinds = this.#shown
      .filter(({ name }) => name === 'session.changed')
      .map(({ payload }) => (payload as EventPayload<'session.changed'>).connection.kind);
    return kinds.filter((kind, index) => kind !== 'signed-out' && kind !== kinds[index - 1]);
  }

  /** The first event that was or will be published and satisfies `matches`. */
  async shown<N extends EventName>(
    name: N,
    matches: (payload: EventPayload<N>) => boolean,
  ): Promise<EventPayload<N>> {
    for (;;) {
      for (const event of this.#shown) {
        const payload = event.payload as EventPayload<N>;
        if (event.name === name && matches(payload)) return payload;
      }
      await new Promise((resolve) => this.#told.once('told', resolve));
    }
  }

  /** A message of a conversation, or of a request in the tray, as soon as it was shown in this way. */
  async message(matches: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.#shown.flatMap(messagesIn).find(matches);
      if (found !== undefined) return found;
      await new Promise((resolve) => this.#told.once('told', resolve));
    }
  }
}

function messagesIn({ name, payload }: { name: EventName; payload: unknown }): readonly Message[] {
  if (name === 'messages.changed') return (payload as EventPayload<'messages.changed'>).changed;
  if (name !== 'requests.changed') return [];
  return (payload as EventPayload<'requests.changed'>).changed.flatMap(({ messages }) => messages);
}

function logServerIn(changes: Readonly<Record<string, unknown>>): LoadedPolicy['logServer'] {
  const { forwarding } = policySchema.parse({ forwarding: changes['forwarding'] ?? null });
  if (forwarding === null) return null;
  const { caFile, clientCertificate: pair } = forwarding;
  const read = (file: string): string => readFileSync(file, 'utf8');
  return {
    ca: read(caFile),
    clientCertificate:
      pair === null ? null : { certificate: read(pair.certificateFile), key: read(pair.keyFile) },
  };
}

function blocklistIn({ blocklistFile }: Readonly<Record<string, unknown>>): LoadedPolicy['blocklist'] {
  if (typeof blocklistFile !== 'string') return { kind: 'none' };
  return { kind: 'text', text: readFileSync(blocklistFile, 'utf8') };
}

/** With the files read that they name. */
function destinationsIn(changes: Readonly<Record<string, unknown>>): LoadedPolicy['reportEndpoints'] {
  const { report } = policySchema.parse({ report: changes['report'] ?? {} });
  return report.destinations.flatMap((to) =>
    to.kind === 'https'
      ? [{ url: to.url, ca: to.caFile === null ? null : readFileSync(to.caFile, 'utf8') }]
      : [],
  );
}
