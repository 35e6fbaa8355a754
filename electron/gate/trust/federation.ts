import { type BareJid, domainOf, isDomainBelow } from '../../../shared/model/jid.ts';
import type { Place } from '../../../shared/model/person.ts';
import type { ForbiddenReason } from '../../../shared/model/verdict.ts';
import type { Policy } from '../../../shared/policy.ts';
import { insideDomains } from '../links/known-domains.ts';
import { asciiAddress, asciiDomain } from './ascii-address.ts';

/** The groups of the roster, as the server has it, that this contact is in. */
export type GroupsOf = (jid: BareJid) => readonly string[];

/** Who belongs where, and who may talk with whom across the company's border. Prepared once: it is asked for every stanza. */
export class Federation {
  readonly #account: BareJid;
  readonly #rules: Policy['federation'];
  readonly #inside: ReadonlySet<string>;
  /** The partner's name by its domain. */
  readonly #partners: ReadonlyMap<string, string>;
  readonly #allowed: ReadonlySet<string>;
  readonly #allowedGroups: ReadonlySet<string>;
  readonly #groupsOf: GroupsOf;
  readonly #blocked: ReadonlySet<string>;
  readonly #desk: string | null;
  readonly #mayTalkOutside: boolean;

  constructor(policy: Policy, account: BareJid, groupsOf: GroupsOf = () => []) {
    const { partners, federation, report } = policy;
    this.#account = account;
    this.#rules = federation;
    this.#inside = new Set(insideDomains(policy, account));
    this.#partners = new Map(partners.map(({ domain, name }) => [domain, name]));
    this.#allowed = new Set([...federation.allowedDomains, ...federation.allowedAddresses.map(asciiAddress)]);
    this.#allowedGroups = new Set(federation.allowedGroups);
    this.#groupsOf = groupsOf;
    this.#blocked = new Set([...federation.blockedDomains, ...federation.blockedAddresses.map(asciiAddress)]);
    this.#desk = report.securityDesk === null ? null : asciiAddress(report.securityDesk);
    const { peopleAllowed } = federation;
    this.#mayTalkOutside =
      peopleAllowed === 'everyone' || peopleAllowed.map(asciiAddress).some((entry) => names(entry, account));
  }

  /**
   * Whose person this is. Domains are compared whole: a subdomain of the company is inside only when policy names it, since rooms,
   * gateways and guests live on subdomains.
   */
  placeOf(jid: BareJid): { readonly place: Place; readonly company: string | null } {
    const domain = asciiDomain(jid);
    if (this.#inside.has(domain) || this.#inside.has(domainOf(jid)))
      return { place: 'inside', company: null };
    const company = this.#partners.get(domain) ?? null;
    const isNamed =
      company !== null ||
      this.#allowed.has(domain) ||
      this.#allowed.has(asciiAddress(jid)) ||
      this.#isInAllowedGroup(jid);
    return { place: isNamed ? 'outside' : 'unknown', company };
  }

  #isInAllowedGroup(jid: BareJid): boolean {
    return (
      this.#allowedGroups.size > 0 && this.#groupsOf(jid).some((group) => this.#allowedGroups.has(group))
    );
  }

  /** Somebody whose first contact waits until it is accepted. */
  isStranger(jid: BareJid): boolean {
    return this.#rules.firstContact === 'hold' && this.placeOf(jid).place === 'unknown';
  }

  /** Why nothing may pass between the account and this address, in either direction; null when it may. */
  forbids(jid: BareJid): ForbiddenReason | null {
    // Our own account and server: without them there is no session.
    if (jid === this.#account || jid === domainOf(this.#account)) return null;
    const { place } = this.placeOf(jid);
    const entry = this.#blockedBy(jid, place);
    if (entry !== null) return forbidden('federation.blocked', { entry });
    // Where reports go, IT has said: the desk of a service provider is outside.
    if (place === 'inside' || asciiAddress(jid) === this.#desk) return null;
    const { externalMode } = this.#rules;
    if (externalMode === 'off') return forbidden('federation.off', {});
    if (!this.#mayTalkOutside) return forbidden('federation.not-for-you', { account: this.#account });
    if (externalMode === 'open' || place === 'outside') return null;
    return forbidden('federation.not-listed', { domain: asciiDomain(jid) });
  }

  /** A domain below the account's own, which its server can keep services on; not one that policy blocks. */
  serves(address: BareJid): boolean {
    return isDomainBelow(address, domainOf(this.#account)) && this.#blockedBy(address, 'unknown') === null;
  }

  /** An address with an @ blocks one person, a domain everybody there and below it, but nobody inside. */
  #blockedBy(jid: BareJid, place: Place): string | null {
    const domain = asciiDomain(jid);
    const labels = this.#rules.blockSubdomains ? domain.split('.').slice(1) : [];
    const above = labels.map((_, index) => labels.slice(index).join('.'));
    const entries = place === 'inside' ? [] : [domain, ...above];
    return [asciiAddress(jid), ...entries].find((entry) => this.#blocked.has(entry)) ?? null;
  }
}

function names(entry: string, jid: BareJid): boolean {
  return entry === asciiAddress(jid) || entry === asciiDomain(jid);
}

function forbidden(code: ForbiddenReason['code'], params: ForbiddenReason['params']): ForbiddenReason {
  return { code, level: 'block', params };
}
