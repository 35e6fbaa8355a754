/** Milliseconds each part of a connection may take. */
export interface Timing {
  /** SRV records; a name server may take longer than anybody waits. */
  readonly lookUp: number;
  /** All targets together, until one is encrypted and is the domain's. */
  readonly search: number;
  /** TCP, per target. */
  readonly connect: number;
  /** TLS handshake, and STARTTLS before it. */
  readonly encrypt: number;
  /** Each answer of the server during login. */
  readonly answer: number;
  /** Silence after which the server is asked whether it is still there. */
  readonly idle: number;
  /** How long it may take to answer that. */
  readonly probe: number;
  /** The same when there is reason to doubt: after sleep, a network change, a click on "reconnect". */
  readonly urgentProbe: number;
  /** The wait before the first new attempt; it doubles with each that fails. Half of it is chance. */
  readonly retry: number;
  /** A session shorter than this does not count as success, so that one which always breaks is not retried at full speed. */
  readonly settled: number;
  /** Closing the stream, and again the socket. */
  readonly close: number;
}

export const defaultTiming: Timing = {
  lookUp: 8000,
  search: 60_000,
  connect: 10_000,
  encrypt: 15_000,
  answer: 15_000,
  idle: 60_000,
  probe: 10_000,
  urgentProbe: 4_000,
  retry: 600,
  settled: 10_000,
  close: 800,
};
