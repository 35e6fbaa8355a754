import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type BareJid, domainOf } from '../shared/model/jid.ts';
import { messageIdSchema } from '../shared/model/message.ts';
import { openExternal } from './app/open-external.ts';
import type { Shell } from './app/shell.ts';
import { WorkerArchive } from './archive/worker-archive.ts';
import { conversationCalls } from './calls/conversation-calls.ts';
import { linkCalls } from './calls/link-calls.ts';
import { messageCalls } from './calls/message-calls.ts';
import { peopleCalls } from './calls/people-calls.ts';
import { sessionCalls } from './calls/session-calls.ts';
import { createGate } from './gate/create-gate.ts';
import type { LoadedPolicy } from './policy/load-policy.ts';
import { OpenAccount } from './session/open-account.ts';
import { Session, type SessionOptions } from './session/session.ts';
import { KeychainVault } from './vault/keychain-vault.ts';
import { loadKeytar } from './vault/load-keytar.ts';
import { createWire } from './wire/client.ts';
import { systemEnvironment } from './wire/connection/environment.ts';
import { XmppConnection } from './wire/connection/xmpp-connection.ts';

const keyLength = 32;

interface Surroundings {
  readonly shell: Shell;
  readonly loaded: LoadedPolicy;
  /** Absolute path of the bundled worker of the archive. */
  readonly archiveWorker: string;
  /** Absolute path of the profile's folder. */
  readonly profile: string;
  readonly version: string;
  readonly log: (event: string, error: unknown) => void;
}

/** Builds the rooms, connects them, and answers the bridge from them. */
export function compose({ shell, loaded, archiveWorker, profile, version, log }: Surroundings): Session {
  const { policy, origin, ca, blocklist } = loaded;
  const newId = () => messageIdSchema.parse(randomUUID());
  const publish = shell.router.publish.bind(shell.router);

  const archiveFile = (account: BareJid): string => {
    const folder = path.join(profile, 'archives');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return path.join(folder, `${createHash('sha256').update(account).digest('hex').slice(0, 32)}.db`);
  };

  const openAccount = async (
    ...[account, archive, wire]: Parameters<SessionOptions['openAccount']>
  ): Promise<OpenAccount> => {
    const gate = createGate({ policy, account, people: [], blocklist });
    const opened = new OpenAccount({
      account,
      archive,
      wire,
      makeGate: (names) => gate.withPeople(names),
      newId,
      now: Date.now,
      sendsReceipts: () => shell.settings.settings.sendReceipts,
      publish,
      onConnection: (state) => session.connectionChanged(state),
      onNews: (message, person) =>
        void shell.surroundings().then(({ notifications }) =>
          notifications.announce({
            peer: message.peer,
            name: person.name,
            place: person.place,
            body: message.body,
            level: message.verdict.level,
          }),
        ),
      onViolation: ({ rule }) => log('stanza-ignored', rule),
      onArchiveFailure: (error) => void session.archiveFailed(error),
    });
    await opened.open();
    return opened;
  };

  const session = new Session({
    vault: new KeychainVault({ loadKeychain: loadKeytar }),
    facts: {
      companyName: policy.company?.name ?? null,
      domain: policy.company?.domains[0] ?? offeredDomain(shell.settings.lastAccount?.account),
      policy: origin,
      reports: policy.report.securityDesk === null ? 'kept' : 'desk',
      systemLanguage: shell.systemLanguage,
      version,
    },
    initialNotices: [
      ...(shell.settings.isReset ? (['settings-reset'] as const) : []),
      ...(origin.problems.length > 0 ? (['policy-refused'] as const) : []),
    ],
    lastAccount: () => shell.settings.lastAccount,
    setLastAccount: (last) => {
      shell.settings.lastAccount = last;
    },
    makeWire: (account, password, memory) => {
      const environment = systemEnvironment();
      return createWire(
        { account, password, server: policy.server, ca, allowPlain: policy.login.allowPlain, version },
        memory,
        { connect: (options) => new XmppConnection(options, environment), clock: environment.clock },
      );
    },
    openArchive: async (account, key) => {
      const archive = new WorkerArchive({
        startWorker: (options) => new Worker(archiveWorker, options),
        onFailure: (error) => void session.archiveFailed(error),
      });
      // Without a keychain the store lives in memory, under a key nobody keeps.
      const { outcome } = await archive.open(
        key === null ? null : archiveFile(account),
        key ?? new Uint8Array(randomBytes(keyLength)),
      );
      return { archive, isReset: outcome === 'reset' };
    },
    openAccount,
    onChanged: (snapshot) => publish('session.changed', snapshot),
    log,
  });

  shell.router.serve({
    ...sessionCalls(session),
    ...peopleCalls(session),
    ...conversationCalls(session, () => shell.settings.settings.sendChatStates),
    ...messageCalls(session),
    ...linkCalls(session, {
      confirm: (question) => shell.confirmLink(question),
      openLink: async (url) => (await openExternal(url)).ok,
      report: async () => undefined,
    }),
  });
  return session;
}

function offeredDomain(account: BareJid | undefined): string | null {
  return account === undefined ? null : domainOf(account);
}
