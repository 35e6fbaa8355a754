/** Rings once for whoever waits, and for the next who waits if nobody does. */
export class Bell {
  #hasRung = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#hasRung = true;
    this.#wake?.();
  }

  /** Resolves when it rings, or after so many milliseconds; rejects when `broken` does. */
  async wait(ms: number, broken: Promise<never> | null = null): Promise<void> {
    if (!this.#hasRung) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      this.#wake = resolve;
      try {
        await (broken === null ? promise : Promise.race([promise, broken]));
      } finally {
        clearTimeout(timer);
        this.#wake = null;
      }
    }
    this.#hasRung = false;
  }
}
