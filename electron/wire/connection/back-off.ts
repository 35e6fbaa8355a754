import type { ConnectionFailure } from '../../../shared/model/connection.ts';

const second = 1000;
const minute = 60 * second;

/** When to try again: soon at first, so that a restarted server is found within seconds, then ever more rarely. */
export class BackOff {
  readonly #first: number;
  readonly #random: () => number;
  #failures = 0;

  /** `first` in milliseconds. */
  constructor(first: number, random: () => number) {
    this.#first = first;
    this.#random = random;
  }

  /** Milliseconds until the next attempt; null: none, until somebody changes something. */
  next({ code }: ConnectionFailure): number | null {
    if (isFinal(code)) return null;
    const doubled = this.#first * 2 ** Math.min(this.#failures, 10);
    this.#failures += 1;
    const [least, most] = isRepairedElsewhere(code) ? [30 * second, 5 * minute] : [0, minute];
    const delay = Math.min(Math.max(doubled, least), most);
    // Half of it is chance: when the server comes back, its clients do not all come in the same instant.
    return Math.round(delay * (0.5 + this.#random() / 2));
  }

  /** What failed before says nothing about now: a session held, or the network is another one. */
  reset(): void {
    this.#failures = 0;
  }
}

/**
 * Another attempt would do harm or nothing: a directory locks accounts after a few wrong passwords (X19), two sessions that push each
 * other out go on for ever, and a server that is not ours must not get a second proof to guess from.
 */
function isFinal(code: ConnectionFailure['code']): boolean {
  return ['wrong-password', 'account-disabled', 'replaced', 'server-not-genuine'].includes(code);
}

/** Nothing is sent to such a server that it should not have, and IT may be repairing it right now; but not within seconds. */
function isRepairedElsewhere(code: ConnectionFailure['code']): boolean {
  return (
    code.startsWith('certificate-') ||
    code.startsWith('starttls-') ||
    [
      'no-acceptable-login',
      'login-weaker-than-before',
      'login-temporarily-refused',
      'tls-version',
      'stream-wrong-domain',
      'proxy-misbehaved',
      'proxy-unsupported',
    ].includes(code)
  );
}
