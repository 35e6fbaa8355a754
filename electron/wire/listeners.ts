/** The listeners of one object's events, called in the order they came; one that comes or goes during a call counts from the next. */
export class Listeners<Events extends { [E in keyof Events]: unknown[] }> {
  readonly #byEvent = new Map<keyof Events, Set<(...args: Events[keyof Events]) => void>>();

  on<E extends keyof Events>(event: E, listener: (...args: Events[E]) => void): () => void {
    const call = (...args: Events[keyof Events]): void => listener(...(args as Events[E]));
    const listeners = this.#byEvent.get(event) ?? new Set();
    this.#byEvent.set(event, listeners.add(call));
    return () => void listeners.delete(call);
  }

  emit<E extends keyof Events>(event: E, ...args: Events[E]): void {
    for (const listener of [...(this.#byEvent.get(event) ?? [])]) listener(...args);
  }
}
