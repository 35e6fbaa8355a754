import { z } from '../zod.ts';
import type { Brand } from './brand.ts';

/** `local@domain` or `domain`, normalised: NFC, case-folded, no trailing dot. Two addresses of one account are equal strings. */
export type BareJid = Brand<string, 'BareJid'>;

/** `local@domain/resource`; the part before the slash is normalised like a BareJid, the resource is kept as it is. */
export type FullJid = Brand<string, 'FullJid'>;

// RFC 7622 section 3.3.1: these never appear in a localpart. Spaces, controls and invisible formatting are excluded by PRECIS
// IdentifierClass; they would let one address look like another.
const forbiddenInLocal = /["&'/:<>@\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;
const forbiddenInDomain = /["&'/:<>@\\\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u;
const forbiddenInResource = /[\p{Cc}\p{Cs}]/u;
const longestPart = 1023;

const bytes = new TextEncoder();

/** Composed again at the end: there is no capital ǰ, so J and a caron become one letter only once they are small. */
function folded(text: string): string {
  return text.normalize('NFC').toLowerCase().normalize('NFC');
}

function isLengthAllowed(part: string): boolean {
  return part.length > 0 && part.length <= longestPart && bytes.encode(part).length <= longestPart;
}

/**
 * The address without its resource, normalised; null when the text is not an address (RFC 7622).
 * A resource in the text is accepted and dropped.
 */
export function parseBareJid(text: string): BareJid | null {
  const slash = text.indexOf('/');
  const bare = slash === -1 ? text : text.slice(0, slash);
  const at = bare.indexOf('@');
  const domain = folded(at === -1 ? bare : bare.slice(at + 1)).replace(/\.$/, '');
  if (!isLengthAllowed(domain) || forbiddenInDomain.test(domain) || domain.split('.').includes(''))
    return null;
  if (at === -1) return domain as BareJid;
  const local = folded(bare.slice(0, at));
  if (!isLengthAllowed(local) || forbiddenInLocal.test(local)) return null;
  return `${local}@${domain}` as BareJid;
}

/** The address with its resource; null when the text is not an address or has no resource. */
export function parseFullJid(text: string): FullJid | null {
  const slash = text.indexOf('/');
  if (slash === -1) return null;
  const bare = parseBareJid(text.slice(0, slash));
  const resource = text.slice(slash + 1).normalize('NFC');
  if (bare === null || !isLengthAllowed(resource) || forbiddenInResource.test(resource)) return null;
  return `${bare}/${resource}` as FullJid;
}

export function bareOf(jid: BareJid | FullJid): BareJid {
  const slash = jid.indexOf('/');
  return (slash === -1 ? jid : jid.slice(0, slash)) as BareJid;
}

export function domainOf(jid: BareJid | FullJid): string {
  const bare = bareOf(jid);
  return bare.slice(bare.indexOf('@') + 1);
}

/** The part before the `@`, or null for an address that is a domain alone. */
export function localOf(jid: BareJid | FullJid): string | null {
  const bare = bareOf(jid);
  const at = bare.indexOf('@');
  return at === -1 ? null : bare.slice(0, at);
}

/** Whether it is a domain below another one, and not somebody's address. */
export function isDomainBelow(jid: BareJid, domain: string): boolean {
  return localOf(jid) === null && jid.endsWith(`.${domain}`);
}

export const bareJidSchema = z.custom<BareJid>(
  (value) =>
    typeof value === 'string' && value.length <= 2 * longestPart + 1 && parseBareJid(value) === value,
  'not a normalised bare JID',
);
