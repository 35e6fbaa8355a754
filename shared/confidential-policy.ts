import { actionSchema, actions, confidenceSchema, detectorSchema } from './model/confidential.ts';
import { z } from './zod.ts';

/** What a rule, a term list, an expression or a document is called: in the record, and where a rule speaks of it. */
const nameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be small letters, digits and hyphens');

const ruleSchema = z
  .strictObject({
    name: nameSchema,
    detectors: z.array(detectorSchema).min(1),
    kinds: z
      .array(nameSchema)
      .max(100)
      .default([])
      .describe('Only these kinds ("us-ssn", a term list’s name); empty: all of the detectors’.'),
    minCount: z.number().int().min(1).max(10_000).default(1),
    minConfidence: confidenceSchema.default('medium'),
    inside: actionSchema,
    outside: actionSchema,
    explanation: z
      .string()
      .trim()
      .min(1)
      .max(500)
      .nullable()
      .default(null)
      .describe('The company’s own words for whoever the rule stops or asks.'),
  })
  .refine(({ inside, outside }) => actions.indexOf(outside) >= actions.indexOf(inside), {
    path: ['outside'],
    message: 'outside is never looser than inside',
  });
export type ConfidentialRule = z.infer<typeof ruleSchema>;

/**
 * In force without any policy. Keys, tokens, cards and certain identities do not leave, and inside they are pointed at. What only
 * has the shape, and single details of people, is recorded.
 */
const strictRules: readonly z.input<typeof ruleSchema>[] = [
  { name: 'secrets', detectors: ['private-key', 'token', 'credential'], inside: 'notice', outside: 'block' },
  { name: 'cards', detectors: ['payment-card'], inside: 'notice', outside: 'block' },
  {
    name: 'identities',
    detectors: ['national-id'],
    minConfidence: 'high',
    inside: 'notice',
    outside: 'block',
  },
  { name: 'probable-identities', detectors: ['national-id', 'iban'], inside: 'monitor', outside: 'notice' },
  {
    name: 'lists-of-people',
    detectors: ['national-id', 'iban', 'personal-detail'],
    minCount: 10,
    minConfidence: 'low',
    inside: 'notice',
    outside: 'block',
  },
  {
    name: 'company',
    detectors: ['term', 'expression', 'fingerprint'],
    minConfidence: 'low',
    inside: 'monitor',
    outside: 'block',
  },
  {
    name: 'everything-else',
    detectors: ['payment-card', 'national-id', 'credential', 'personal-detail'],
    minConfidence: 'low',
    inside: 'monitor',
    outside: 'monitor',
  },
];

export const confidentialSchema = z
  .strictObject({
    mode: z
      .enum(['simulate', 'simulateWithTips', 'enforce'])
      .default('enforce')
      .describe(
        '`enforce`: as the rules say. `simulateWithTips`: nothing is stopped, what would be is shown. `simulate`: everything is only recorded. A new set of rules is best tried in one of those first.',
      ),
    rules: z
      .array(ruleSchema)
      .max(200)
      .prefault([...strictRules]),
    justificationMinChars: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .describe('The shortest reason a writer may give where a rule says `justify`.'),
    terms: z
      .array(
        z.strictObject({
          name: nameSchema,
          words: z.array(z.string().trim().min(2).max(200)).min(1).max(1000),
        }),
      )
      .max(100)
      .default([])
      .describe('Code names, customers, projects: whole words, in any case.'),
    expressions: z
      .array(z.strictObject({ name: nameSchema, pattern: z.string().min(1).max(1000) }))
      .max(100)
      .default([])
      .describe('RE2 syntax. One that RE2 does not take refuses the policy.'),
    fingerprints: z
      .array(
        z.strictObject({
          name: nameSchema,
          hashes: z
            .array(z.string().regex(/^[0-9a-f]{16}$/))
            .min(1)
            .max(20_000),
          leastShared: z
            .number()
            .int()
            .min(1)
            .max(1000)
            .default(2)
            .describe('How many hashes a text must share with the document.'),
        }),
      )
      .max(100)
      .default([])
      .describe('Documents by the hashes that `gatehouse fingerprint` prints.'),
    fileScan: z
      .boolean()
      .default(true)
      .describe('Reads the text of documents that leave by the same rules. Their names are always read.'),
    lures: z
      .boolean()
      .default(true)
      .describe('Notices on texts from outside that ask for what deceivers ask for.'),
    spamScore: z.boolean().default(true).describe('Scores the first text of strangers.'),
  })
  .refine(({ rules }) => new Set(rules.map(({ name }) => name)).size === rules.length, {
    path: ['rules'],
    message: 'two rules have the same name',
  });
export type Confidential = z.infer<typeof confidentialSchema>;
