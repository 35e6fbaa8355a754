import type { BareJid } from '../../shared/model/jid.ts';
import type { Policy } from '../../shared/policy.ts';
import { asciiDomain } from '../gate/trust/ascii-address.ts';
import { isHostName } from '../wire/connection/host-name.ts';

export interface FileHosts {
  readonly account: BareJid;
  /** Where our server says that uploads are asked for; null: not known. */
  readonly service: BareJid | null;
  readonly policy: Pick<Policy, 'files'>;
}

/** `own`: files go there and come from there. `outside`: they may come from there. */
export type HostPlace = 'own' | 'outside';

/**
 * Whose host an address leads to; null when it is nobody's that policy knows, or no address of a file at all. Hosts are compared whole, and
 * so are ports: on other ports of the company's own hosts other services listen, and what a stranger names must not reach them (CVE-2021-33896).
 */
export function placeOf(url: string, { account, service, policy }: FileHosts): HostPlace | null {
  if (!URL.canParse(url)) return null;
  const { protocol, username, password, hostname, port } = new URL(url);
  // The name of a host and never an address: who may be asked is decided by names, and certificates are for them.
  if (protocol !== 'https:' || username !== '' || password !== '' || !isHostName(hostname)) return null;
  const { hosts, outsideHosts } = policy.files;
  const ownDomains = [account, ...(service === null ? [] : [service])].map(asciiDomain);
  if (isNamed(hostname, port, [...ownDomains, ...hosts])) return 'own';
  return isNamed(hostname, port, outsideHosts) ? 'outside' : null;
}

/** HTTPS, and where Prosody, ejabberd and Openfire serve files when nobody told them otherwise. */
const usualPorts = ['', '5281', '5443', '7443'];

function isNamed(host: string, port: string, entries: readonly string[]): boolean {
  return entries.some((entry) => {
    const [name, named] = entry.split(':');
    return name === host && (named === undefined ? usualPorts.includes(port) : (port || '443') === named);
  });
}
