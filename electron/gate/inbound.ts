import type { BareJid } from '../../shared/model/jid.ts';
import { type Reason, verdictOf } from '../../shared/model/verdict.ts';
import { askAll, type Check } from './check.ts';
import { hiddenCharacters, length } from './content/text.ts';
import type { InboundJudgement } from './gate.ts';
import type { LinkKnowledge } from './links/judge-link.ts';
import { linksIn } from './links/links-in.ts';
import { judgePerson, type PersonKnowledge } from './person.ts';

export interface InboundMessage {
  readonly from: BareJid;
  readonly name: string;
  readonly body: string;
  readonly isEncrypted: boolean;
}

export function judgeInbound(
  message: InboundMessage,
  people: PersonKnowledge,
  knowledge: LinkKnowledge,
): InboundJudgement {
  const found = linksIn(message.body, knowledge);
  const checks: readonly Check<InboundMessage>[] = [
    { name: 'person', ask: ({ from, name }) => judgePerson(from, name, people).verdict.reasons },
    { name: 'links', ask: () => [...found.reasons, ...found.links.flatMap((link) => link.verdict.reasons)] },
    { name: 'length', ask: ({ body }) => length(body) },
    { name: 'hidden-characters', ask: ({ body }) => hiddenCharacters(body) },
    { name: 'encryption', ask: ({ isEncrypted }) => encryption(isEncrypted) },
  ];
  return { verdict: verdictOf(strictestFew(askAll(checks, message))), links: found.links };
}

function encryption(isEncrypted: boolean): readonly Reason[] {
  return isEncrypted ? [{ code: 'text.encrypted-unreadable', level: 'notice', params: {} }] : [];
}

/** Two hundred links may have more reasons than a verdict holds (shared/model/verdict.ts). */
const mostReasons = 200;

function strictestFew(reasons: readonly Reason[]): readonly Reason[] {
  return verdictOf(reasons).reasons.slice(0, mostReasons);
}
