import net from 'node:net';
import { domainToASCII } from 'node:url';

/** Whether it is the name of a host and neither an address nor anything else that bytes can spell (RFC 2782, RFC 1123 section 2.1). */
export function isHostName(name: string): boolean {
  const labels = name.replace(/\.$/, '').split('.');
  const isAddress = /^\d+$/.test(labels.at(-1) ?? '');
  return name.length <= 253 && !isAddress && labels.every((label) => hostLabel.test(label));
}

/** The underscore is no letter of hosts, and companies have hosts with it. */
const hostLabel = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/i;

/** "host:port" as RFC 3986 section 3.2 writes it; empty when the host is none. */
export function authorityOf({ host, port }: { readonly host: string; readonly port: number }): string {
  if (net.isIP(host) !== 0) return net.isIPv6(host) ? `[${host}]:${port}` : `${host}:${port}`;
  const ascii = domainToASCII(host);
  return isHostName(ascii) ? `${ascii}:${port}` : '';
}
