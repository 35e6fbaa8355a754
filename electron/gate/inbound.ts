import type { BareJid } from '../../shared/model/jid.ts';
import { type Reason, verdictOf } from '../../shared/model/verdict.ts';
import { askAll, type Check } from './check.ts';
import type { LazyContent } from './content/lazy-content.ts';
import { hiddenCharacters, length } from './content/text.ts';
import type { InboundJudgement, InboundMessage, Invitation } from './gate.ts';
import type { LinkKnowledge } from './links/judge-link.ts';
import { linksIn } from './links/links-in.ts';
import { isHelpDesk, judgePerson, type PersonKnowledge } from './person.ts';
import { asciiAddress } from './trust/ascii-address.ts';

export function judgeInbound(
  message: InboundMessage,
  people: PersonKnowledge,
  knowledge: LinkKnowledge,
  content: LazyContent,
): InboundJudgement {
  const found = linksIn(message.body, knowledge);
  const checks: readonly Check<InboundMessage>[] = [
    { name: 'person', ask: ({ from, name }) => judgePerson(from, name, people).verdict.reasons },
    { name: 'links', ask: () => [...found.reasons, ...found.links.flatMap((link) => link.verdict.reasons)] },
    { name: 'length', ask: ({ body }) => length(body) },
    { name: 'hidden-characters', ask: ({ body }) => hiddenCharacters(body) },
    { name: 'content', ask: ({ from, body }) => fromOutside(from, body, people, content) },
    { name: 'encryption', ask: ({ isEncrypted }) => encryption(isEncrypted) },
    { name: 'invitation', ask: (invited) => invitation(invited.invitation ?? null) },
  ];
  return { verdict: verdictOf(strictestFew(askAll(checks, message))), links: found.links };
}

/** Colleagues may speak of everything; only who is no colleague, no partner and no contact is a stranger. */
function fromOutside(
  from: BareJid,
  body: string,
  { federation, names, policy }: PersonKnowledge,
  content: LazyContent,
): readonly Reason[] {
  const { place } = federation.placeOf(from);
  if (place === 'inside' || isHelpDesk(from, { policy })) return [];
  return content.now().fromOutside(body, place === 'unknown' && !names.has(from));
}

function encryption(isEncrypted: boolean): readonly Reason[] {
  return isEncrypted ? [{ code: 'text.encrypted-unreadable', level: 'notice', params: {} }] : [];
}

function invitation(to: Invitation | null): readonly Reason[] {
  if (to === null) return [];
  const params = { room: asciiAddress(to.room), by: to.by === null ? '' : asciiAddress(to.by) };
  return [{ code: 'text.invitation', level: 'notice', params }];
}

/** Two hundred links may have more reasons than a verdict holds (shared/model/verdict.ts). */
const mostReasons = 200;

function strictestFew(reasons: readonly Reason[]): readonly Reason[] {
  return verdictOf(reasons).reasons.slice(0, mostReasons);
}
