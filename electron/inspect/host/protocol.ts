import { verdictSchema } from '../../../shared/model/verdict.ts';
import type { BlocklistText, Policy } from '../../../shared/policy.ts';
import { z } from '../../../shared/zod.ts';
import { mostCuts, mostInstead, uncutCauses } from '../strip/cut.ts';

/** What the process decides by; sent before the first file, and again when they have changed. */
export interface InspectionRules {
  readonly policy: Policy;
  /** Bare address of the signed-in account: links are judged from its point of view. */
  readonly account: string;
  readonly blocklist: BlocklistText;
  /** SHA-256 of policy and of its file. `unreadable`: the file is configured and cannot be read. */
  readonly blockedHashes: readonly string[] | 'unreadable';
  /** The texts of policy.files.yaraRuleFiles, in their order. `unreadable`: one of them is. */
  readonly yaraRules: readonly string[] | 'unreadable';
}

/** `text`: its words, for rules about what may leave. `cuts`: what has to go before it may. */
export type Wanted = 'verdict' | 'text' | 'cuts';

/** What is wrong with YARA rules. */
const rulesProblemSchema = z.strictObject({
  /** Of all of them in a row, from 1; null where it is none of the lines. */
  line: z.number().int().nonnegative().nullable(),
  /** In YARA's words, or what failed. */
  says: z.string().max(200),
});
export type RulesProblem = z.infer<typeof rulesProblemSchema>;

/** To the process. One file at a time: `begin`, its pieces (the next after `more`) or where it lies sealed, `end`. */
export type ToInspector =
  | { readonly kind: 'rules'; readonly rules: InspectionRules }
  | { readonly kind: 'check'; readonly yaraRules: readonly string[] }
  | {
      readonly kind: 'begin';
      readonly want: Wanted;
      readonly name: string;
      readonly declaredType: string | null;
    }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array }
  | { readonly kind: 'sealed'; readonly path: string; readonly key: Uint8Array }
  | { readonly kind: 'end' }
  /** The rest of a text. */
  | { readonly kind: 'next' };

/** Characters of a text that are sent at once. */
export const longestPiece = 256 * 1024;

const cutSchema = z
  .strictObject({
    from: z.number().int().nonnegative(),
    to: z.number().int().positive(),
    /** Hexadecimal. */
    instead: z
      .string()
      .max(2 * mostInstead)
      .regex(/^(?:[0-9a-f]{2})*$/),
    fill: z.number().int().min(0).max(255).nullable(),
  })
  .refine(({ from, to }) => from < to)
  .refine(({ from, to, instead, fill }) => fill === null || instead.length <= 2 * (to - from));

/** From the process, which has read hostile bytes: nothing of it is believed beyond its form. */
export const fromInspectorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('more') }),
  z.strictObject({
    kind: z.literal('judged'),
    type: z.string().regex(/^[a-z0-9-]{1,40}$/),
    verdict: verdictSchema,
  }),
  z.strictObject({ kind: z.literal('checked'), problem: rulesProblemSchema.nullable() }),
  /** Null: it could not be read, or not all of it. A long one comes piece by piece, as main stands still while it takes one. */
  z.strictObject({
    kind: z.literal('text'),
    text: z.string().max(longestPiece).nullable(),
    isLast: z.boolean(),
  }),
  z.strictObject({
    kind: z.literal('cuts'),
    cuts: z
      .array(cutSchema)
      .max(mostCuts)
      .refine((cuts) => cuts.every(({ from }, index) => from >= (cuts[index - 1]?.to ?? 0)))
      .refine((cuts) => cuts.reduce((sum, { instead }) => sum + instead.length / 2, 0) <= mostInstead),
  }),
  z.strictObject({ kind: z.literal('uncut'), cause: z.enum([...uncutCauses, 'failed']) }),
]);
export type FromInspector = z.infer<typeof fromInspectorSchema>;
