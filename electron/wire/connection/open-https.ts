import type { TLSSocket } from 'node:tls';
import type { ProxyRules, TrustRules } from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';
import type { Environment } from './environment.ts';
import { openByFirst, routesTo } from './proxy-routes.ts';
import { publicOnly } from './public-address.ts';
import { openTransport } from './transport.ts';
import { makeSecureContext } from './trust.ts';

export interface HttpsOptions {
  readonly trust: TrustRules;
  readonly proxy: ProxyRules;
  /** False: a host that leads to this computer or a private network is none. Through a proxy it is the proxy that finds the host. */
  readonly mayBePrivate: boolean;
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** An encrypted socket to a host that proved to be the one named: certificate, pins and way out as for the company's XMPP server. */
export async function openHttps(
  { host, port }: { readonly host: string; readonly port: number },
  { trust, proxy, mayBePrivate, environment, signal }: HttpsOptions,
): Promise<TLSSocket> {
  const target = { host, port, tls: 'https' } as const;
  let isRefused = false;
  const lookUpHost = mayBePrivate
    ? environment.lookUpHost
    : publicOnly(environment.lookUpHost, () => {
        isRefused = true;
      });
  const routes = await routesTo(target, proxy, environment.lookUpProxy);
  const secureContext = makeSecureContext(trust, null);
  try {
    return await openByFirst(routes, (route) =>
      openTransport(target, {
        domain: host,
        proxy: route,
        secureContext,
        trust,
        environment: route === null ? { ...environment, lookUpHost } : environment,
        signal,
      }),
    );
  } catch (error) {
    if (isRefused) throw new PrivateAddress();
    throw error;
  }
}

/** A host that may not lead there leads into a private network. */
export class PrivateAddress extends ConnectionFailed {
  constructor() {
    super('host-not-found');
  }
}
