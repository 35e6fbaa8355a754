import { Resolver } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { type Clock, systemClock } from './clock.ts';
import type { LookUpSrv } from './resolve.ts';
import { defaultTiming, type Timing } from './timing.ts';

/** What a connection takes from the machine it runs on. */
export interface Environment {
  readonly clock: Clock;
  readonly timing: Timing;
  /** From 0 (inclusive) to 1 (exclusive); for spreading load, never for secrets. */
  readonly random: () => number;
  readonly lookUpSrv: LookUpSrv;
  /** Whether any network is there besides this machine's own. */
  readonly hasNetwork: () => boolean;
}

export function systemEnvironment(): Environment {
  return {
    clock: systemClock,
    timing: defaultTiming,
    random: Math.random,
    lookUpSrv: (name) => new Resolver({ timeout: 3000, tries: 2 }).resolveSrv(name),
    hasNetwork: () =>
      Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal)),
  };
}
