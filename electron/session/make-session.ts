import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { EventName, EventPayload } from '../../shared/ipc/events.ts';
import { type BareJid, domainOf } from '../../shared/model/jid.ts';
import { type Message, messageIdSchema } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import { settingsSchema } from '../../shared/model/settings.ts';
import { requiredConsent } from '../../shared/notice-policy.ts';
import { removeArchive } from '../archive/remove-archive.ts';
import { WorkerArchive } from '../archive/worker-archive.ts';
import type { AuditRecord } from '../audit/record.ts';
import { createGate } from '../gate/create-gate.ts';
import type { Gate } from '../gate/gate.ts';
import { asciiAddress } from '../gate/trust/ascii-address.ts';
import { Federation, type GroupsOf } from '../gate/trust/federation.ts';
import { InspectFiles } from '../inspect/host/inspect-files.ts';
import type { InspectorChild } from '../inspect/host/inspector-child.ts';
import type { LoadedPolicy } from '../policy/load-policy.ts';
import type { PolicyInForce } from '../policy/policy-in-force.ts';
import { Reports } from '../report/reports.ts';
import { fixedSettings } from '../settings/fixed-settings.ts';
import type { MainText } from '../text/en.ts';
import { askableApprovers } from '../transfer/release-of.ts';
import type { Vault } from '../vault/vault.ts';
import { BorderGuard } from '../walks/border-guard.ts';
import type { RetroactiveRooms } from '../walks/retroactive.ts';
import { createWire } from '../wire/client.ts';
import type { Border } from '../wire/connection/border.ts';
import type { Environment } from '../wire/connection/environment.ts';
import { XmppConnection } from '../wire/connection/xmpp-connection.ts';
import type { Wire } from '../wire/wire.ts';
import { type FileSurroundings, fileServices } from './file-services.ts';
import { inspectionRulesOf } from './inspection-rules.ts';
import { OpenAccount } from './open-account.ts';
import type { LastAccount } from './recall.ts';
import { reportWays } from './report-ways.ts';
import { serverRulesOf } from './server-rules.ts';
import { Session } from './session.ts';
import { violationLog } from './violation-log.ts';

export interface SessionParts {
  readonly policy: PolicyInForce;
  readonly vault: Vault;
  readonly settled: Promise<unknown>;
  /** Where this account's archive is; the folder exists. */
  readonly archiveFile: (account: BareJid) => string;
  readonly startArchiveWorker: (options: WorkerOptions) => Worker;
  /** An account's archive is open; its key is null where nobody keeps it. */
  readonly onArchiveOpen: (account: BareJid, key: Uint8Array | null) => void;
  readonly files: FileSurroundings;
  /** A process that looks into files. */
  readonly startInspector: () => InspectorChild;
  readonly record: AuditRecord;
  /** Policy wants nothing sent while so much of the record waits for the log server. */
  readonly isSendingStopped: () => boolean;
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
  readonly text: () => MainText;
  readonly log: (event: string, error: unknown) => void;
}

const keyLength = 32;
/** Files come in batches; after one there is no reason to keep a process and its memory. */
const inspectorIdleMs = 60_000;

/** A session with its rooms: vault, wire, gate and archive. Knows nothing of windows. */
export function makeSession(parts: SessionParts): Session {
  const { clock } = parts.environment;
  const newId = () => messageIdSchema.parse(randomUUID());
  const domain = parts.lastAccount()?.account;
  const violated = violationLog(parts.log, clock.now);

  const session = new Session({
    vault: parts.vault,
    settled: parts.settled,
    record: parts.record,
    facts: () => {
      const { policy, origin, clientCertificate } = parts.policy.current;
      return {
        companyName: policy.company?.name ?? null,
        hasCertificate: clientCertificate !== null,
        notice: policy.notice,
        domain: policy.company?.domains[0] ?? (domain === undefined ? null : domainOf(domain)),
        policy: origin,
        fixedSettings: settingsSchema.keyof().options.filter((name) => name in fixedSettings(policy)),
        reports:
          policy.report.securityDesk === null && policy.report.destinations.length === 0 ? 'kept' : 'desk',
        takesFalseAlarms: policy.report.reportFalsePositive,
        releaseApprovers: askableApprovers(policy).map((jid) => ({ jid, address: asciiAddress(jid) })),
        systemLanguage: parts.systemLanguage,
        version: parts.version,
      };
    },
    requiredConsent: () => requiredConsent(parts.policy.current.policy.notice),
    initialNotices: parts.isSettingsReset ? ['settings-reset'] : [],
    lastAccount: parts.lastAccount,
    setLastAccount: parts.setLastAccount,
    makeWire: (account, password, memory) => {
      const wire = createWire(
        {
          account,
          password,
          ...serverRulesOf(parts.policy.current),
          version: parts.version,
          border: borderOf(parts, account, {
            isStranger: (peer) => session.current?.people.isStranger(peer) ?? false,
            groupsOf: (peer) => session.current?.people.groupsOf(peer) ?? [],
          }),
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
      );
      followPolicy(wire, parts.policy);
      return wire;
    },
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
        parts.onArchiveOpen(account, key);
        return { archive, isReset: outcome === 'reset' };
      } catch (error) {
        await archive.close();
        throw error;
      }
    },
    removeArchive: async (account) => {
      await removeArchive(parts.archiveFile(account));
      await rm(parts.files.folder(account), { recursive: true, force: true });
    },
    openAccount: async (account, archive, wire) => {
      const gate = gateOf(parts.policy, account);
      const opened = new OpenAccount({
        account,
        archive,
        wire,
        record: parts.record,
        isSendingStopped: parts.isSendingStopped,
        makeGate: (names, groupsOf) => gate().withPeople(names, groupsOf),
        makeReports: ({ send, onChanged }) =>
          new Reports({
            account,
            policy: () => parts.policy.current.policy,
            archive,
            record: parts.record,
            send,
            post: reportWays({
              policy: () => parts.policy.current,
              origin: { hostName: hostname(), version: parts.version },
              now: clock.now,
            }),
            block: (jid, reason) => wire.block(jid, reason),
            newId: randomUUID,
            now: clock.now,
            after: clock.after,
            client: `Gatehouse ${parts.version}`,
            text: () => parts.text().report,
            onChanged,
            onFailure: (error) => void session.archiveFailed(error),
          }),
        files: fileServices({
          account,
          wire,
          policy: parts.policy,
          environment: parts.environment,
          surroundings: parts.files,
        }),
        inspection: new InspectFiles({
          start: parts.startInspector,
          rules: inspectionRulesOf(parts.policy, account),
          after: clock.after,
          idleMs: inspectorIdleMs,
        }),
        confidential: () => parts.policy.current.policy.confidential,
        spim: () => parts.policy.current.policy.spim,
        securityDesk: () => parts.policy.current.policy.report.securityDesk,
        text: parts.text,
        rules: rulesOf(parts.policy, parts.version),
        newToken: randomUUID,
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
        onPolicy: (listener) => parts.policy.onChange(listener),
      });
      await opened.open();
      void parts.settled.then(() => opened.retroactive.rejudge());
      return opened;
    },
    now: clock.now,
    onChanged: (snapshot) => parts.publish('session.changed', snapshot),
    onClosing: () => parts.policy.close(),
    log: parts.log,
  });
  parts.policy.onChange(() => session.policyChanged());
  return session;
}

/** Policy and blocklist are read once for each policy. */
function gateOf(inForce: PolicyInForce, account: BareJid): () => Gate {
  let loaded = inForce.current;
  const make = (): Gate =>
    createGate({ policy: loaded.policy, account, people: [], blocklist: loaded.blocklist });
  let gate = make();
  return () => {
    if (loaded !== inForce.current) {
      loaded = inForce.current;
      gate = make();
    }
    return gate;
  };
}

/** By the policy of the moment. */
function borderOf(
  { policy, record, environment, log }: SessionParts,
  account: BareJid,
  { isStranger, groupsOf }: { isStranger: (peer: BareJid) => boolean; groupsOf: GroupsOf },
): Border {
  let loaded = policy.current;
  let federation = new Federation(loaded.policy, account, groupsOf);
  const inForce = (): Federation => {
    if (loaded !== policy.current) {
      loaded = policy.current;
      federation = new Federation(loaded.policy, account, groupsOf);
    }
    return federation;
  };
  const guard = new BorderGuard({
    account,
    forbids: (peer) => inForce().forbids(peer),
    serves: (peer) => inForce().serves(peer),
    isStranger,
    record,
    after: environment.clock.after,
    onUnrecorded: (error) => log('record-failed', error),
  });
  return guard.lets;
}

/** The rules by which messages and their files are judged: policy, the files it names, and what this version makes of them. */
function rulesOf(inForce: PolicyInForce, version: string): RetroactiveRooms['rules'] {
  let loaded: LoadedPolicy | null = null;
  let id = '';
  return () => {
    const { current } = inForce;
    if (loaded !== current) {
      const { policy, blocklist, blockedHashes, yaraRules } = current;
      const list = blocklist.kind === 'text' ? blocklist.text : blocklist.kind;
      const ofFiles = [blockedHashes, yaraRules].map((rules) => [rules].flat().join('\n'));
      id = createHash('sha256')
        .update(JSON.stringify([version, policy, list.length]))
        .update(list)
        .update(JSON.stringify(ofFiles))
        .digest('hex');
      loaded = current;
    }
    return { id, windowHours: current.policy.retroactive.windowHours };
  };
}

/** As long as it is somebody's. Only what the wire has to know makes it begin anew. */
function followPolicy(wire: Wire, inForce: PolicyInForce): void {
  const unfollow = inForce.onChange((next, before) => {
    const rules = serverRulesOf(next);
    if (!isDeepStrictEqual(rules, serverRulesOf(before))) wire.follow(rules);
    wire.reconsider();
  });
  wire.on('state', ({ kind }) => {
    if (kind === 'signed-out') unfollow();
  });
}
