import { localOf } from '../../shared/model/jid.ts';
import { type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import type { BlocklistText, Policy } from '../../shared/policy.ts';
import { hiddenInAddress } from './characters/hidden-characters.ts';
import { attempt } from './check.ts';
import { LazyContent } from './content/lazy-content.ts';
import type { Gate, GateContext, KnownName } from './gate.ts';
import { judgeInbound } from './inbound.ts';
import { readBlocklist } from './links/blocklist.ts';
import { judgeLink, type LinkKnowledge, linkRules } from './links/judge-link.ts';
import { KnownDomains } from './links/known-domains.ts';
import { LazyWeb } from './links/lazy-web.ts';
import { ProtectedNames } from './links/protected-name.ts';
import { judgeLeaving, judgeLeavingLong, judgeOutbound } from './outbound.ts';
import { judgePerson, type PersonKnowledge } from './person.ts';
import { Federation, type GroupsOf } from './trust/federation.ts';
import { KnownNames } from './trust/known-names.ts';

/** Reads policy and blocklist once; make another only when they or the account change. */
export function createGate({ policy, account, people, blocklist }: GateContext): Gate {
  const domains = new KnownDomains(policy, account);
  const knowledge: LinkKnowledge = {
    domains,
    names: new ProtectedNames(policy.protectedNames, domains),
    rules: linkRules(policy.links),
    web: new LazyWeb(policy.links.brandDomains, (host) => domains.isGenuine(host)),
    blocklist: blocklistOf(blocklist),
  };
  const content = new LazyContent(policy.confidential);
  const withPeople = (known: readonly KnownName[], groupsOf?: GroupsOf): Gate => {
    const federation = new Federation(policy, account, groupsOf);
    return gateFor(known, { policy, domains, federation }, knowledge, content, withPeople);
  };
  return withPeople(people);
}

function gateFor(
  people: readonly KnownName[],
  company: Omit<PersonKnowledge, 'names'>,
  links: LinkKnowledge,
  content: LazyContent,
  withPeople: Gate['withPeople'],
): Gate {
  const persons = { ...company, names: new KnownNames(people, namesToProtect(company.policy)) };
  return {
    person: (jid, claimedName) => judgePerson(jid, claimedName, persons),
    inbound: (message) => judgeInbound(message, persons, links, content),
    outbound: (message) => judgeOutbound(message, persons, links, content),
    leaving: (text) => judgeLeaving(text, persons, content),
    leavingLong: (text, breathe) => judgeLeavingLong(text, persons, content, breathe),
    link: (url) => attempt('link', () => judgeUrl(url, links), verdictOf),
    ready: async () => {
      await Promise.all([content.load(), links.web.load()]);
    },
    linksReady: () => links.web.load(),
    withPeople,
  };
}

function blocklistOf(blocklist: BlocklistText): LinkKnowledge['blocklist'] {
  if (blocklist.kind === 'text') return readBlocklist(blocklist.text);
  return blocklist.kind === 'none' ? null : 'unreadable';
}

function judgeUrl(url: string, links: LinkKnowledge): Verdict {
  return judgeLink({ target: url, hidden: hiddenInAddress(url), hiddenBeside: [] }, links).verdict;
}

const shortestName = 4;

/** A help desk is known by what stands before the @: "it-support" at another domain is somebody else. */
function namesToProtect({ protectedNames, impersonation }: Policy): readonly string[] {
  const desks = impersonation.helpDeskJids.map((jid) => localOf(jid) ?? '');
  return [...protectedNames, ...desks.filter((name) => name.length >= shortestName)];
}
