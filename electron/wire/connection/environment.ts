import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { networkInterfaces } from 'node:os';
import { type Clock, systemClock } from './clock.ts';
import { type LoginMemory, noLoginMemory } from './login-memory.ts';
import { srvLookUp } from './look-up-srv.ts';
import type { LookUpSrv } from './resolve.ts';
import { defaultTiming, type Timing } from './timing.ts';

/** What a connection takes from the machine it runs on. */
export interface Environment {
  readonly clock: Clock;
  readonly timing: Timing;
  /** From 0 (inclusive) to 1 (exclusive); for spreading load, never for secrets. */
  readonly random: () => number;
  readonly lookUpSrv: LookUpSrv;
  /** What the system says of the way to a URL, as proxy auto-configuration writes it: "PROXY host:port; DIRECT". */
  readonly lookUpProxy: (url: string) => Promise<string>;
  /** The addresses of a host, as the system knows them. */
  readonly lookUpHost: LookupFunction;
  /** Whether any network is there besides this machine's own. */
  readonly hasNetwork: () => boolean;
  readonly loginMemory: LoginMemory;
}

export function systemEnvironment(loginMemory: LoginMemory = noLoginMemory): Environment {
  return {
    clock: systemClock,
    timing: defaultTiming,
    random: Math.random,
    loginMemory,
    lookUpSrv: srvLookUp(),
    // Node knows nothing of the system's proxies; Electron does.
    lookUpProxy: async () => 'DIRECT',
    lookUpHost: lookup,
    hasNetwork: () =>
      Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal)),
  };
}
