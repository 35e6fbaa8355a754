import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker, type WorkerOptions } from 'node:worker_threads';
import { afterAll, onTestFinished } from 'vitest';
import type { ArchiveError, NewMessage } from '../../../electron/archive/archive.ts';
import { WorkerArchive } from '../../../electron/archive/worker-archive.ts';
import { type BareJid, parseBareJid } from '../../../shared/model/jid.ts';
import { type MessageId, messageIdSchema } from '../../../shared/model/message.ts';
import { allow } from '../../../shared/model/verdict.ts';

export const key = new Uint8Array(32).fill(7);
export const alice = jid('alice@corp.test');
export const bob = jid('bob@corp.test');

export function jid(text: string): BareJid {
  const parsed = parseBareJid(text);
  if (parsed === null) throw new Error(`${text} is not an address`);
  return parsed;
}

export function newId(): MessageId {
  return messageIdSchema.parse(randomUUID());
}

/** A message from Bob that nobody has seen; `count` in its body, ids and time. */
export function incoming(count: number, change: Partial<NewMessage> = {}): NewMessage {
  return {
    id: newId(),
    stanzaId: `stanza-${count}`,
    archiveId: `archive-${count}`,
    peer: bob,
    from: 'bob@corp.test/phone',
    direction: 'in',
    at: 1_700_000_000_000 + count * 1000,
    body: `message ${count}`,
    state: 'received',
    failure: null,
    verdict: allow,
    links: [],
    raw: `<message id='stanza-${count}'/>`,
    clearance: null,
    file: null,
    isNews: false,
    ...change,
  };
}

/** A message of ours to Bob that waits to be sent. */
export function outgoing(count: number, change: Partial<NewMessage> = {}): NewMessage {
  const id = newId();
  return incoming(count, {
    id,
    stanzaId: id,
    archiveId: null,
    from: '',
    direction: 'out',
    state: 'queued',
    raw: '',
    ...change,
  });
}

export function temporaryFile(name = 'messages.db'): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-archive-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, name);
}

function startWorker(options: WorkerOptions): Worker {
  return new Worker(new URL('../../../electron/archive/worker.ts', import.meta.url), options);
}

/** An archive on its real thread, not open yet. */
export function newArchive(onFailure: (error: ArchiveError) => void = () => undefined): WorkerArchive {
  const archive = new WorkerArchive({ startWorker, onFailure });
  onTestFinished(() => archive.close());
  return archive;
}

const inMemory = new WorkerArchive({ startWorker, onFailure: () => undefined });
afterAll(() => inMemory.close());

/** An empty one in memory; the tests of one file take turns on one thread. */
export async function openArchive(): Promise<WorkerArchive> {
  await inMemory.open(null, key);
  return inMemory;
}

export const newestPage = (peer: BareJid, limit = 50) => ({
  peer,
  before: null,
  after: null,
  around: null,
  limit,
});
