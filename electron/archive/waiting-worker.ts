import { Worker, type WorkerOptions } from 'node:worker_threads';
import { archiveWorkerOptions } from './worker-options.ts';

/** Starts the archive's thread ahead of the archive: that takes longer than opening the file. */
export class WaitingWorker {
  readonly #file: string;
  #waiting: Worker | null;

  /** `file`: absolute path of the bundled worker. */
  constructor(file: string, isWanted: boolean) {
    this.#file = file;
    this.#waiting = isWanted ? new Worker(file, archiveWorkerOptions) : null;
  }

  start(options: WorkerOptions): Worker {
    const waiting = this.#waiting;
    this.#waiting = null;
    const isAlive = waiting !== null && waiting.threadId !== -1;
    return isAlive ? waiting : new Worker(this.#file, options);
  }
}
