import { isDeepStrictEqual } from 'node:util';
import type { Worker, WorkerOptions } from 'node:worker_threads';
import { Turns } from '../turns.ts';
import type { RecordEvent } from './events.ts';
import type { Place, Request, Response, Task } from './protocol.ts';
import { type AuditRecord, RecordError, type RecordRules } from './record.ts';
import type { RecordKeys } from './record-keys.ts';
import type { SignedHead } from './signed-head.ts';

export interface WorkerRecordOptions {
  /** Starts `worker.ts`, or what it was bundled to, with exactly these options. */
  readonly startWorker: (options: WorkerOptions) => Worker;
  readonly folder: string;
  readonly rules: RecordRules;
  readonly keys: RecordKeys;
  /** Calls back again and again; the returned function calls it off. */
  readonly every: (ms: number, act: () => void) => () => void;
  readonly onHead: (head: SignedHead) => void;
  /** So much of it is on the disk for good. */
  readonly onGrown: (place: Place) => void;
  /** It could not be opened, or its next epoch could not. Whoever appends is told as well. */
  readonly onFailure: (error: unknown) => void;
}

/** How long one signing key is good for, in milliseconds. */
const epochLength = 3_600_000;

/**
 * The record as main sees it: every call is posted to a worker thread. It opens when it is first needed or asked to; what is
 * appended meanwhile waits.
 */
export class WorkerRecord implements AuditRecord {
  readonly #options: WorkerRecordOptions;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | null = null;
  #opening: Promise<void> | null = null;
  #lastId = 0;
  #callOffEpochs: (() => void) | null = null;
  readonly #turns = new Turns();
  #isClosed = false;
  #rules: RecordRules;

  constructor(options: WorkerRecordOptions) {
    this.#options = options;
    this.#rules = options.rules;
  }

  /** @throws RecordError */
  open(): Promise<void> {
    if (this.#isClosed) return Promise.reject(new RecordError('not-open'));
    this.#opening ??= this.#open().catch((error: unknown) => {
      // Whoever comes next tries again: the disk may have room by then.
      this.#opening = null;
      this.#options.onFailure(error);
      throw error;
    });
    return this.#opening;
  }

  async append(events: readonly RecordEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.open();
    await this.#ask({ method: 'append', events });
  }

  /** A new signing key and a new key for contents, by these rules. */
  rotate(rules = this.#rules): Promise<void> {
    return this.#turns.take(async () => {
      await this.open();
      // Also when this fails: the next try, and a record that is opened again, go by what is in force.
      this.#rules = rules;
      await this.#options.keys.change(({ secret }) => this.#ask({ method: 'rotate', rules, secret }));
    });
  }

  /** Other rules of policy, from the next epoch on, which begins for it. */
  async follow(rules: RecordRules): Promise<void> {
    if (isDeepStrictEqual(rules, this.#rules)) return;
    if (this.#opening === null) this.#rules = rules;
    else await this.rotate(rules);
  }

  async close(): Promise<void> {
    this.#callOffEpochs?.();
    const { opening, worker } = { opening: this.#opening, worker: this.#worker };
    if (opening === null || worker === null) {
      this.#isClosed = true;
      return;
    }
    try {
      await opening;
      await this.#turns.take(() => this.#ask({ method: 'close' }));
    } finally {
      this.#isClosed = true;
      this.#worker = null;
      await worker.terminate();
    }
  }

  async #open(): Promise<void> {
    const { folder, keys, every, onFailure } = this.#options;
    const rules = this.#rules;
    this.#worker ??= this.#start();
    const kept = await keys.read();
    await keys.change(({ secret }) => this.#ask({ method: 'open', folder, rules, secret, kept }));
    this.#callOffEpochs ??= every(epochLength, () => void this.rotate().catch(onFailure));
  }

  #start(): Worker {
    const worker = this.#options.startWorker(recordWorkerOptions);
    worker.on('message', (response: Response) => this.#answered(response));
    // An exception nobody caught, or more memory than allowed: 'exit' follows, and that is where it is dealt with.
    worker.on('error', () => undefined);
    worker.on('exit', () => {
      if (this.#worker === worker) this.#crashed();
    });
    return worker;
  }

  #crashed(): void {
    this.#worker = null;
    this.#opening = null;
    const error = new RecordError('crashed');
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    this.#options.onFailure(error);
  }

  #ask(task: Task): Promise<Place> {
    const worker = this.#worker;
    if (worker === null) return Promise.reject(new RecordError('crashed'));
    this.#lastId += 1;
    const request: Request = { id: this.#lastId, task };
    return new Promise((resolve, reject) => {
      this.#pending.set(request.id, { resolve, reject });
      worker.ref();
      worker.postMessage(request);
    });
  }

  #answered(response: Response): void {
    if (response.kind === 'head') {
      this.#options.onHead(response.head);
      return;
    }
    const pending = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    // It keeps no program running that has nothing else to do.
    if (this.#pending.size === 0) this.#worker?.unref();
    if (response.kind === 'refused') {
      pending?.reject(new RecordError(response.code));
      return;
    }
    const { record, size } = response;
    pending?.resolve({ record, size });
    this.#options.onGrown({ record, size });
  }
}

interface Pending {
  readonly resolve: (place: Place) => void;
  readonly reject: (error: RecordError) => void;
}

const recordWorkerOptions: WorkerOptions = {
  name: 'record',
  resourceLimits: { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 },
};
