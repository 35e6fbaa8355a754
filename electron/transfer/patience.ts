import type { Clock } from '../wire/connection/clock.ts';

/** How long a file may take, in milliseconds. */
export interface Patience {
  /** With nothing moved. */
  readonly idle: number;
  /** Before it counts how much was moved. */
  readonly grace: number;
  /** Bytes per second that have to be moved on the whole: a server that sends one byte now and then keeps nobody for a day. */
  readonly slowest: number;
}

export const usualPatience: Patience = { idle: 30_000, grace: 60_000, slowest: 8 * 1024 };

/** What waited too long. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

/** Counts the time that is spent in waiting for the other side, and no other. */
export class Waiting {
  readonly #clock: Clock;
  readonly #patience: Patience;
  #waited = 0;
  #moved = 0;

  constructor(clock: Clock, patience: Patience) {
    this.#clock = clock;
    this.#patience = patience;
  }

  moved(bytes: number): void {
    this.#moved += bytes;
  }

  /** Rejects with TooSlow when it takes longer than it may. */
  async for<T>(work: Promise<T>): Promise<T> {
    const { idle, grace, slowest } = this.#patience;
    const left = grace + (this.#moved * 1000) / slowest - this.#waited;
    const started = this.#clock.now();
    const tooLong = Promise.withResolvers<never>();
    const callOff = this.#clock.after(Math.max(Math.min(idle, left), 0), () => tooLong.reject(new TooSlow()));
    try {
      return await Promise.race([work, tooLong.promise]);
    } finally {
      callOff();
      this.#waited += this.#clock.now() - started;
    }
  }
}
