import type { ConnectionFailure, ConnectionFailureCode } from '../../../shared/model/connection.ts';

/** Ends an attempt or a session from wherever it is; nothing of it goes on. */
export class ConnectionFailed extends Error {
  readonly failure: ConnectionFailure;

  constructor(code: ConnectionFailureCode, params: Readonly<Record<string, string>> = {}) {
    super(code);
    this.name = 'ConnectionFailed';
    // Much of it is what the other side said, and it ends up in a sentence on a screen.
    const short = Object.entries(params).map(([name, value]) => [name, value.slice(0, longestParam)]);
    this.failure = { code, params: Object.fromEntries(short) };
  }
}

const longestParam = 300;
