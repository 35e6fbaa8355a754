/** One thing at a time, in the order in which they came: none sees what another has half changed. One that fails stops no other. */
export class Turns {
  readonly #onFailure: (error: unknown) => void;
  #last: Promise<unknown> = Promise.resolve();

  /** `onFailure`: of what is done `later`. */
  constructor(onFailure: (error: unknown) => void = uncaught) {
    this.#onFailure = onFailure;
  }

  take<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(act);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Nobody waits for it. */
  later(act: () => Promise<void>): void {
    this.#last = this.#last.then(act).catch(this.#onFailure);
  }

  /** Resolves when all that came so far is done. */
  async idle(): Promise<void> {
    await this.#last;
  }
}

function uncaught(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
