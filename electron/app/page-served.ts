/**
 * Knows when a page has been given all that it begins with: the files that its own text names. Until then each of them waits for main;
 * from then on it is painted without main. `page`: as it is built.
 */
export class PageServed {
  readonly all: Promise<void>;
  readonly #awaited: Set<string>;
  readonly #resolve: () => void;

  constructor(page: string) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.all = promise;
    this.#resolve = resolve;
    this.#awaited = new Set([...page.matchAll(/\b(?:src|href)="\.\/([^"]+)"/g)].map(([, file = '']) => file));
  }

  /** `file`: its path below the bundle's folder, as it is about to be answered. */
  asked(file: string): void {
    // The last one has to be on its way first.
    if (this.#awaited.delete(file) && this.#awaited.size === 0) setImmediate(this.#resolve);
  }
}
