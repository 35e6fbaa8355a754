import type { MessageId } from '../../shared/model/message.ts';

interface Task {
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

/** What is on its way, so many at once; the others wait for their turn. */
export class Running {
  readonly #most: number;
  readonly #tasks = new Map<MessageId, Task>();
  readonly #waiting: (() => void)[] = [];
  #count = 0;

  constructor(most: number) {
    this.#most = most;
  }

  has(id: MessageId): boolean {
    return this.#tasks.has(id);
  }

  /** Nothing is done for what runs already. `work` must end when its signal is aborted. */
  run(id: MessageId, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const running = this.#tasks.get(id);
    if (running !== undefined) return running.ended;
    const controller = new AbortController();
    const ended = this.#inTurn(() => work(controller.signal)).finally(() => this.#tasks.delete(id));
    this.#tasks.set(id, { controller, ended });
    return ended;
  }

  /** False when nothing of this name runs. */
  stop(id: MessageId): boolean {
    const task = this.#tasks.get(id);
    task?.controller.abort();
    return task !== undefined;
  }

  /** Resolves when nothing runs any more. */
  async end(): Promise<void> {
    for (const { controller } of this.#tasks.values()) controller.abort();
    await Promise.allSettled([...this.#tasks.values()].map(({ ended }) => ended));
  }

  /** Resolves when what runs now has ended. */
  async idle(): Promise<void> {
    await Promise.allSettled([...this.#tasks.values()].map(({ ended }) => ended));
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#count >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#count += 1;
    try {
      await work();
    } finally {
      this.#count -= 1;
      this.#waiting.shift()?.();
    }
  }
}
