import { parentPort } from 'node:worker_threads';
import { realDisk } from './disk.ts';
import { type RecordEvent, recordEventSchema } from './events.ts';
import type { Place, Request, Response, Task } from './protocol.ts';
import { RecordError, type RecordErrorCode } from './record.ts';
import { RecordLog } from './record-log.ts';
import type { SignedHead } from './signed-head.ts';
import { readSigningKey, type SigningKey } from './signing-key.ts';

// The entry of the record's thread: requests in their order, and all entries that wait at one moment in one write.
if (parentPort === null) throw new Error('the record is kept in a worker thread');
const port = parentPort;
const waiting: Request[] = [];
let log: RecordLog | null = null;
let headEvery = 0;
let headTimer: NodeJS.Timeout | null = null;
let isAtWork = false;
let lastPlace: Place = { record: '', size: 0 };

port.on('message', (request: Request) => {
  waiting.push(request);
  if (!isAtWork) setImmediate(() => void work());
  isAtWork = true;
});

async function work(): Promise<void> {
  for (let request = waiting.shift(); request !== undefined; request = waiting.shift()) {
    const { id, task } = request;
    if (task.method === 'append') await appendAll([{ id, events: task.events }, ...waitingAppends()]);
    else await answer(id, () => perform(task));
  }
  isAtWork = false;
}

function waitingAppends(): readonly Append[] {
  const end = waiting.findIndex(({ task }) => task.method !== 'append');
  return waiting
    .splice(0, end === -1 ? waiting.length : end)
    .flatMap(({ id, task }) => (task.method === 'append' ? [{ id, events: task.events }] : []));
}

interface Append {
  readonly id: number;
  readonly events: readonly RecordEvent[];
}

/** One write and one wait for the disk for all of them; when that fails each is tried alone, so that none fails for another. */
async function appendAll(appends: readonly Append[]): Promise<void> {
  const good = appends.filter(({ id, events }) => {
    const isGood = events.every((event) => recordEventSchema.safeParse(event).success);
    if (!isGood) refuse(id, 'bad-event');
    return isGood;
  });
  const all = good.flatMap(({ events }) => events);
  try {
    opened().append(all);
    for (const { id } of good) done(id);
  } catch (error) {
    if (good.length === 1) for (const { id } of good) refuse(id, codeOf(error));
    else for (const { id, events } of good) await answer(id, () => opened().append(events));
  }
  headLater();
}

async function perform(task: Exclude<Task, { method: 'append' }>): Promise<void> {
  if (task.method === 'close') {
    close();
    return;
  }
  const key = keyIn(task.secret);
  headEvery = task.rules.headEverySeconds * 1000;
  if (task.method === 'rotate') await opened().rotate(key, task.rules);
  else {
    const { folder, rules, kept } = task;
    const onHead = (head: SignedHead): void => post({ kind: 'head', head });
    log = await RecordLog.open({ folder, rules, now: Date.now, disk: realDisk, onHead }, key, kept);
  }
}

/** What is closed is closed, also when it could not say so any more. */
function close(): void {
  if (headTimer !== null) clearTimeout(headTimer);
  const closing = opened();
  log = null;
  try {
    closing.close();
  } finally {
    // With what it said of its end.
    lastPlace = { record: closing.record, size: closing.size };
  }
}

/** Entries wait so long for a head and no longer. */
function headLater(): void {
  if (headTimer !== null || log === null || log.unsigned === 0) return;
  headTimer = setTimeout(() => {
    headTimer = null;
    try {
      log?.signHead();
    } catch (error) {
      // Whoever writes next learns of it; the entries are on the disk.
      if (!(error instanceof RecordError)) throw error;
      headLater();
    }
  }, headEvery);
}

async function answer(id: number, act: () => Promise<void> | void): Promise<void> {
  try {
    await act();
    done(id);
  } catch (error) {
    refuse(id, codeOf(error));
  }
}

function opened(): RecordLog {
  if (log === null) throw new RecordError('not-open');
  return log;
}

function keyIn(secret: string): SigningKey {
  const key = readSigningKey(secret);
  if (key === null) throw new RecordError('failed');
  return key;
}

function codeOf(error: unknown): RecordErrorCode {
  // Anything else is a fault of ours or the system's; its text could quote a message, so it stays here.
  return error instanceof RecordError ? error.code : 'failed';
}

function done(id: number): void {
  const { record, size } = log ?? lastPlace;
  post({ kind: 'done', id, record, size });
}

function refuse(id: number, code: RecordErrorCode): void {
  post({ kind: 'refused', id, code });
}

function post(response: Response): void {
  port.postMessage(response);
}
