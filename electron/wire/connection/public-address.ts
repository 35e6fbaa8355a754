import type { LookupAddress, LookupOptions } from 'node:dns';
import net, { type LookupFunction } from 'node:net';

/**
 * Whether anybody on the internet could mean it: not this computer, its network, nor what leads there in other words (RFC 6890, the
 * registries of special-purpose addresses). What names a company's own network in the name of a stranger's host has no business there.
 */
export function isPublicAddress(address: string): boolean {
  if (net.isIPv4(address)) return !special4.check(address, 'ipv4');
  return net.isIPv6(address) && !special6.check(address, 'ipv6');
}

// Two lists: Node finds every IPv4 address in a list that has ::ffff:0:0/96.
const special4 = new net.BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  special4.addSubnet(network, bits, 'ipv4');
}
const special6 = new net.BlockList();
for (const [network, bits] of [
  // Unspecified, loopback, and all that carry an IPv4 address in them: mapped, translated, 6to4, Teredo.
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  special6.addSubnet(network, bits, 'ipv6');
}

/** The same look-up without what is not public; `onRefused` hears that there was something else. One name of a host can have both. */
export function publicOnly(lookUp: LookupFunction, onRefused: () => void): LookupFunction {
  return (host, options: LookupOptions, callback) => {
    lookUp(host, { ...options, all: true }, (error, found) => {
      if (error !== null) return callback(error, []);
      const addresses: LookupAddress[] =
        typeof found === 'string' ? [{ address: found, family: net.isIP(found) }] : found;
      const [first, ...others] = addresses;
      if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
        onRefused();
        return callback(Object.assign(new Error('no public address'), { code: 'ENOTFOUND' }), []);
      }
      if (options.all) callback(null, [first, ...others]);
      else callback(null, first.address, first.family);
    });
  };
}
