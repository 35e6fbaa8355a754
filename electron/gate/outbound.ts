import type { Direction } from '../../shared/model/confidential.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import { longestBody } from '../../shared/model/message.ts';
import { notAccepted, type Reason, verdictOf } from '../../shared/model/verdict.ts';
import { askAll, attempt, type Check, failed } from './check.ts';
import type { LazyContent } from './content/lazy-content.ts';
import { hiddenCharacters } from './content/text.ts';
import type { LeavingJudgement, LeavingText, OutboundJudgement, OutboundMessage } from './gate.ts';
import type { LinkKnowledge } from './links/judge-link.ts';
import { linksIn } from './links/links-in.ts';
import type { PersonKnowledge } from './person.ts';

/** The links of our own text are judged for showing only: what a person may send is decided by whom it goes to and what it is. */
export function judgeOutbound(
  message: OutboundMessage,
  people: PersonKnowledge,
  knowledge: LinkKnowledge,
  content: LazyContent,
): OutboundJudgement {
  const checks: readonly Check<OutboundMessage>[] = [
    { name: 'recipient', ask: (recipient) => mayBeWrittenTo(recipient, people) },
    { name: 'blocking', ask: ({ isBlocked }) => blocking(isBlocked) },
    { name: 'text', ask: ({ body }) => text(body) },
    { name: 'hidden-characters', ask: ({ body }) => hiddenCharacters(body) },
  ];
  const confidential = inspect(message.body, message.to, people, content);
  const reasons = askAll(checks, message);
  return {
    ...confidential,
    verdict: verdictOf([...reasons, ...confidential.verdict.reasons]),
    forRecord: verdictOf([...reasons, ...confidential.forRecord.reasons]),
    links: linksIn(message.body, knowledge).links,
  };
}

export function judgeLeaving(
  leaving: LeavingText,
  people: PersonKnowledge,
  content: LazyContent,
): LeavingJudgement {
  return inspect(leaving.text, leaving.to, people, content);
}

export async function judgeLeavingLong(
  { text: words, to }: LeavingText,
  people: PersonKnowledge,
  content: LazyContent,
  breathe: () => Promise<void>,
): Promise<LeavingJudgement> {
  const direction = directionTo(to, people);
  try {
    return { direction, ...(await content.now().inspectLong(words, direction, breathe)) };
  } catch (error) {
    return notLookedAt(direction, failed('content', error instanceof Error ? error.name : typeof error));
  }
}

function inspect(
  body: string,
  to: BareJid | null,
  people: PersonKnowledge,
  content: LazyContent,
): LeavingJudgement {
  const direction = directionTo(to, people);
  return attempt<LeavingJudgement>(
    'content',
    () => ({ direction, ...content.now().inspect(body, direction) }),
    (reasons) => notLookedAt(direction, reasons),
  );
}

/** What could not be looked at does not leave. */
function notLookedAt(direction: Direction, reasons: readonly Reason[]): LeavingJudgement {
  return {
    direction,
    verdict: verdictOf(reasons),
    forRecord: verdictOf(reasons),
    decision: { kind: 'refuse', findings: [] },
    findings: [],
  };
}

function directionTo(to: BareJid | null, { federation }: PersonKnowledge): Direction {
  return to !== null && federation.placeOf(to).place === 'inside' ? 'inside' : 'outside';
}

function mayBeWrittenTo(
  { to, isStranger }: OutboundMessage,
  { federation }: PersonKnowledge,
): readonly Reason[] {
  const forbidden = federation.forbids(to);
  if (forbidden !== null) return [forbidden];
  return isStranger ? [notAccepted] : [];
}

function blocking(isBlocked: boolean): readonly Reason[] {
  return isBlocked ? [{ code: 'outbound.recipient-blocked', level: 'block', params: {} }] : [];
}

function text(body: string): readonly Reason[] {
  if (body.trim() === '') return [{ code: 'text.empty', level: 'block', params: {} }];
  if (body.length <= longestBody) return [];
  return [{ code: 'text.too-long', level: 'block', params: { limit: String(longestBody) } }];
}
