import { z } from '../zod.ts';
import type { Brand } from './brand.ts';
import { bareJidSchema } from './jid.ts';
import { sharedFileSchema } from './shared-file.ts';
import { verdictSchema } from './verdict.ts';

/** Our own name of a message, a UUID made here; for an outgoing one also the stanza's `id` and origin-id (XEP-0359). */
export type MessageId = Brand<string, 'MessageId'>;
export const messageIdSchema = z.custom<MessageId>(
  (value) => typeof value === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  'not a message id',
);

/** Longest text sent or shown, in UTF-16 code units. A longer one that arrives is held. */
export const longestBody = 65_536;

export const linkFindingSchema = z.strictObject({
  /** Where the link stands in the body, in UTF-16 code units, end exclusive. */
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
  /** The normalised URL, exactly what would be opened. Empty when nothing ever can be: no URL, or a forbidden scheme. */
  url: z.string().max(longestBody),
  /** The real host in ASCII (A-labels); empty when there is none. */
  host: z.string().max(1024),
  verdict: verdictSchema,
});
export type LinkFinding = z.infer<typeof linkFindingSchema>;

export const messageStateSchema = z.enum(['received', 'queued', 'sending', 'sent', 'delivered', 'failed']);
export type MessageState = z.infer<typeof messageStateSchema>;

/** Why an outgoing message failed. `not-recorded`: it could not be put on record. `not-forwarded`: the record waits for the log server. `refused-by-server` and `no-such-person` come from the error stanza (RFC 6120 section 8.3). */
export const sendFailureSchema = z.enum([
  'blocked-by-policy',
  'refused-by-server',
  'no-such-person',
  'blocked-recipient',
  'too-large',
  'not-recorded',
  'not-forwarded',
]);
export type SendFailure = z.infer<typeof sendFailureSchema>;

/** none → undoable (five seconds) → queued (offline) → sent; `kept` when no desk is configured. */
export const reportStateSchema = z.enum(['none', 'undoable', 'queued', 'sent', 'kept']);
export type ReportState = z.infer<typeof reportStateSchema>;

/**
 * What a reporter takes a message for. `suspicious`: he has not said. `false-alarm`: what Gatehouse held or warned of is harmless, he says.
 * `exercise`: his company wanted to see whether he reports it; nobody says that but its signature.
 */
export const dispositionSchema = z.enum([
  'suspicious',
  'phishing',
  'spam',
  'other',
  'false-alarm',
  'exercise',
]);
/** What he may say of a report that he has made. */
export const chosenDispositionSchema = dispositionSchema.extract(['phishing', 'spam', 'other']);
export type ChosenDisposition = z.infer<typeof chosenDispositionSchema>;
export type Disposition = z.infer<typeof dispositionSchema>;

export const messageSchema = z.strictObject({
  id: messageIdSchema,
  /** Position in the archive; with `at` it orders the conversation: (at, position) ascending. */
  position: z.number().int().nonnegative(),
  peer: bareJidSchema,
  direction: z.enum(['in', 'out']),
  /** Milliseconds since the epoch; the server's stamp where there is one. */
  at: z.number().int().nonnegative(),
  body: z.string().max(longestBody),
  state: messageStateSchema,
  failure: sendFailureSchema.nullable(),
  verdict: verdictSchema,
  links: z.array(linkFindingSchema).max(200),
  /** What came or goes with it; `body` is words about it then, often none. */
  file: sharedFileSchema.nullable(),
  report: reportStateSchema,
});
export type Message = z.infer<typeof messageSchema>;

/** A place in a conversation; pages are asked for before or after it, exclusive. */
export const cursorSchema = z.strictObject({
  at: z.number().int().nonnegative(),
  position: z.number().int().nonnegative(),
});
export type Cursor = z.infer<typeof cursorSchema>;
