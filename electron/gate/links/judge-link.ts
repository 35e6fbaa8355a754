import type { Links } from '../../../shared/links-policy.ts';
import type { LinkFinding } from '../../../shared/model/message.ts';
import { isAtLeast, type Reason, verdictOf } from '../../../shared/model/verdict.ts';
import { failed } from '../check.ts';
import { addressForm } from './address-form.ts';
import { type Blocklist, readBlocklist } from './blocklist.ts';
import { type FoundLink, longestLink } from './find-links.ts';
import { hostCharacters } from './host-characters.ts';
import { imitatedDomain, imitationReason } from './imitated-domain.ts';
import { isInside, type KnownDomains, registered } from './known-domains.ts';
import type { LazyWeb } from './lazy-web.ts';
import type { ProtectedNames } from './protected-name.ts';
import { type ReadLink, readLink } from './read-link.ts';
import { redirectTarget } from './redirect.ts';
import { scheme } from './scheme.ts';

export interface LinkKnowledge {
  readonly domains: KnownDomains;
  readonly names: ProtectedNames;
  readonly rules: LinkRules;
  readonly web: LazyWeb;
  /** Null when the company keeps none. `unreadable`: it keeps one, and whether a link is on it cannot be said. */
  readonly blocklist: Blocklist | 'unreadable' | null;
}

/** What policy says of links, prepared once. */
export interface LinkRules extends Pick<Links, 'warnThreshold' | 'shorteners'> {
  readonly schemesAllowed: ReadonlySet<string>;
  readonly allowDomains: ReadonlySet<string>;
  readonly blockDomains: Blocklist;
}

export function linkRules({ schemesAllowed, allowDomains, blockDomains, ...rules }: Links): LinkRules {
  return {
    ...rules,
    schemesAllowed: new Set(schemesAllowed),
    allowDomains: new Set(allowDomains),
    blockDomains: readBlocklist(blockDomains.join('\n')),
  };
}

/** What a link is. `url` is what would be opened, empty when nothing ever can be. */
export function judgeLink(
  { target, hidden, hiddenBeside }: Pick<FoundLink, 'target' | 'hidden' | 'hiddenBeside'>,
  knowledge: LinkKnowledge,
): Pick<LinkFinding, 'url' | 'host' | 'verdict'> {
  const link = readLink(target);
  const url = link.url?.href ?? '';
  if (target.length > longestLink || url.length > longestLink) {
    return { url: '', host: link.host, verdict: verdictOf([tooLong]) };
  }
  const closed = scheme(link, knowledge.rules.schemesAllowed);
  const reasons = [...hiddenCharacters(hidden, hiddenBeside), ...closed, ...ofHost(link, knowledge)];
  return { url: closed.length > 0 ? '' : url, host: link.host, verdict: verdictOf(reasons) };
}

/** How often a link may lead on to the next that is judged as well. */
const mostHops = 3;

function ofHost(link: ReadLink, knowledge: LinkKnowledge, hops = 0): readonly Reason[] {
  if (link.host === '' || link.url === null) return [];
  const { url } = link;
  const next = isWeb(url) && hops < mostHops ? redirectTarget(url) : null;
  return [
    ...addressForm(link),
    ...hostCharacters(link),
    ...others(link, url, knowledge),
    ...listed(link.host, url, knowledge),
    ...(next === null ? [] : ledOn(link, readLink(next), knowledge, hops)),
  ];
}

/** A link that goes on to somebody else's site is as bad as that one. */
function ledOn(link: ReadLink, next: ReadLink, knowledge: LinkKnowledge, hops: number): readonly Reason[] {
  if (registered(link.host).domain === registered(next.host).domain) return [];
  const there = [...scheme(next, knowledge.rules.schemesAllowed), ...ofHost(next, knowledge, hops + 1)];
  const grave = there.filter(({ level }) => isAtLeast(level, 'warn'));
  return [{ code: 'link.leads-on', level: 'notice', params: { host: link.host, to: next.host } }, ...grave];
}

function isWeb(url: URL): boolean {
  return url.protocol === 'https:' || url.protocol === 'http:';
}

const tooLong: Reason = { code: 'link.too-long', level: 'block', params: { limit: String(longestLink) } };

// Embeddings, overrides and isolates beside a link turn its letters round; a stray joiner or mark beside it does not.
const turnsRound = /^U\+(?:202[A-E]|206[6-9])$/;

function hiddenCharacters(inside: readonly string[], beside: readonly string[]): readonly Reason[] {
  const all = [...new Set([...inside, ...beside])];
  if (all.length === 0) return [];
  const isDeceptive = inside.length > 0 || beside.some((character) => turnsRound.test(character));
  const level = isDeceptive ? 'block' : 'notice';
  return [{ code: 'link.hidden-characters', level, params: { characters: all.join(' ') } }];
}

/** Whom the host passes itself off as. What the company knows and allows passes itself off as nobody. */
function others(link: ReadLink, url: URL, knowledge: LinkKnowledge): readonly Reason[] {
  const { host, unicodeHost } = link;
  const { domains, names, rules } = knowledge;
  if (domains.isGenuine(host) || isInside(host, rules.allowDomains)) return [];
  const imitation = imitatedDomain(host, unicodeHost, domains);
  if (imitation !== null) return [imitationReason(host, imitation), ...atLarge(link, url, knowledge)];
  const name = names.inHost(host, unicodeHost);
  if (name === null) return atLarge(link, url, knowledge);
  return [
    { code: 'link.uses-protected-name', level: 'warn', params: { host, name } },
    ...atLarge(link, url, knowledge),
  ];
}

function atLarge(link: ReadLink, url: URL, { web, rules }: LinkKnowledge): readonly Reason[] {
  const { host } = link;
  const known = web.now();
  const reasons = [...known.appearance(link, url)];
  if (!isWeb(url)) return reasons;
  if (rules.shorteners !== 'allow' && known.isShortened(link, url)) {
    reasons.push({ code: 'link.shortened', level: rules.shorteners, params: { host } });
  }
  const { score, words, signs } = known.score(url, host);
  if (score >= rules.warnThreshold && rules.warnThreshold < 1) {
    reasons.push({
      code: 'link.reads-like-phishing',
      level: 'warn',
      params: {
        host,
        score: String(Math.round(score * 100)),
        words: words.join(', ').slice(0, 200),
        signs: signs.join(' '),
      },
    });
  }
  return reasons;
}

function listed(host: string, url: URL, { blocklist, rules }: LinkKnowledge): readonly Reason[] {
  const named = rules.blockDomains.match(url, host);
  if (named === null && blocklist === 'unreadable') return failed('blocklist', 'unreadable');
  const entry = named ?? (blocklist === 'unreadable' ? null : blocklist?.match(url, host)) ?? null;
  if (entry === null) return [];
  return [{ code: 'link.blocklisted', level: 'block', params: { host, entry: entry.slice(0, 500) } }];
}
