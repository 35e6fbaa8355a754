import { createHash } from 'node:crypto';
import type { Confidential } from '../../shared/confidential-policy.ts';
import { actions, type OutboundDecision } from '../../shared/model/confidential.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type {
  Clearance,
  LeavingAnswer,
  LeavingFinding,
  LeavingQuestion,
} from '../../shared/model/leaving.ts';
import { isAtLeast, type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import type { LeavingJudgement, LeavingText } from '../gate/gate.ts';

/** A text on its way out, with where it goes: what an answer is good for. */
export interface Leaving {
  readonly kind: 'send' | LeavingText['kind'];
  readonly peer: BareJid;
  readonly text: string;
}

export type Passage =
  | { readonly kind: 'cleared'; readonly clearance: Clearance | null }
  | { readonly kind: 'asked'; readonly question: LeavingQuestion };

/** A question as its writer saw it. */
export interface Dispute extends Pick<Leaving, 'kind' | 'peer'> {
  readonly question: LeavingQuestion;
}

interface Asked extends Dispute {
  readonly digest: string;
  isDisputed: boolean;
}

interface Options {
  /** Those in force. */
  readonly rules: () => Confidential;
  readonly newToken: () => string;
}

const mostAsked = 32;

/**
 * The questions that writers have open. An answer is good once, for exactly the text, the people and the findings that its question
 * was about: a page that lies about any of them gets the question again.
 */
export class Clearances {
  readonly #options: Options;
  readonly #asked = new Map<string, Asked>();

  constructor(options: Options) {
    this.#options = options;
  }

  pass(leaving: Leaving, judgement: LeavingJudgement, answer: LeavingAnswer | null): Passage {
    const { decision } = judgement;
    if (decision.kind === 'send') return { kind: 'cleared', clearance: null };
    const digest = digestOf(leaving, decision);
    const clearance =
      answer === null || decision.kind === 'refuse' ? null : this.#redeem(answer, digest, decision);
    if (clearance !== null) return { kind: 'cleared', clearance };
    return { kind: 'asked', question: this.#ask(leaving, judgement, decision, digest) };
  }

  /** What the writer disagrees with; null for a second time, or when nothing like it was asked. */
  dispute(token: string): Dispute | null {
    const asked = this.#asked.get(token);
    if (asked === undefined || asked.isDisputed) return null;
    asked.isDisputed = true;
    return asked;
  }

  #redeem(
    { token, reason }: LeavingAnswer,
    digest: string,
    { step, findings }: Extract<OutboundDecision, { kind: 'confirm' }>,
  ): Clearance | null {
    const asked = this.#asked.get(token);
    this.#asked.delete(token);
    const given = reason.trim();
    if (asked?.digest !== digest) return null;
    if (step === 'justify' && [...given].length < this.#options.rules().justificationMinChars) return null;
    return {
      rules: findings.flatMap(({ rule, action }) =>
        action === 'notice' || action === 'justify' ? [{ rule, step: action }] : [],
      ),
      reason: step === 'justify' ? given : null,
    };
  }

  #ask(
    { kind, peer }: Leaving,
    { direction }: LeavingJudgement,
    decision: Exclude<OutboundDecision, { kind: 'send' }>,
    digest: string,
  ): LeavingQuestion {
    const rules = this.#options.rules();
    const question: LeavingQuestion = {
      token: this.#options.newToken(),
      step: decision.kind === 'refuse' ? 'refuse' : decision.step,
      direction,
      isTrial: rules.mode === 'simulateWithTips',
      findings: decision.findings.flatMap(({ action, ...finding }): LeavingFinding[] => {
        if (action === 'monitor') return [];
        const rule = rules.rules.find(({ name }) => name === finding.rule);
        const says = rule?.[direction] ?? action;
        const intended = says === 'off' || says === 'monitor' ? action : says;
        return [{ ...finding, action, intended, explanation: rule?.explanation ?? null }];
      }),
      leastReason: rules.justificationMinChars,
    };
    this.#asked.set(question.token, { kind, peer, question, digest, isDisputed: false });
    for (const oldest of this.#asked.keys()) {
      if (this.#asked.size <= mostAsked) break;
      this.#asked.delete(oldest);
    }
    return question;
  }
}

/** Whether it may go with what was agreed to: also later, when the rules may have become stricter. */
export function mayLeave(
  { verdict, decision }: Pick<LeavingJudgement, 'verdict' | 'decision'>,
  clearance: Clearance | null,
): boolean {
  if (verdict.reasons.some(({ code, level }) => isAtLeast(level, 'hold') && code !== 'confidential.justify'))
    return false;
  if (decision.kind !== 'confirm') return decision.kind === 'send';
  return decision.findings.every(({ rule, action }) =>
    clearance?.rules.some(
      (agreed) => agreed.rule === rule && actions.indexOf(agreed.step) >= actions.indexOf(action),
    ),
  );
}

/** The verdict when its writer has given a reason: what asked for it holds no more. */
export function justified(verdict: Verdict): Verdict {
  return verdictOf(
    verdict.reasons.map((reason) =>
      reason.code === 'confidential.justify'
        ? { ...reason, code: 'confidential.justified', level: 'notice' }
        : reason,
    ),
  );
}

function digestOf({ kind, peer, text }: Leaving, decision: OutboundDecision): string {
  return createHash('sha256')
    .update(JSON.stringify([kind, peer, text, decision]))
    .digest('hex');
}
