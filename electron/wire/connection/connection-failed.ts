import type { ConnectionFailure, ConnectionFailureCode } from '../../../shared/model/connection.ts';

/** Ends an attempt or a session from wherever it is; nothing of it goes on. */
export class ConnectionFailed extends Error {
  readonly failure: ConnectionFailure;

  constructor(code: ConnectionFailureCode, params: Readonly<Record<string, string>> = {}) {
    super(code);
    this.name = 'ConnectionFailed';
    this.failure = { code, params };
  }
}
