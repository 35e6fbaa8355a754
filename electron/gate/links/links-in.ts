import { type LinkFinding, longestBody } from '../../../shared/model/message.ts';
import { type Reason, verdictOf } from '../../../shared/model/verdict.ts';
import { attempt } from '../check.ts';
import { type FoundLink, findLinks, mostLinks } from './find-links.ts';
import { judgeLink, type LinkKnowledge } from './judge-link.ts';

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
  return { links: links.map((link) => judged(link, knowledge)), reasons: isComplete ? [] : [tooMany] };
}

function judged(link: FoundLink, knowledge: LinkKnowledge): LinkFinding {
  const { start, end } = link;
  const unjudged = (reasons: readonly Reason[]) => ({ url: '', host: '', verdict: verdictOf(reasons) });
  return { start, end, ...attempt('link', () => judgeLink(link, knowledge), unjudged) };
}
