type Sets<Events extends Record<keyof Events, unknown[]>> = {
  [E in keyof Events]: Set<(...args: Events[E]) => void>;
};

/** Who wants to know what. A listener that fails hurts neither the others nor the socket that the news came from (X12). */
export class Listeners<Events extends Record<keyof Events, unknown[]>> {
  readonly #sets: Partial<Sets<Events>> = {};
  readonly #onFailure: (event: keyof Events, error: unknown) => void;

  constructor(onFailure: (event: keyof Events, error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  /** Returns what stops listening. */
  add<E extends keyof Events>(event: E, listener: (...args: Events[E]) => void): () => void {
    const set: Sets<Events>[E] = this.#sets[event] ?? new Set();
    this.#sets[event] = set;
    set.add(listener);
    return () => set.delete(listener);
  }

  emit<E extends keyof Events>(event: E, ...args: Events[E]): void {
    for (const listener of [...(this.#sets[event] ?? [])]) {
      try {
        listener(...args);
      } catch (error) {
        this.#onFailure(event, error);
      }
    }
  }
}
