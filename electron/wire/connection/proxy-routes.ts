import net from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { ProxyRules } from './connection.ts';
import { ConnectionFailed } from './connection-failed.ts';
import type { Environment } from './environment.ts';
import { authorityOf, isHostName } from './host-name.ts';
import type { Target } from './resolve.ts';

/** An HTTP proxy that makes tunnels (RFC 9110 section 9.3.6). */
export interface HttpProxy {
  readonly host: string;
  readonly port: number;
}

/** Ways to a target in the order to try; null is the direct one. Rejects with ConnectionFailed when there is none that we can go. */
export async function routesTo(
  target: Target,
  rules: ProxyRules,
  lookUp: Environment['lookUpProxy'],
): Promise<readonly (HttpProxy | null)[]> {
  if (rules.mode === 'none') return [null];
  if (rules.mode === 'fixed') return [{ host: rules.host, port: rules.port }];
  const said = await lookUp(`https://${authorityOf(target)}/`);
  // The settings name a script that cannot be had; systems go on without one then.
  if (said.trim() === '') return [null];
  const routes = said.split(';').slice(0, mostRoutes).flatMap(routeOf);
  if (routes.length === 0) throw new ConnectionFailed('proxy-unsupported', { proxy: said });
  return routes;
}

/** The next route is for when a proxy is not there; what it says, or what is found behind it, counts. */
export async function openByFirst(
  [route = null, ...others]: readonly (HttpProxy | null)[],
  open: (route: HttpProxy | null) => Promise<TLSSocket>,
): Promise<TLSSocket> {
  try {
    return await open(route);
  } catch (error) {
    const isGone = error instanceof ConnectionFailed && error.failure.code === 'proxy-unreachable';
    if (!isGone || others.length === 0) throw error;
    return openByFirst(others, open);
  }
}

const mostRoutes = 4;

/** "DIRECT" or "PROXY host:port", as proxy auto-configuration says it. SOCKS, and proxies that are themselves reached by TLS, are not supported. */
function routeOf(said: string): readonly (HttpProxy | null)[] {
  if (/^\s*DIRECT\s*$/i.test(said)) return [null];
  const [, name = '', port = '80'] = /^\s*PROXY\s+(\S+?)(?::(\d{1,5}))?\s*$/i.exec(said) ?? [];
  const host = name.replace(/^\[(.*)\]$/, '$1');
  const isPort = Number(port) >= 1 && Number(port) <= 65_535;
  return isPort && (net.isIP(host) !== 0 || isHostName(host)) ? [{ host, port: Number(port) }] : [];
}
