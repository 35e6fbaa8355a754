import { z } from '../zod.ts';
import { actionSchema, directionSchema, findingSchema } from './confidential.ts';

/** Longest reason a writer may give, in UTF-16 code units. */
export const longestReason = 2000;

const leavingFindingSchema = findingSchema.extend({
  action: actionSchema.exclude(['off', 'monitor']),
  /** What the rule says; in a trial run more than what happens. */
  intended: actionSchema.exclude(['off', 'monitor']),
  /** The company's own words on its rule. */
  explanation: z.string().max(500).nullable(),
});
export type LeavingFinding = z.infer<typeof leavingFindingSchema>;

/** What a writer is shown before a text leaves. Nothing has left and nothing was stored. */
export const leavingQuestionSchema = z.strictObject({
  /** For one answer, to this text on its way to these people. */
  token: z.string().max(64),
  /** `notice`: leaves when the writer says so; `justify`: with a reason; `refuse`: not at all. */
  step: z.enum(['notice', 'justify', 'refuse']),
  direction: directionSchema,
  /** Policy tries its rules out: what would be stopped is only shown. */
  isTrial: z.boolean(),
  /** Strictest first. */
  findings: z.array(leavingFindingSchema).min(1).max(200),
  /** The shortest reason, in characters. */
  leastReason: z.number().int().positive(),
});
export type LeavingQuestion = z.infer<typeof leavingQuestionSchema>;

/** `reason` counts for `justify` alone. */
export const leavingAnswerSchema = z.strictObject({
  token: z.string().max(64),
  reason: z.string().max(longestReason),
});
export type LeavingAnswer = z.infer<typeof leavingAnswerSchema>;

/** What becomes of something that would leave: done, or a question first. */
export function doneOrAsked<T extends z.ZodType>(value: T) {
  return z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('done'), value }),
    z.strictObject({ outcome: z.literal('asked'), question: leavingQuestionSchema }),
  ]);
}

/** What was agreed to of a text, kept with it until it has left: no more than this goes without asking again. */
export const clearanceSchema = z.strictObject({
  rules: z.array(z.strictObject({ rule: z.string().max(64), step: z.enum(['notice', 'justify']) })).max(200),
  reason: z.string().max(longestReason).nullable(),
});
export type Clearance = z.infer<typeof clearanceSchema>;

/** How a disagreement with a finding went on: to the desk as well, or on record alone. */
export const disputeOutcomeSchema = z.enum(['desk', 'record']);
