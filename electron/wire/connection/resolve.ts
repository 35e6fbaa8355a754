import type { SrvRecord } from 'node:dns';
import { domainToASCII } from 'node:url';
import type { ConnectionOptions } from './connection.ts';
import type { Environment } from './environment.ts';
import { isHostName } from './host-name.ts';

/** Where to knock. The certificate is checked for the XMPP domain whatever the host is called (RFC 6120 section 13.7.2.1). */
export interface Target {
  readonly host: string;
  readonly port: number;
  /** `https`: TLS from the first byte, for another protocol than ours. */
  readonly tls: 'direct' | 'starttls' | 'https';
}

export type LookUpSrv = (name: string) => Promise<SrvRecord[]>;

/** More than any company has, and few enough that a hostile name server makes nobody knock all day. */
const mostTargets = 8;

/** Targets in the order to try; empty when the domain says that it has no such service. */
export async function resolveTargets(
  domain: string,
  server: ConnectionOptions['server'],
  environment: Pick<Environment, 'lookUpSrv' | 'random' | 'clock' | 'timing'>,
): Promise<Target[]> {
  if (server !== null) return [server];
  const ascii = domainToASCII(domain);
  const [direct, starttls] = await Promise.all([
    recordsOf(`_xmpps-client._tcp.${ascii}`, environment),
    recordsOf(`_xmpp-client._tcp.${ascii}`, environment),
  ]);
  // XEP-0368 section 4: both sets are one list, ordered together by priority and weight.
  const candidates = [
    ...direct.map((record) => ({ ...record, tls: 'direct' as const })),
    ...starttls.map((record) => ({ ...record, tls: 'starttls' as const })),
  ];
  if (candidates.length === 0) {
    return [
      { host: ascii, port: 5223, tls: 'direct' },
      { host: ascii, port: 5222, tls: 'starttls' },
    ];
  }
  // RFC 2782: a target is the name of a host, never an address; "." means that the service is decidedly not available.
  const available = candidates.filter(({ name, port }) => isHostName(name) && port > 0);
  return inSrvOrder(available, environment.random)
    .slice(0, mostTargets)
    .map(({ name, port, tls }) => ({ host: name.replace(/\.$/, ''), port, tls }));
}

/** No record, or no answer in time: both leave the domain itself to try (RFC 6120 section 3.2.2), and looking that up tells them apart. */
function recordsOf(
  name: string,
  { lookUpSrv, clock, timing }: Pick<Environment, 'lookUpSrv' | 'clock' | 'timing'>,
): Promise<SrvRecord[]> {
  return new Promise((resolve) => {
    const callOff = clock.after(timing.lookUp, () => resolve([]));
    const settle = (records: SrvRecord[]) => {
      callOff();
      resolve(records);
    };
    lookUpSrv(name).then(settle, () => settle([]));
  });
}

/** RFC 2782: by priority; among equals at random in proportion to weight, those of weight 0 having a small chance. */
export function inSrvOrder<Record extends Pick<SrvRecord, 'priority' | 'weight'>>(
  records: readonly Record[],
  random: () => number,
): Record[] {
  const waiting = [...records].sort((a, b) => a.priority - b.priority || a.weight - b.weight);
  const ordered: Record[] = [];
  for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
    const { priority } = first;
    const equals = waiting.filter((record) => record.priority === priority);
    const total = equals.reduce((sum, { weight }) => sum + weight, 0);
    let left = Math.floor(random() * (total + 1));
    const chosen = equals.find(({ weight }) => {
      left -= weight;
      return left <= 0;
    });
    ordered.push(chosen ?? first);
    waiting.splice(waiting.indexOf(chosen ?? first), 1);
  }
  return ordered;
}
