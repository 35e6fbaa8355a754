import type { Web } from './web.ts';

// The same code for every gate of the process; what depends on policy is made by each.
let code: typeof import('./web.ts') | null = null;

/** Like LazyContent: a window starts without these tables, and who asks before they are there has not looked. */
export class LazyWeb {
  readonly #brandDomains: readonly string[];
  readonly #isCompany: (host: string) => boolean;
  #web: Web | null = null;
  #failure: unknown = null;

  /** `isCompany`: a host of the company's or of a partner's. */
  constructor(brandDomains: readonly string[], isCompany: (host: string) => boolean) {
    this.#brandDomains = brandDomains;
    this.#isCompany = isCompany;
  }

  /** Resolves also when it failed: then every check that asks says so. */
  async load(): Promise<void> {
    try {
      code ??= await import('./web.ts');
    } catch (error) {
      this.#failure = error;
    }
  }

  now(): Web {
    if (code === null) throw this.#failure ?? new TypeError('not loaded');
    this.#web ??= code.createWeb(this.#brandDomains, this.#isCompany);
    return this.#web;
  }
}
