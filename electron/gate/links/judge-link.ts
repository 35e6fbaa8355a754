import type { LinkFinding } from '../../../shared/model/message.ts';
import { type Reason, verdictOf } from '../../../shared/model/verdict.ts';
import { failed } from '../check.ts';
import { addressForm } from './address-form.ts';
import type { Blocklist } from './blocklist.ts';
import { type FoundLink, longestLink } from './find-links.ts';
import { hostCharacters } from './host-characters.ts';
import { imitatedDomain, imitationReason } from './imitated-domain.ts';
import type { KnownDomains } from './known-domains.ts';
import type { ProtectedNames } from './protected-name.ts';
import { type ReadLink, readLink } from './read-link.ts';
import { scheme } from './scheme.ts';

export interface LinkKnowledge {
  readonly domains: KnownDomains;
  readonly names: ProtectedNames;
  /** Null when the company keeps none. `unreadable`: it keeps one, and whether a link is on it cannot be said. */
  readonly blocklist: Blocklist | 'unreadable' | null;
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
  const closed = scheme(link);
  const reasons = [...hiddenCharacters(hidden, hiddenBeside), ...closed];
  if (link.host !== '' && link.url !== null) {
    reasons.push(...addressForm(link), ...hostCharacters(link), ...others(link, link.url, knowledge));
  }
  return { url: closed.length > 0 ? '' : url, host: link.host, verdict: verdictOf(reasons) };
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

/** Whom the host passes itself off as, and whether the company refuses it. */
function others({ host, unicodeHost }: ReadLink, url: URL, knowledge: LinkKnowledge): readonly Reason[] {
  const reasons: Reason[] = [];
  const imitation = imitatedDomain(host, unicodeHost, knowledge.domains);
  if (imitation !== null) reasons.push(imitationReason(host, imitation));
  // A look-alike carries the name it imitates; saying so twice would not help anybody.
  const name = imitation === null ? knowledge.names.inHost(host, unicodeHost) : null;
  if (name !== null)
    reasons.push({ code: 'link.uses-protected-name', level: 'warn', params: { host, name } });
  reasons.push(...listed(host, url, knowledge.blocklist));
  return reasons;
}

function listed(host: string, url: URL, blocklist: LinkKnowledge['blocklist']): readonly Reason[] {
  if (blocklist === 'unreadable') return failed('blocklist', 'unreadable');
  const entry = blocklist?.match(url, host) ?? null;
  if (entry === null) return [];
  return [{ code: 'link.blocklisted', level: 'block', params: { host, entry: entry.slice(0, 500) } }];
}
