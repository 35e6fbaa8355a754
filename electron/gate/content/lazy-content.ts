import type { Confidential } from '../../../shared/confidential-policy.ts';
import type { Content } from './content.ts';

/**
 * The tables of the detectors are large and a window starts without them: they are loaded with the first text. Who asks before that
 * has not looked, and the check that asked holds.
 */
export class LazyContent {
  readonly #rules: Confidential;
  #loading: Promise<void> | null = null;
  #content: Content | null = null;
  #failure: unknown = null;

  constructor(rules: Confidential) {
    this.#rules = rules;
  }

  /** Resolves also when it failed: then every check that asks says so. */
  load(): Promise<void> {
    this.#loading ??= import('./content.ts').then(
      ({ createContent }) => {
        try {
          this.#content = createContent(this.#rules);
        } catch (error) {
          this.#failure = error;
        }
      },
      (error: unknown) => {
        this.#failure = error;
      },
    );
    return this.#loading;
  }

  now(): Content {
    if (this.#content !== null) return this.#content;
    throw this.#failure ?? new TypeError('not loaded');
  }
}
