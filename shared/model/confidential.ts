import { z } from '../zod.ts';

/** What a detector looks for. `term`, `expression` and `fingerprint` are what policy itself names. */
export const detectorSchema = z.enum([
  'payment-card',
  'iban',
  'national-id',
  'private-key',
  'token',
  'credential',
  'personal-detail',
  'term',
  'expression',
  'fingerprint',
]);
export type Detector = z.infer<typeof detectorSchema>;

/** From "has the shape" to "checksum and the words around it agree"; the order is the meaning. */
export const confidences = ['low', 'medium', 'high'] as const;
export const confidenceSchema = z.enum(confidences);
export type Confidence = z.infer<typeof confidenceSchema>;

/** The ladder: `monitor` is only recorded, `notice` is shown, `justify` asks for a reason first; the order is the meaning. */
export const actions = ['off', 'monitor', 'notice', 'justify', 'block'] as const;
export const actionSchema = z.enum(actions);
export type Action = z.infer<typeof actionSchema>;

/** Inside: people of the company only. Outside: everybody else, and whatever others may see. */
export const directionSchema = z.enum(['inside', 'outside']);
export type Direction = z.infer<typeof directionSchema>;

export const matchSchema = z.strictObject({
  detector: detectorSchema,
  /** Which of its kind: "us-ssn", "github-token", the name that policy gave. */
  kind: z.string().max(100),
  /** In UTF-16 code units of the text, end exclusive. */
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  confidence: confidenceSchema,
  /** What may be shown and written down: never enough to use it. */
  masked: z.string().max(64),
});
export type Match = z.infer<typeof matchSchema>;

/** A rule that applies to the text, with what it applies to. */
export const findingSchema = z.strictObject({
  rule: z.string().max(64),
  action: actionSchema.exclude(['off']),
  /** All there are; `matches` holds the first few. */
  count: z.number().int().positive(),
  matches: z.array(matchSchema).max(20),
});
export type Finding = z.infer<typeof findingSchema>;

/** What becomes of a text before it leaves. `confirm`: it leaves when its writer has seen the findings, `justify` also with a reason. */
export const outboundDecisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('send') }),
  z.strictObject({
    kind: z.literal('confirm'),
    step: z.enum(['notice', 'justify']),
    findings: z.array(findingSchema).max(200),
  }),
  z.strictObject({ kind: z.literal('refuse'), findings: z.array(findingSchema).max(200) }),
]);
export type OutboundDecision = z.infer<typeof outboundDecisionSchema>;
