import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { EventName, EventPayload } from '../../shared/ipc/events.ts';
import { type BareJid, domainOf } from '../../shared/model/jid.ts';
import { type Message, messageIdSchema } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import { removeArchive } from '../archive/remove-archive.ts';
import { WorkerArchive } from '../archive/worker-archive.ts';
import type { RecordEvent } from '../audit/events.ts';
import type { AuditRecord } from '../audit/record.ts';
import { createGate } from '../gate/create-gate.ts';
import type { LoadedPolicy } from '../policy/load-policy.ts';
import { Reports } from '../report/reports.ts';
import type { MainText } from '../text/en.ts';
import type { Vault } from '../vault/vault.ts';
import { createWire } from '../wire/client.ts';
import type { Environment } from '../wire/connection/environment.ts';
import { XmppConnection } from '../wire/connection/xmpp-connection.ts';
import { OpenAccount } from './open-account.ts';
import { serverRulesOf } from './server-rules.ts';
import { type LastAccount, Session } from './session.ts';
import { violationLog } from './violation-log.ts';

export interface SessionParts {
  readonly loaded: LoadedPolicy;
  readonly vault: Vault;
  readonly settled: Promise<unknown>;
  /** Where this account's archive is; the folder exists. */
  readonly archiveFile: (account: BareJid) => string;
  readonly startArchiveWorker: (options: WorkerOptions) => Worker;
  readonly record: AuditRecord;
  readonly environment: Environment;
  readonly version: string;
  readonly systemLanguage: 'en' | 'de';
  /** The settings were damaged and set aside. */
  readonly isSettingsReset: boolean;
  readonly lastAccount: () => LastAccount | null;
  readonly setLastAccount: (last: LastAccount | null) => void;
  readonly sendsReceipts: () => boolean;
  readonly publish: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
  /** Something new from somebody we know. */
  readonly announce: (message: Message, person: Person) => void;
  readonly showUnread: (count: number) => void;
  /** In the language of the moment. */
  readonly reportText: () => MainText['report'];
  readonly log: (event: string, error: unknown) => void;
}

const keyLength = 32;

/** A session with its rooms: vault, wire, gate and archive. Knows nothing of windows. */
export function makeSession(parts: SessionParts): Session {
  const { policy, origin, blocklist } = parts.loaded;
  const { clock } = parts.environment;
  const newId = () => messageIdSchema.parse(randomUUID());
  const domain = parts.lastAccount()?.account;
  const violated = violationLog(parts.log, clock.now);

  const session = new Session({
    vault: parts.vault,
    settled: parts.settled,
    record: parts.record,
    facts: {
      companyName: policy.company?.name ?? null,
      domain: policy.company?.domains[0] ?? (domain === undefined ? null : domainOf(domain)),
      policy: origin,
      reports: policy.report.securityDesk === null ? 'kept' : 'desk',
      systemLanguage: parts.systemLanguage,
      version: parts.version,
    },
    initialNotices: [
      ...(parts.isSettingsReset ? (['settings-reset'] as const) : []),
      ...(origin.problems.length > 0 ? (['policy-refused'] as const) : []),
    ],
    lastAccount: parts.lastAccount,
    setLastAccount: parts.setLastAccount,
    makeWire: (account, password, memory) =>
      createWire(
        {
          account,
          password,
          ...serverRulesOf(parts.loaded),
          version: parts.version,
        },
        {
          // An archive that cannot answer has failed; the account is closed, and the wire with it.
          lastArchiveId: () =>
            memory.lastArchiveId().catch((error: unknown) => {
              void session.archiveFailed(error);
              return null;
            }),
        },
        {
          connect: (options) => new XmppConnection(options, parts.environment),
          clock,
        },
      ),
    openArchive: async (account, key) => {
      const archive = new WorkerArchive({
        startWorker: parts.startArchiveWorker,
        onFailure: (error) => void session.archiveFailed(error),
      });
      // Without a keychain the store lives in memory, under a key nobody keeps.
      try {
        const { outcome } = await archive.open(
          key === null ? null : parts.archiveFile(account),
          key ?? new Uint8Array(randomBytes(keyLength)),
        );
        return { archive, isReset: outcome === 'reset' };
      } catch (error) {
        await archive.close();
        throw error;
      }
    },
    removeArchive: (account) => removeArchive(parts.archiveFile(account)),
    openAccount: async (account, archive, wire) => {
      const gate = createGate({ policy, account, people: [], blocklist });
      const opened = new OpenAccount({
        account,
        archive,
        wire,
        record: parts.record,
        makeGate: (names) => gate.withPeople(names),
        makeReports: ({ send, onChanged }) =>
          new Reports({
            account,
            policy,
            archive,
            record: parts.record,
            send,
            block: (jid, reason) => wire.block(jid, reason),
            newId: randomUUID,
            now: clock.now,
            after: clock.after,
            client: `Gatehouse ${parts.version}`,
            text: parts.reportText,
            onChanged,
            onFailure: (error) => void session.archiveFailed(error),
          }),
        newId,
        now: clock.now,
        after: clock.after,
        sendsReceipts: parts.sendsReceipts,
        publish: parts.publish,
        onConnection: (state) => session.connectionChanged(state),
        onNews: parts.announce,
        onUnread: parts.showUnread,
        onViolation: ({ rule }) => violated(rule),
        onUnrecorded: (error) => parts.log('record-failed', error),
        onArchiveFailure: (error) => void session.archiveFailed(error),
      });
      await opened.open();
      return opened;
    },
    now: clock.now,
    onChanged: (snapshot) => parts.publish('session.changed', snapshot),
    log: parts.log,
  });
  void parts.settled
    .then(() => parts.record.append([policyOnRecord(parts.loaded)]))
    .catch((error: unknown) => parts.log('record-failed', error));
  return session;
}

/** Which policy is in force from now on, and why no other. */
function policyOnRecord({ policy, origin }: LoadedPolicy): RecordEvent {
  const sha256 = createHash('sha256').update(JSON.stringify(policy)).digest('hex');
  return {
    facts: { kind: 'policy', source: origin.source, sha256, problems: origin.problems },
    content: null,
  };
}
