const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Ctrl+C and its kin, turned into something that can be waited for, so that everything is put away before we go. */
export class Interruption {
  /** Resolves at the first signal. */
  readonly came: Promise<void>;
  readonly #come: () => void;

  constructor() {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.came = promise;
    this.#come = resolve;
    this.listen();
  }

  /** To be called after every launch as well: Playwright adds listeners then that end this process on the spot. */
  listen(): void {
    for (const signal of SIGNALS) {
      process.removeAllListeners(signal);
      process.on(signal, this.#come);
    }
  }
}
