import { type LinkFinding, longestBody } from '../../../shared/model/message.ts';
import { type Reason, verdictOf } from '../../../shared/model/verdict.ts';
import { attempt } from '../check.ts';
import { type FoundLink, findLinks, mostLinks } from './find-links.ts';
import { judgeLink, type LinkKnowledge } from './judge-link.ts';
import { registered } from './known-domains.ts';

export interface LinksIn {
  readonly links: readonly LinkFinding[];
  /** What keeps the whole text from being judged. */
  readonly reasons: readonly Reason[];
}

/** Every link of a text with its verdict. A link that cannot be judged cannot be opened. */
export function linksIn(body: string, knowledge: LinkKnowledge): LinksIn {
  return attempt(
    'links',
    () => find(body, knowledge),
    (reasons) => ({ links: [], reasons }),
  );
}

function find(body: string, knowledge: LinkKnowledge): LinksIn {
  const { links, isComplete } = findLinks(body.slice(0, longestBody), (host) =>
    knowledge.domains.isLocalName(host),
  );
  const tooMany: Reason = {
    code: 'text.too-many-links',
    level: 'hold',
    params: { limit: String(mostLinks) },
  };
  const found = links.map((link) => judged(link, knowledge));
  return {
    links: found.map((link, at) => withText(link, found[at - 1], body)),
    reasons: isComplete ? [] : [tooMany],
  };
}

/** `[corp.test](https://evil.example)` and `corp.test <https://evil.example>`: what is read is another site than what opens. */
function withText(link: LinkFinding, before: LinkFinding | undefined, body: string): LinkFinding {
  if (before === undefined || before.host === '' || link.host === '') return link;
  const between = body.slice(before.end, link.start);
  if (!/^(?:\]\(<?|\s?<)$/.test(between) || registered(before.host).domain === registered(link.host).domain)
    return link;
  const reason: Reason = {
    code: 'link.text-differs',
    level: 'warn',
    params: { host: link.host, written: before.host },
  };
  return { ...link, verdict: verdictOf([...link.verdict.reasons, reason]) };
}

function judged(link: FoundLink, knowledge: LinkKnowledge): LinkFinding {
  const { start, end } = link;
  const unjudged = (reasons: readonly Reason[]) => ({ url: '', host: '', verdict: verdictOf(reasons) });
  return { start, end, ...attempt('link', () => judgeLink(link, knowledge), unjudged) };
}
