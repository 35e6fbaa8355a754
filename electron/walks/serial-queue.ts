/** Runs tasks one after the other; a failed task goes to `onFailure` and the next one still runs. */
export class SerialQueue {
  #tail: Promise<void> = Promise.resolve();
  readonly #onFailure: (error: unknown) => void;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Resolves when this task and all before it are done, also when it failed. */
  add(task: () => Promise<void>): Promise<void> {
    this.#tail = this.#tail.then(task).catch((error: unknown) => this.#onFailure(error));
    return this.#tail;
  }

  /** Resolves when everything added so far is done. */
  idle(): Promise<void> {
    return this.#tail;
  }
}
