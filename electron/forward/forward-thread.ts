import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { ForwardingState } from '../../shared/model/forwarding.ts';
import type { Extent, LogServer } from './forwarding.ts';
import type { Order, Place, Word } from './protocol.ts';

export interface ForwardThreadOptions extends Place {
  /** Starts `worker.ts`, or what it was bundled to, with exactly these options. */
  readonly startWorker: (options: WorkerOptions) => Worker;
  /** Calls back once after so many milliseconds. */
  readonly after: (ms: number, act: () => void) => void;
  readonly now: () => number;
  readonly onState: (state: ForwardingState) => void;
}

/** Until a thread that ended by itself is started again, in milliseconds. */
const rest = 10_000;
/** How long the end of the program waits for the log server, in milliseconds. */
const patience = 2000;

/**
 * The forwarding as main sees it. The record is read and sent in a thread of its own, so that a slow log server costs nobody
 * anything.
 */
export class ForwardThread {
  readonly #options: ForwardThreadOptions;
  #server: LogServer | null = null;
  #extent: Extent = { record: '', size: 0, signed: 0 };
  #worker: Worker | null = null;
  #state: ForwardingState = null;
  #isClosing = false;
  #whenClosed: (() => void) | null = null;

  constructor(options: ForwardThreadOptions) {
    this.#options = options;
  }

  get state(): ForwardingState {
    return this.#state;
  }

  /** From now on to this one; null: to none. What the one before is not certain to have goes to this one. */
  use(server: LogServer | null): void {
    if (this.#isClosing) return;
    this.#server = server;
    this.#become(server === null ? null : { ...(this.#state ?? unknown(server)), server: nameOf(server) });
    if (this.#worker !== null) this.#tell(this.#order());
    else if (server !== null && this.#extent.record !== '') this.#start();
  }

  /** So many entries are on the disk. */
  grown(record: string, size: number): void {
    const signed = record === this.#extent.record ? this.#extent.signed : 0;
    this.#goOn({ record, size, signed });
  }

  /** A head over so many entries is. */
  signed(record: string, signed: number): void {
    const size = record === this.#extent.record ? this.#extent.size : 0;
    this.#goOn({ record, size, signed });
  }

  /** What is on record by now goes out, if the log server takes it soon. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const worker = this.#worker;
    if (worker === null) return;
    const closed = new Promise<void>((resolve) => {
      this.#whenClosed = resolve;
    });
    this.#tell({ kind: 'close', patience });
    await closed;
    await worker.terminate();
  }

  #goOn(extent: Extent): void {
    this.#extent = extent;
    if (this.#worker !== null) this.#tell({ kind: 'grown', extent });
    else if (this.#server !== null && !this.#isClosing) this.#start();
  }

  #start(): void {
    const worker = this.#options.startWorker(forwardWorkerOptions);
    this.#worker = worker;
    worker.unref();
    worker.on('message', (word: Word) => {
      if (word.kind === 'closed') this.#whenClosed?.();
      else if (this.#worker === worker) this.#become(word.state);
    });
    // An exception nobody caught: 'exit' follows, and that is where it is dealt with.
    worker.on('error', () => undefined);
    worker.on('exit', () => this.#ended());
    this.#tell(this.#order());
    this.#tell({ kind: 'grown', extent: this.#extent });
  }

  #ended(): void {
    this.#worker = null;
    this.#whenClosed?.();
    if (this.#isClosing || this.#server === null) return;
    const { now, after } = this.#options;
    const lastError = { code: 'crashed', at: now() } as const;
    this.#become({ ...(this.#state ?? unknown(this.#server)), connectedSince: null, lastError });
    after(rest, () => {
      if (this.#worker === null && this.#server !== null && !this.#isClosing) this.#start();
    });
  }

  #order(): Order {
    const { folder, positionFile, origin } = this.#options;
    return { kind: 'server', server: this.#server, folder, positionFile, origin };
  }

  #tell(order: Order): void {
    this.#worker?.postMessage(order);
  }

  #become(state: ForwardingState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}

const forwardWorkerOptions: WorkerOptions = {
  name: 'forward',
  resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8, stackSizeMb: 4 },
};

/** Before the thread has said anything: what is not known holds. */
function unknown(server: LogServer): NonNullable<ForwardingState> {
  return {
    server: nameOf(server),
    connectedSince: null,
    confirmed: 0,
    size: 0,
    lagBytes: 0,
    isOverdue: false,
    isSendingStopped: server.failMode === 'blockSend',
    lastError: null,
  };
}

function nameOf({ host, port }: LogServer): string {
  return `${host}:${port}`;
}
