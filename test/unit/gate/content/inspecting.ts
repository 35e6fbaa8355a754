import { type Inspection, textInspection } from '../../../../electron/gate/content/inspect-text.ts';
import type { Direction } from '../../../../shared/model/confidential.ts';
import { policySchema } from '../../../../shared/policy.ts';

/** What the gate makes of a text, by the strict default or by the rules given. */
export function inspect(
  text: string,
  direction: Direction = 'outside',
  confidential: object = {},
): Inspection {
  return textInspection(policySchema.parse({ confidential }).confidential).inspect(text, direction);
}

/** "kind confidence" of everything found. */
export function found(text: string, confidential: object = {}): readonly string[] {
  return inspect(text, 'outside', confidential).matches.map(
    ({ kind, confidence }) => `${kind} ${confidence}`,
  );
}
