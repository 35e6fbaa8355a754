import { Resolver } from 'node:dns/promises';
import type { LookUpSrv } from './resolve.ts';

/** Asks the system's name servers, or those given ("127.0.0.1:53"), past the cache and the hosts file of the system, which know no SRV. */
export function srvLookUp(servers: readonly string[] | null = null): LookUpSrv {
  return (name) => {
    const resolver = new Resolver({ timeout: 3000, tries: 2 });
    if (servers !== null) resolver.setServers(servers);
    return resolver.resolveSrv(name);
  };
}
