import type { BareJid } from '../../shared/model/jid.ts';
import type { LeavingAnswer, LeavingQuestion } from '../../shared/model/leaving.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import type { RecordEvent } from '../audit/events.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Gate, LeavingText } from '../gate/gate.ts';
import { type Clearances, justified, type Leaving } from './clearances.ts';

interface LeavingRooms {
  readonly account: BareJid;
  readonly gate: () => Gate;
  readonly clearances: Clearances;
  readonly record: Pick<AuditRecord, 'append'>;
}

interface Words extends LeavingText {
  /** Whom it is about, when that is not who gets to see it. */
  readonly about?: BareJid;
}

/** The way out of every text that is no message: the same check, the same questions. */
export class LeavingWalk {
  readonly #rooms: LeavingRooms;

  constructor(rooms: LeavingRooms) {
    this.#rooms = rooms;
  }

  /** Null: it may leave, and is on record where there was something to say. @throws RecordError */
  async pass(words: Words, answer: LeavingAnswer | null): Promise<LeavingQuestion | null> {
    const { account, gate, clearances, record } = this.#rooms;
    if (words.text === '') return null;
    await gate().ready();
    const judgement = gate().leaving(words);
    const leaving = { kind: words.kind, peer: words.about ?? words.to ?? account, text: words.text };
    const passage = clearances.pass(leaving, judgement, answer);
    const { forRecord } = judgement;
    if (passage.kind === 'asked') {
      await record.append([decisionOnRecord(account, leaving, forRecord, outcomeOf(passage.question))]);
      return passage.question;
    }
    const reason = passage.clearance?.reason ?? null;
    if (passage.clearance !== null)
      await record.append([
        decisionOnRecord(account, leaving, justified(forRecord), 'confirmed', { reason }),
      ]);
    else if (forRecord.reasons.length > 0)
      await record.append([decisionOnRecord(account, leaving, forRecord, 'allowed')]);
    return null;
  }
}

export function outcomeOf({ step }: LeavingQuestion): 'asked' | 'refused' {
  return step === 'refuse' ? 'refused' : 'asked';
}

/** What was decided about a text of ours, with the text and its writer's reason sealed. */
export function decisionOnRecord(
  account: BareJid,
  { kind, peer, text }: Leaving,
  { level, reasons }: Verdict,
  outcome: 'allowed' | 'asked' | 'confirmed' | 'refused',
  { messageId = null, reason = null }: { messageId?: string | null; reason?: string | null } = {},
): RecordEvent {
  const codes = reasons.map(({ code }) => code);
  return {
    facts: { kind: 'decision', account, about: kind, peer, messageId, level, codes, outcome },
    content: {
      text,
      original: null,
      ...(reason === null ? {} : { justification: reason }),
      raw: '',
      reasons: [...reasons],
    },
  };
}
