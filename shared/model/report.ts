import { z } from '../zod.ts';
import { dispositionSchema } from './message.ts';

/** What the security desk found. */
export const reportVerdictSchema = z.enum(['malicious', 'harmless', 'exercise']);
export type ReportVerdict = z.infer<typeof reportVerdictSchema>;

export const reportOutcomeSchema = z.strictObject({
  verdict: reportVerdictSchema,
  /** Milliseconds since the epoch: when the desk said so. */
  at: z.number().int().nonnegative(),
});
export type ReportOutcome = z.infer<typeof reportOutcomeSchema>;

/** What somebody says became of a report. */
export interface ReportAnswer {
  readonly reportId: string;
  readonly verdict: ReportVerdict;
}

/** One place that a report goes to. */
export const reportWaySchema = z.strictObject({
  kind: z.enum(['desk', 'address', 'https', 'syslog', 'export']),
  /** The address, the host, the folder; empty for the log server. */
  name: z.string().max(4096),
  state: z.enum(['waiting', 'sent', 'refused']),
});
export type ReportWay = z.infer<typeof reportWaySchema>;

/** A report as the person who made it may see it. */
export const reportViewSchema = z.strictObject({
  disposition: dispositionSchema,
  /** Something was written to it. */
  isNoted: z.boolean(),
  ways: z.array(reportWaySchema).max(50),
  /** Null until the desk has answered. */
  outcome: reportOutcomeSchema.nullable(),
});
export type ReportView = z.infer<typeof reportViewSchema>;
