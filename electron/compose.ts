import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { EventName, EventPayload } from '../shared/ipc/events.ts';
import type { DrawFirstPicture } from '../shared/ipc/first-picture.ts';
import type { BareJid } from '../shared/model/jid.ts';
import { openExternal } from './app/open-external.ts';
import type { Shell, ShellCall } from './app/shell.ts';
import type { WaitingWorker } from './archive/waiting-worker.ts';
import type { RecordRules } from './audit/record.ts';
import { RecordKeys } from './audit/record-keys.ts';
import { RecordWatch } from './audit/record-watch.ts';
import { WorkerRecord } from './audit/worker-record.ts';
import type { Handlers } from './bridge/router.ts';
import { conversationCalls } from './calls/conversation-calls.ts';
import { fileCalls } from './calls/file-calls.ts';
import { linkCalls } from './calls/link-calls.ts';
import { messageCalls } from './calls/message-calls.ts';
import { peopleCalls } from './calls/people-calls.ts';
import { reportCalls } from './calls/report-calls.ts';
import { securityCalls } from './calls/security-calls.ts';
import { sessionCalls } from './calls/session-calls.ts';
import { firstSight } from './first-picture/first-sight.ts';
import type { OpeningPicture } from './first-picture/opening-picture.ts';
import type { PictureFile } from './first-picture/picture-file.ts';
import { PictureKeeper } from './first-picture/picture-keeper.ts';
import { ForwardThread } from './forward/forward-thread.ts';
import { logServerOf } from './forward/forwarding.ts';
import { checkYaraRules } from './inspect/host/check-yara-rules.ts';
import { utilityChild } from './inspect/host/utility-child.ts';
import { BundleSource } from './policy/bundle-source.ts';
import { DevelopmentPolicySource } from './policy/development-policy-source.ts';
import { LayeredPolicySource } from './policy/layered-policy-source.ts';
import type { LoadedPolicy } from './policy/load-policy.ts';
import { machinePolicySource } from './policy/machine-policy-source.ts';
import { policyHash } from './policy/policy-hash.ts';
import { PolicyInForce } from './policy/policy-in-force.ts';
import type { PolicySource } from './policy/policy-source.ts';
import { makeSession } from './session/make-session.ts';
import { policyOnRecord } from './session/policy-on-record.ts';
import { type LastAccount, recall } from './session/recall.ts';
import type { Session } from './session/session.ts';
import { fixedSettings } from './settings/fixed-settings.ts';
import { RememberedLogins } from './settings/remembered-logins.ts';
import type { KeychainVault } from './vault/keychain-vault.ts';
import { systemClock } from './wire/connection/clock.ts';
import { systemEnvironment } from './wire/connection/environment.ts';

/** How long the rest waits for the window, should it never load or be painted, in milliseconds. */
const patience = 3000;

interface Ground {
  readonly shell: Shell;
  readonly vault: KeychainVault;
  readonly archiveWorker: WaitingWorker;
  readonly picture: OpeningPicture;
  readonly pictureFile: PictureFile;
  /** Absolute path of the bundle that draws it. */
  readonly drawing: string;
  /** Absolute path of the bundled worker of the record. */
  readonly recordWorker: string;
  /** Absolute path of the bundled worker that forwards it. */
  readonly forwardWorker: string;
  /** Absolute path of the bundled process that looks into files. */
  readonly inspectorProcess: string;
  /** Absolute path of the profile's folder. */
  readonly profile: string;
  readonly version: string;
  readonly log: (event: string, error: unknown) => void;
}

interface House {
  readonly session: Session;
  /** Leaves nothing half done. */
  readonly end: () => Promise<void>;
}

/** Reads the policy, puts the session into the shell, answers the bridge from it, and opens a remembered account. */
export async function compose(ground: Ground): Promise<House> {
  const { shell, vault, archiveWorker, profile, version, log } = ground;
  const lastAccount = (): LastAccount | null => shell.settings.lastAccount;
  const recalled = recall({ vault, lastAccount });
  const policy = await PolicyInForce.begin(policySource(profile));
  const loginMemory = new RememberedLogins({
    store: shell.settings,
    forgetBefore: () => policy.current.policy.login.forgetMechanismsBefore,
    now: Date.now,
  });
  const fix = (loaded: LoadedPolicy): void => shell.settings.fix(fixedSettings(loaded.policy));
  fix(policy.current);
  policy.onChange(fix);
  const forwarding = forwardingOf(ground);
  const forward = ({ policy: { forwarding: rules }, logServer }: LoadedPolicy): void =>
    forwarding.use(logServerOf(rules, logServer));
  forward(policy.current);
  policy.onChange(forward);
  let policySince = Date.now();
  policy.onChange((next, before) => {
    // One that was refused leaves the last good one in force.
    if (policyHash(next.policy) !== policyHash(before.policy)) policySince = Date.now();
  });
  const recordWatch = new RecordWatch(recordFolder(profile));
  const record = recordOf(ground, vault, policy.current.policy.record, forwarding, recordWatch);
  const settled = Promise.race([shell.painted, setTimeout(patience, undefined, { ref: false })]);
  const environment = {
    ...systemEnvironment(loginMemory),
    lookUpProxy: (url: string) => shell.lookUpProxy(url),
  };
  const keeper = await keeperOf(ground, {
    session: () => session,
    policy,
    isRemembered: () => lastAccount()?.isRemembered === true,
  });
  const publish = <N extends EventName>(name: N, payload: EventPayload<N>): void => {
    shell.router.publish(name, payload);
    keeper.told(name, payload);
  };
  const session: Session = makeSession({
    policy,
    record: {
      append: (events) =>
        record.append(events).catch((error: unknown) => {
          recordWatch.failed(error);
          throw error;
        }),
      close: () => closeBoth(record, forwarding),
    },
    isSendingStopped: () => forwarding.state?.isSendingStopped === true,
    vault,
    settled,
    archiveFile: (account) => archiveFile(profile, account),
    startArchiveWorker: (options) => archiveWorker.start(options),
    onArchiveOpen: (account, key) => keeper.archiveOpened(account, key),
    files: {
      folder: (account) => path.join(profile, 'quarantine', accountName(account)),
      askWhere: async (name) => (await shell.surroundings()).saveDialog.ask(name),
      // Until its user closes it.
      show: (file) => void shell.showPreview(file).catch((error: unknown) => log('preview-failed', error)),
    },
    startInspector: () => utilityChild(ground.inspectorProcess),
    environment,
    version,
    systemLanguage: shell.systemLanguage,
    isSettingsReset: shell.settings.isReset,
    lastAccount,
    setLastAccount: (last) => {
      shell.settings.lastAccount = last;
    },
    sendsReceipts: () => shell.settings.settings.sendReceipts,
    publish,
    announce: async ({ peer, body, file, verdict }, { name, isWaiting }) => {
      const { notifications } = await shell.surroundings();
      notifications.announce({
        peer,
        name,
        isStranger: isWaiting,
        body,
        file: file?.name ?? null,
        level: verdict.level,
      });
    },
    showUnread: async (count) => (await shell.surroundings()).showUnread(count),
    text: () => shell.text,
    log,
  });
  const answers: Omit<Handlers, ShellCall> = {
    ...sessionCalls(session),
    ...peopleCalls(session),
    ...conversationCalls(session, () => shell.settings.settings.sendChatStates),
    ...messageCalls(session),
    ...fileCalls(session),
    ...linkCalls(session, {
      confirm: (question) => shell.confirmLink(question),
      mayGoOn: () => policy.current.policy.links.allowClickThrough,
      openLink: async (url) => (await openExternal(url)).ok,
      report: async (id) => session.current?.reports.submit(id),
    }),
    ...securityCalls(session, {
      policy: () => ({ since: policySince, id: policyHash(policy.current.policy).slice(0, 16) }),
      record: () => recordWatch.state(policy.current.policy.record),
      now: Date.now,
    }),
    'forwarding.get': async () => ({ ok: true, value: forwarding.state }),
    ...reportCalls(session, {
      save: async (name, json) => (await shell.surroundings()).saveDialog.saveJson(name, json),
    }),
  };
  void settled.then(() =>
    policy.watch({
      putOnRecord: async (next) => {
        await record.follow(next.policy.record);
        await record.append([policyOnRecord(next)]);
      },
      checkRules: (rules) =>
        checkYaraRules(rules, {
          start: () => utilityChild(ground.inspectorProcess),
          after: environment.clock.after,
        }),
      onFailure: (error) => log('policy-failed', error),
    }),
  );
  shell.onVisible((isVisible) => session.setActive(isVisible));
  await session.restore(recalled);
  // Not before: the page would hear that nobody is signed in, and ask again.
  shell.router.serve(answers);
  shell.settings.onChanged((settings) => keeper.told('settings.changed', settings));
  void settled.then(() => keeper.begin());
  return {
    session,
    end: async () => {
      await keeper.close();
      await session.close();
    },
  };
}

interface Seen {
  readonly session: () => Session;
  readonly policy: PolicyInForce;
  readonly isRemembered: () => boolean;
}

async function keeperOf(
  { shell, picture, pictureFile, drawing, log }: Ground,
  { session, policy, isRemembered }: Seen,
): Promise<PictureKeeper> {
  const keeper = new PictureKeeper({
    file: pictureFile,
    found: await picture.found,
    see: async () => (isRemembered() ? firstSight(session(), shell.settings.settings.language) : null),
    draw: async (sight) => {
      const { draw }: { draw: DrawFirstPicture } = await import(pathToFileURL(drawing).href);
      return draw(sight, shell.languages);
    },
    bindingOf: (account) => picture.bindingOf(account),
    policy: () => policy.look(),
    after: systemClock.after,
    now: Date.now,
    onFailure: (error) => log('picture-failed', error),
  });
  policy.onChange(() => keeper.policyChanged());
  return keeper;
}

/** Its thread starts with the first entry, which is after the first picture. */
function recordOf(
  { profile, recordWorker, log }: Ground,
  vault: KeychainVault,
  rules: RecordRules,
  forwarding: ForwardThread,
  watch: RecordWatch,
): WorkerRecord {
  const name = createHash('sha256').update(profile).digest('hex').slice(0, 32);
  return new WorkerRecord({
    startWorker: (options) => new Worker(recordWorker, options),
    folder: recordFolder(profile),
    rules,
    keys: new RecordKeys({
      recordKeys: () => vault.recordKeys(name),
      setRecordKeys: (secret) => vault.setRecordKeys(name, secret),
    }),
    every: (ms, act) => {
      const timer = setInterval(act, ms).unref();
      return () => clearInterval(timer);
    },
    onHead: (head) => {
      watch.signed(head);
      forwarding.signed(head.record, head.size);
    },
    onGrown: (place) => {
      watch.grown(place);
      forwarding.grown(place.record, place.size);
    },
    onFailure: (error) => {
      watch.failed(error);
      log('record-failed', error);
    },
  });
}

/** Its thread starts when policy names a log server and there is something for it. */
function forwardingOf({ shell, profile, forwardWorker, version }: Ground): ForwardThread {
  return new ForwardThread({
    startWorker: (options) => new Worker(forwardWorker, options),
    folder: recordFolder(profile),
    positionFile: path.join(profile, 'forwarded.json'),
    origin: { hostName: hostname(), version },
    after: (ms, act) => void setTimeout(ms, undefined, { ref: false }).then(act),
    now: Date.now,
    onState: (state) => shell.router.publish('forwarding.changed', { state }),
  });
}

/** What the record says last goes out too. */
async function closeBoth(record: WorkerRecord, forwarding: ForwardThread): Promise<void> {
  try {
    await record.close();
  } finally {
    await forwarding.close();
  }
}

function recordFolder(profile: string): string {
  return path.join(profile, 'record');
}

function policySource(profile: string): PolicySource | null {
  if (!__HARDENED__) {
    const file = process.env['GATEHOUSE_POLICY'];
    if (file !== undefined && file !== '') return new DevelopmentPolicySource(file);
  }
  const machine = machinePolicySource(process.platform);
  if (machine === null) return null;
  const bundle = new BundleSource({
    file: path.join(profile, 'policy/bundle.json'),
    keptFile: path.join(profile, 'policy/last-good.json'),
    keyFile: path.join(process.resourcesPath, 'policy-key.pem'),
    read: (file, mostBytes) => machine.read(file, mostBytes),
    now: Date.now,
  });
  return new LayeredPolicySource(machine, bundle);
}

/** The file's name does not tell whose it is. */
function archiveFile(profile: string, account: BareJid): string {
  const folder = path.join(profile, 'archives');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return path.join(folder, `${accountName(account)}.db`);
}

/** Says nothing of whose it is. */
function accountName(account: BareJid): string {
  return createHash('sha256').update(account).digest('hex').slice(0, 32);
}
