import type { Confidential } from '../../../shared/confidential-policy.ts';
import type { Reason } from '../../../shared/model/verdict.ts';
import { type TextInspection, textInspection } from './inspect-text.ts';
import { luresIn } from './lures.ts';
import { scoreSpam } from './spam/score-spam.ts';

/** What texts say, by the rules of one policy. */
export interface Content extends TextInspection {
  /** A text from outside; `isFirst`: of somebody nobody here knows. */
  readonly fromOutside: (body: string, isFirst: boolean) => readonly Reason[];
}

/** Loads tables; an expression that RE2 does not take throws. */
export function createContent(rules: Confidential): Content {
  return {
    ...textInspection(rules),
    fromOutside: (body, isFirst) => [
      ...(rules.lures ? luresIn(body) : []),
      ...(rules.spamScore && isFirst ? unsolicited(body) : []),
    ],
  };
}

/** A score only warns: it never holds by itself. */
function unsolicited(body: string): readonly Reason[] {
  const { score, isUnsolicited, words } = scoreSpam(body);
  if (!isUnsolicited) return [];
  return [
    {
      code: 'text.unsolicited',
      level: 'warn',
      params: { score: String(Math.round(score * 100)), words: words.join(', ') },
    },
  ];
}
