import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { WorkerArchive } from '../../../electron/archive/worker-archive.ts';
import { KeychainVault } from '../../../electron/vault/keychain-vault.ts';
import { loadKeytar } from '../../../electron/vault/load-keytar.ts';
import { bareJidSchema } from '../../../shared/model/jid.ts';
import { messageSchema } from '../../../shared/model/message.ts';
import { allow } from '../../../shared/model/verdict.ts';

// A process with a keychain of its own, or none: does what each line of its standard input asks, and answers with a line.
const account = bareJidSchema.parse('alice@corp.test');
const vault = new KeychainVault({ loadKeychain: loadKeytar });
const archive = new WorkerArchive({
  startWorker: (options) =>
    new Worker(new URL('../../../electron/archive/worker.ts', import.meta.url), options),
  onFailure: (error) => {
    throw error;
  },
});

const tasks: Readonly<Record<string, (argument: string) => unknown>> = {
  isAvailable: () => vault.isAvailable(),
  password: () => vault.password(account),
  setPassword: (password) => vault.setPassword(account, password),
  forgetPassword: () => vault.forgetPassword(account),
  forgetArchiveKey: () => vault.forgetArchiveKey(account),
  archiveKey: async () => hex(await vault.archiveKey(account)),
  archiveKeyTwice: async () =>
    (await Promise.all([vault.archiveKey(account), vault.archiveKey(account)])).map(hex),
  breakKey: (text) => loadKeytar().setPassword('Gatehouse', `archive-key:${account}`, text),
  entry: (name) => loadKeytar().getPassword('Gatehouse', name),
  openArchive: async (file) => {
    const key = await vault.archiveKey(account);
    if (key === null) throw new Error('no key');
    return archive.open(file, key);
  },
  store: (body) => archive.store([message(body)]),
  setDraft: (text) => archive.setDraft(account, text),
  closeArchive: () => archive.close(),
  /** The command line and the environment of this process and of whatever it started. */
  shownToOthers: () => processes().map((folder) => read(`${folder}/cmdline`) + read(`${folder}/environ`)),
};

for await (const line of createInterface(process.stdin)) {
  const [name, argument] = z.tuple([z.string(), z.string()]).parse(JSON.parse(line));
  const answer = await tasks[name]?.(argument);
  process.stdout.write(`${JSON.stringify(answer ?? null)}\n`);
}

function hex(key: Uint8Array | null): string | null {
  return key === null ? null : Buffer.from(key).toString('hex');
}

function message(body: string) {
  return {
    id: messageSchema.shape.id.parse('00000000-0000-0000-0000-000000000001'),
    peer: account,
    stanzaId: 'stanza',
    archiveId: null,
    from: `${account}/desk`,
    direction: 'in',
    at: 1,
    body,
    state: 'received',
    failure: null,
    verdict: allow,
    links: [],
    raw: `<message><body>${body}</body></message>`,
    clearance: null,
    file: null,
    isNews: true,
  } as const;
}

function processes(): string[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parents = new Map(all.map((pid) => [pid, /^PPid:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1]]));
  const isOurs = (pid: string | undefined): boolean =>
    pid === String(process.pid) || (pid !== undefined && pid !== '0' && isOurs(parents.get(pid)));
  return all.filter(isOurs).map((pid) => `/proc/${pid}`);
}

/** Empty for a process that has ended in the meantime. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
