import { z } from '../zod.ts';
import { bareJidSchema } from './jid.ts';
import { messageIdSchema } from './message.ts';
import { reasonSchema } from './verdict.ts';

/**
 * `held`: a message from others, kept behind its reason, or a file with one. `withdrawn`: shown until a new rule stopped it. `reported`: by the person here.
 * `stopped`: a text of ours that a rule let nobody send. `confirmed`: one that left when its writer had seen the findings. `link-stopped`: at
 * the click. `false-alarm`: what the writer said of a rule. `reported-…`: what it was reported as, where that is not danger. `found-…`:
 * what the desk says became of a report.
 */
export const securityEventKindSchema = z.enum([
  'held',
  'withdrawn',
  'reported',
  'stopped',
  'confirmed',
  'link-stopped',
  'false-alarm',
  'reported-exercise',
  'reported-false-alarm',
  'found-malicious',
  'found-harmless',
  'found-exercise',
]);
export type SecurityEventKind = z.infer<typeof securityEventKindSchema>;

export const securityEventSchema = z.strictObject({
  kind: securityEventKindSchema,
  /** Milliseconds since the epoch. */
  at: z.number().int().nonnegative(),
  peer: bareJidSchema,
  /** Where to look at it; null for a text that became no message. */
  messageId: messageIdSchema.nullable(),
  /** The strictest there was. */
  reason: reasonSchema.nullable(),
});
export type SecurityEvent = z.infer<typeof securityEventSchema>;

/** What the archive knows of the time asked for. */
export const securityActivitySchema = z.strictObject({
  held: z.number().int().nonnegative(),
  withdrawn: z.number().int().nonnegative(),
  reported: z.number().int().nonnegative(),
  stopped: z.number().int().nonnegative(),
  /** Newest first. */
  latest: z.array(securityEventSchema).max(100),
});
export type SecurityActivity = z.infer<typeof securityActivitySchema>;

/** How the record is doing. */
export const recordStateSchema = z.strictObject({
  /** Null until the first entry of this start. */
  entries: z.number().int().nonnegative().nullable(),
  /** What the last signed head covers. */
  signed: z.strictObject({ entries: z.number().int().nonnegative(), at: z.number().int() }).nullable(),
  content: z.enum(['full', 'hashed', 'metadata']),
  companyKeys: z.number().int().nonnegative(),
  /** Bytes of the record, of what policy allows it, and that the disk has left; null: unknown. */
  bytes: z.number().nonnegative().nullable(),
  quotaBytes: z.number().nonnegative(),
  freeBytes: z.number().nonnegative().nullable(),
  onDiskFull: z.enum(['stopSending', 'dropOldest']),
  /** The last thing that could not be written, until something could again. */
  problem: z
    .enum(['disk-full', 'quota', 'bad-event', 'company-key', 'not-open', 'crashed', 'failed'])
    .nullable(),
});
export type RecordState = z.infer<typeof recordStateSchema>;

/** What IT decided and what came of it, for whoever wants to know how safe this Gatehouse is. */
export const securityOverviewSchema = z.strictObject({
  /** When the policy took effect, in this run of the program. */
  policySince: z.number().int().nonnegative(),
  /** The first half of its SHA-256: the same as on record. */
  policyId: z.string().length(16),
  /** What `activity` looks back over, in days. */
  days: z.number().int().positive(),
  activity: securityActivitySchema,
  record: recordStateSchema,
});
export type SecurityOverview = z.infer<typeof securityOverviewSchema>;
