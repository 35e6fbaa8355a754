/** One thing at a time: a click, a timer and an acknowledgement never see what is kept half changed. */
export class Turns {
  readonly #onFailure: (error: unknown) => void;
  #last: Promise<unknown> = Promise.resolve();

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  take<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(act);
    this.#last = result.catch(() => undefined);
    return result;
  }

  /** Nobody waits for it. */
  later(act: () => Promise<void>): void {
    this.take(act).catch(this.#onFailure);
  }
}
