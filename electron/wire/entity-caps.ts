// XEP-0115 Entity Capabilities, version 1.6.0
// https://xmpp.org/extensions/xep-0115.html
// Security: a hash is believed only for an answer that yields it, so nobody can tell lies about others' clients (T31).
import { createHash } from 'node:crypto';
import type { BareJid, FullJid } from '../../shared/model/jid.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { type DiscoInfo, discoInfoIn } from './disco.ts';
import { ns } from './namespaces.ts';

/** What a device says of itself in its presence; nothing but a question to ask until the hash was checked. */
export interface CapsClaim {
  readonly address: FullJid | BareJid;
  readonly node: string;
  readonly hash: string;
}

export interface EntityCaps {
  /** Whether a device can do something; null while its hash has not been checked: then it is asked, for the next time. */
  supports(claim: CapsClaim, feature: string): boolean | null;
}

/** Clients differ less than people; more hashes than this are made up (T30). */
const mostHashes = 200;
const longestClaim = 1024;

export function createEntityCaps({ connection }: WireContext): EntityCaps {
  /** By hash; null while the question is open, and for a hash that was not kept. */
  const known = new Map<string, ReadonlySet<string> | null>();

  async function check({ address, node, hash }: CapsClaim): Promise<void> {
    known.set(hash, null);
    const query = xml('query', { xmlns: ns.discoInfo, node: `${node}#${hash}` });
    const result = await connection.request(xml('iq', { type: 'get' }, query), { to: address });
    const answer = result.ok ? result.value.getChild('query', ns.discoInfo) : undefined;
    const info = answer === undefined ? null : discoInfoIn(answer);
    if (info !== null && capsHash(info) === hash) known.set(hash, new Set(info.features));
    // Somebody else with the same hash may answer better.
    else known.delete(hash);
  }

  return {
    supports: (claim, feature) => {
      const features = known.get(claim.hash);
      if (features === undefined && known.size < mostHashes) void check(claim);
      return features?.has(feature) ?? null;
    },
  };
}

export function capsClaimIn(presence: Element, address: FullJid | BareJid): CapsClaim | null {
  const { node, ver, hash } = presence.getChild('c', ns.caps)?.attrs ?? {};
  if (hash !== 'sha-1' || !node || !ver || node.length + ver.length > longestClaim) return null;
  return { address, node, hash: ver };
}

export function capsElement(node: string, info: DiscoInfo): Element {
  return xml('c', { xmlns: ns.caps, hash: 'sha-1', node, ver: capsHash(info) });
}

/**
 * The hash of section 5.1, in base64; null for what section 5.4 calls ill-formed: something twice, or a `<`, which separates
 * the parts and could otherwise make two answers look the same.
 */
export function capsHash({ identities, features, forms }: DiscoInfo): string | null {
  const parts = [
    identities.map(({ category, type, lang, name }) => [category, type, lang, name].join('/')),
    features,
    forms.map(({ type }) => type),
  ];
  if (parts.some((part) => new Set(part).size < part.length)) return null;
  const [identityParts = [], featureParts = []] = parts;
  const formParts = inOctetOrder(forms, ({ type }) => type).flatMap(({ type, fields }) => [
    type,
    ...inOctetOrder(fields, ({ name }) => name).flatMap(({ name, values }) => [
      name,
      ...inOctetOrder(values),
    ]),
  ]);
  const all = [...inOctetOrder(identityParts), ...inOctetOrder(featureParts), ...formParts];
  if (all.some((part) => part.includes('<'))) return null;
  return createHash('sha1')
    .update(all.map((part) => `${part}<`).join(''))
    .digest('base64');
}

/** `i;octet` of RFC 4790 section 9.3. */
function inOctetOrder<T>(items: readonly T[], keyOf: (item: T) => string = String): T[] {
  return items.toSorted((a, b) => Buffer.compare(Buffer.from(keyOf(a)), Buffer.from(keyOf(b))));
}
