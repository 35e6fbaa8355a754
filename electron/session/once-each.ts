/** Does something for each of many, one after the other for each; what is asked for meanwhile is done once, when that is done. */
export class OnceEach<Key> {
  readonly #act: (key: Key) => Promise<void>;
  readonly #onFailure: (error: unknown) => void;
  /** What is being done; true when it is wanted again. */
  readonly #running = new Map<Key, boolean>();

  constructor(act: (key: Key) => Promise<void>, onFailure: (error: unknown) => void) {
    this.#act = act;
    this.#onFailure = onFailure;
  }

  want(key: Key): void {
    const isRunning = this.#running.has(key);
    this.#running.set(key, isRunning);
    if (isRunning) return;
    this.#act(key)
      .then(() => {
        const isStale = this.#running.get(key) ?? false;
        this.#running.delete(key);
        if (isStale) this.want(key);
      })
      .catch(this.#onFailure);
  }
}
