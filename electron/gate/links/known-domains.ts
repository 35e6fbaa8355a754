import { domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { BareJid } from '../../../shared/model/jid.ts';
import { domainOf } from '../../../shared/model/jid.ts';
import type { Policy } from '../../../shared/policy.ts';
import { oneBitOff } from '../characters/one-bit.ts';
import { OneEdit } from '../characters/one-edit.ts';
import { bareSkeleton, skeleton } from '../characters/skeleton.ts';

/** The domain somebody registered (or was given by a host like pages.dev), taken apart. */
export interface Registered {
  /** "evil.example"; the host itself when it has no more than a suffix. */
  readonly domain: string;
  /** "evil", in Unicode. */
  readonly label: string;
  /** "example". */
  readonly suffix: string;
  /** Labels before the registered domain, in Unicode. */
  readonly subdomains: readonly string[];
}

/** Takes a host (ASCII or Unicode) apart by the Public Suffix List, tenants of hosting companies included. */
export function registered(host: string): Registered {
  const parsed = parse(host, { allowPrivateDomains: true, validateHostname: false });
  const domain = parsed.domain ?? host;
  const suffix = parsed.publicSuffix ?? '';
  const subdomain = parsed.subdomain ?? '';
  return {
    domain,
    label: unicode(parsed.domainWithoutSuffix ?? host),
    suffix,
    subdomains: subdomain === '' ? [] : subdomain.split('.').map(unicode),
  };
}

function unicode(label: string): string {
  return label.includes('xn--') ? domainToUnicode(label) || label : label;
}

/** The shortest label that is searched for as a word in other hosts, or one typing mistake away. */
const shortestWord = 4;
const shortestForMistakes = 5;
/** Of shorter ones, the shortest of which a flipped bit is looked for, under the same ending. */
const shortestForBits = 3;

/** Whether a host is one of these domains or inside one. A domain that a hosting company lets to others stands for itself alone. */
export function isInside(host: string, domains: ReadonlySet<string>): boolean {
  for (let rest = host; rest !== ''; rest = rest.includes('.') ? rest.slice(rest.indexOf('.') + 1) : '') {
    if (domains.has(rest) && (rest === host || !isLet(rest))) return true;
  }
  return false;
}

function isLet(domain: string): boolean {
  const { isPrivate, publicSuffix } = parse(domain, { allowPrivateDomains: true });
  return isPrivate === true && publicSuffix === domain;
}

/** The company's and its partners' domains, prepared for comparing once. */
export class KnownDomains {
  readonly domains: readonly string[];
  readonly #genuine: ReadonlySet<string>;
  readonly #endings: ReadonlySet<string>;
  /** By the look of the whole domain. */
  readonly byLook: ReadonlyMap<string, string>;
  readonly byBareLook: ReadonlyMap<string, string>;
  /** By the look of the label before the suffix. */
  readonly byLabel: ReadonlyMap<string, string>;
  /** By the look of the domain with its dots made hyphens or left out: "corp-test", "corptest". */
  readonly byRunTogether: ReadonlyMap<string, string>;
  readonly nearLabels: OneEdit<string>;
  /** Whole domains one bit away from a short one. */
  readonly bitsAway: ReadonlyMap<string, string>;
  /** Labels long enough to be recognised inside other hosts: the company's only, partners may be called anything. */
  readonly words: ReadonlyMap<string, string>;

  constructor(policy: Policy, account: BareJid) {
    const company = insideDomains(policy, account);
    this.domains = [...company, ...policy.partners.map((partner) => partner.domain)];
    this.#genuine = new Set(this.domains);
    this.#endings = new Set([
      'test',
      'example',
      ...this.domains.map((domain) => domain.slice(domain.lastIndexOf('.') + 1)),
    ]);
    // The first of two equal looks wins: the company's domains come first.
    const firstOf = (...keys: ((domain: string) => string)[]) =>
      new Map(
        keys.flatMap((key) => this.domains.toReversed().map((domain) => [key(domain), domain] as const)),
      );
    const labelOf = (domain: string) => registered(domain).label;
    this.byLook = firstOf((domain) => skeleton(unicode(domain)));
    this.byBareLook = firstOf((domain) => bareSkeleton(unicode(domain)));
    this.byLabel = firstOf((domain) => bareSkeleton(labelOf(domain)));
    this.byRunTogether = firstOf(
      (domain) => bareSkeleton(unicode(domain)).replaceAll('.', '-'),
      (domain) => bareSkeleton(unicode(domain)).replaceAll('.', ''),
    );
    this.nearLabels = new OneEdit(
      this.domains
        .filter((domain) => labelOf(domain).length >= shortestForMistakes)
        .map((domain) => [bareSkeleton(labelOf(domain)), domain]),
    );
    this.bitsAway = new Map(
      this.domains.toReversed().flatMap((domain) => {
        const { label, suffix } = registered(domain);
        const isShort = label.length >= shortestForBits && label.length < shortestForMistakes;
        return isShort ? oneBitOff(label).map((other) => [`${other}.${suffix}`, domain] as const) : [];
      }),
    );
    this.words = new Map(
      company
        .map((domain) => [bareSkeleton(labelOf(domain)), labelOf(domain)] as const)
        .filter(([, label]) => label.length >= shortestWord),
    );
  }

  /** A host without a public suffix that is a name all the same: under an ending of ours, or of those kept for tests (RFC 2606). */
  isLocalName(host: string): boolean {
    return this.#endings.has(host.slice(host.lastIndexOf('.') + 1));
  }

  /** One of the domains or a host inside one. */
  isGenuine(host: string): boolean {
    return isInside(host, this.#genuine);
  }
}

/** Where people are inside: exactly these, not their subdomains. */
export function insideDomains(policy: Policy, account: BareJid): readonly string[] {
  return policy.company?.domains ?? [domainOf(account)];
}
