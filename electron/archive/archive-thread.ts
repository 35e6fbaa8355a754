import type { Worker, WorkerOptions } from 'node:worker_threads';
import type { z } from 'zod';
import { answerSchemas } from './answer-schemas.ts';
import { type Archive, ArchiveError, type ArchiveErrorCode } from './archive.ts';
import type { Answer, Request, Response } from './protocol.ts';
import { archiveWorkerOptions } from './worker-options.ts';

export interface ArchiveThreadOptions {
  /** Starts `worker.ts`, or what it was bundled to, with exactly these options. */
  readonly startWorker: (options: WorkerOptions) => Worker;
  /** `damaged` or `crashed`: told once, besides the calls that reject. The archive goes on after it was opened again. */
  readonly onFailure: (error: ArchiveError) => void;
}

/** One run of the worker, and what was asked of it and not answered yet. No call is ever left without an answer. */
export class ArchiveThread {
  readonly #worker: Worker;
  readonly #onFailure: ArchiveThreadOptions['onFailure'];
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #hasEnded = false;
  #isEnding = false;
  #hasFailed = false;

  constructor(options: ArchiveThreadOptions) {
    this.#onFailure = options.onFailure;
    this.#worker = options.startWorker(archiveWorkerOptions);
    this.#worker.on('message', (response: Response) => this.#answered(response));
    // An exception nobody caught, or more memory than allowed: 'exit' follows, and that is where it is dealt with.
    this.#worker.on('error', () => undefined);
    this.#worker.on('exit', () => this.#exited());
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  call<N extends keyof Archive>(method: N, ...parameters: Parameters<Archive[N]>): Promise<Answer<N>> {
    if (this.#hasEnded) return Promise.reject(new ArchiveError('crashed'));
    if (method === 'open') this.#hasFailed = false;
    this.#lastId += 1;
    const request: Request = { id: this.#lastId, method, parameters };
    const schema: z.ZodType<Answer<N>> = answerSchemas[method];
    return new Promise((resolve, reject) => {
      this.#worker.postMessage(request);
      this.#pending.set(request.id, {
        answer: (value) => {
          const answer = schema.safeParse(value);
          if (answer.success) resolve(answer.data);
          else reject(new ArchiveError('failed'));
        },
        reject,
      });
    });
  }

  /** Waits for everything asked before. */
  async end(): Promise<void> {
    this.#isEnding = true;
    try {
      if (!this.#hasEnded) await this.call('close');
    } finally {
      await this.#worker.terminate();
    }
  }

  #answered(response: Response): void {
    const pending = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    if (response.ok) pending?.answer(response.value);
    else pending?.reject(this.#noted(response.code));
  }

  #noted(code: ArchiveErrorCode): ArchiveError {
    const error = new ArchiveError(code);
    if (code === 'damaged') this.#fail(error);
    return error;
  }

  #exited(): void {
    this.#hasEnded = true;
    const error = new ArchiveError('crashed');
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
    if (!this.#isEnding) this.#fail(error);
  }

  #fail(error: ArchiveError): void {
    if (this.#hasFailed) return;
    this.#hasFailed = true;
    this.#onFailure(error);
  }
}

interface Pending {
  readonly answer: (value: unknown) => void;
  readonly reject: (error: ArchiveError) => void;
}
