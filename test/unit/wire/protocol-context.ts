import type { WireContext } from '../../../electron/wire/context.ts';
import { openBorder } from '../../server/server-rules.ts';
import { bare, FakeConnection } from './fake-connection.ts';

export const account = bare('alice@corp.test');

/** A clock that stands until a test moves it. */
export class FakeClock {
  #now = Date.parse('2026-03-01T12:00:00Z');
  #timers: { at: number; callback: () => void }[] = [];

  now(): number {
    return this.#now;
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  pass(ms: number): void {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { callback } of due) callback();
  }
}

/** What a protocol is built on, and a list of what it tells. */
export function protocolContext() {
  const connection = new FakeConnection(account);
  const clock = new FakeClock();
  const told: unknown[] = [];
  const context: WireContext = {
    account,
    connection,
    clock,
    border: openBorder,
    emit: (event, ...args) => void told.push([event, ...args]),
    violate: (rule, from) => void told.push(['violation', rule, from]),
  };
  return { connection, clock, context, told };
}
