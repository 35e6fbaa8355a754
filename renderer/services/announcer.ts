/** Words for a screen reader that are not on the screen at that place; shown by one polite live region. */
export class Announcer {
  readonly #listeners = new Set<(text: string) => void>();

  say(text: string): void {
    for (const listener of this.#listeners) listener(text);
  }

  listen(listener: (text: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
