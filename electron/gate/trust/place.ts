import { domainToASCII } from 'node:url';
import { type BareJid, domainOf, localOf } from '../../../shared/model/jid.ts';
import type { Place } from '../../../shared/model/person.ts';
import type { Policy } from '../../../shared/policy.ts';
import { insideDomains } from '../links/known-domains.ts';

/**
 * Whose person this is. Domains are compared whole: a subdomain of the company is inside only when policy names it, since rooms,
 * gateways and guests live on subdomains.
 */
export function placeOf(
  jid: BareJid,
  policy: Policy,
  account: BareJid,
): { place: Place; company: string | null } {
  const domain = asciiDomain(jid);
  if (insideDomains(policy, account).some((inside) => inside === domain || inside === domainOf(jid))) {
    return { place: 'inside', company: null };
  }
  const partner = policy.partners.find((candidate) => candidate.domain === domain);
  return partner === undefined
    ? { place: 'unknown', company: null }
    : { place: 'outside', company: partner.name };
}

/** The domain in A-labels; as it is when it cannot be written so. */
export function asciiDomain(jid: BareJid): string {
  return domainToASCII(domainOf(jid)) || domainOf(jid);
}

/** The address with its domain in A-labels. */
export function asciiAddress(jid: BareJid): string {
  const local = localOf(jid);
  return local === null ? asciiDomain(jid) : `${local}@${asciiDomain(jid)}`;
}
