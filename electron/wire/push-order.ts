/**
 * A push may overtake the answer to the question for the whole, though it is newer: while a question is open pushes wait,
 * and are applied to its answer.
 */
export class PushOrder {
  #waiting: (() => void)[] | null = null;

  async whileAsking(ask: () => Promise<void>): Promise<void> {
    const waiting: (() => void)[] = [];
    this.#waiting = waiting;
    await ask();
    if (this.#waiting === waiting) this.#waiting = null;
    for (const apply of waiting) apply();
  }

  push(apply: () => void): void {
    if (this.#waiting === null) apply();
    else this.#waiting.push(apply);
  }
}
