import { longestReason } from '../../shared/model/leaving.ts';
import { dispositionSchema } from '../../shared/model/message.ts';
import { reportVerdictSchema } from '../../shared/model/report.ts';
import { reasonSchema, verdictLevelSchema } from '../../shared/model/verdict.ts';
import { z } from '../../shared/zod.ts';
import { longestWords } from './record.ts';

/** Bare or full; RFC 7622 allows three parts of 1023 bytes. */
const address = z.string().max(3071);
const id = z.string().max(4096);
const words = z.string().max(longestWords);
/** A folder of 4096 bytes as a URI, in which each may be three characters. */
const longestDestination = 13_000;

const judged = {
  level: verdictLevelSchema,
  /** Of the reasons. Their parameters can quote the text, so they are content. */
  codes: z.array(z.string().max(64)).max(200),
};
const passage = {
  account: address,
  direction: z.enum(['in', 'out']),
  /** Our own id of the message. */
  id,
  stanzaId: id,
  peer: address,
  /** Full address as received; empty for our own. */
  from: address,
  /** Everybody who could see it when it passed, the account included. */
  audience: z.array(address).max(10_000),
};
/** `passed`: shown or sent. `held`: kept behind a warning. `stopped`: never sent. */
const outcome = z.enum(['passed', 'held', 'stopped']);
const way = {
  archiveId: id.nullable(),
  /** `archive`: fetched later. `carbon`: from another of our devices. */
  via: z.enum(['live', 'carbon', 'archive']),
  /** What the stanza or our clock says, milliseconds since the epoch; the entry has the time of writing. */
  sentAt: z.number().int().nonnegative(),
};

/** What happened. Readable by whoever reads the record. Shapes only grow: what is written must be understood for years. */
export const factsSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('message'),
    ...passage,
    ...judged,
    ...way,
    outcome,
  }),
  /** `replaces`: the id that its sender gave to the message it stands for from now on (XEP-0308). */
  z.strictObject({
    kind: z.literal('correction'),
    ...passage,
    ...judged,
    ...z.object(way).partial().shape,
    replaces: id,
    outcome,
  }),
  /** `retracts`: the id that its sender gave to the message that is taken back (XEP-0424). */
  z.strictObject({
    kind: z.literal('retraction'),
    ...passage,
    ...z.object(way).partial().shape,
    retracts: id,
  }),
  /** What the person wanted with somebody; `refused`: the server did not do it. */
  z.strictObject({
    kind: z.literal('contact'),
    account: address,
    peer: address,
    step: z.enum(['add', 'remove', 'accept', 'decline', 'block', 'unblock']),
    outcome: z.enum(['wanted', 'refused']),
  }),
  /** What the server has of the contact list, whoever changed it there. `list`: told at a sign-in, and other than what was known here. */
  z.strictObject({
    kind: z.literal('roster'),
    account: address,
    peer: address,
    step: z.enum(['added', 'changed', 'removed']),
    via: z.enum(['push', 'list']),
    /** Of a removed one: empty. */
    groups: z.array(z.string().max(1024)).max(200),
    subscription: z.enum(['none', 'to', 'from', 'both']),
  }),
  z.strictObject({
    kind: z.literal('decision'),
    account: address,
    /** `send` and what stands after it: a text of ours that would leave, by what it is. */
    about: z.enum([
      'link',
      'person',
      'withdrawal',
      // A text of ours that went out before the rule was there that would have stopped it.
      'sent',
      'send',
      'correction',
      'subject',
      'status',
      'nickname',
      'file-name',
      'file',
      'note',
    ]),
    peer: address,
    messageId: id.nullable(),
    ...judged,
    /** `asked`: it waits for its writer, and nothing has left. */
    outcome: z.enum(['allowed', 'refused', 'confirmed', 'declined', 'asked']),
  }),
  /** What policy let neither in nor out. Of many alike the first is told with what it was, of the others how many they were. */
  z.strictObject({
    kind: z.literal('border'),
    account: address,
    direction: z.enum(['in', 'out']),
    stanza: z.enum(['message', 'presence', 'iq']),
    /** Empty when they are of several. */
    peer: address,
    codes: z.array(z.string().max(64)).max(200),
    count: z.number().int().positive(),
  }),
  z.strictObject({
    kind: z.literal('sign-in'),
    account: address,
    /** `restored`: opened at start with the password from the keychain; the server has not answered yet. */
    outcome: z.enum(['accepted', 'refused', 'restored']),
    /** Why it was refused. */
    cause: z.string().max(64).nullable(),
  }),
  /** Somebody agreed to what the company says of its record, and then signed in. */
  z.strictObject({ kind: z.literal('consent'), account: address, textSha256: z.string().length(64) }),
  z.strictObject({ kind: z.literal('sign-out'), account: address, isForgotten: z.boolean() }),
  z.strictObject({
    kind: z.literal('policy'),
    source: z.string().max(64),
    /** What came after it was refused, or it was taken away. */
    isLastGood: z.boolean().default(false),
    /** SHA-256 of the policy in force, as JSON. */
    sha256: z.string().length(64),
    problems: z
      .array(
        z.strictObject({
          code: z.string().max(64),
          file: z.string().max(4096),
          place: z.string().max(1024),
        }),
      )
      .max(100),
  }),
  z.strictObject({
    kind: z.literal('report'),
    account: address,
    peer: address,
    messageId: id,
    reportId: id,
    step: z.enum(['submitted', 'undone', 'sent', 'kept', 'note', 'classified', 'answered']),
    disposition: dispositionSchema.optional(),
    /** What the desk says became of it. */
    outcome: reportVerdictSchema.optional(),
    /** Which of policy's other destinations; left out: the security desk. */
    to: z.string().max(longestDestination).optional(),
  }),
  /** What destinations were told beside reports: of withdrawals and false alarms, which are on record themselves. */
  z.strictObject({
    kind: z.literal('alert'),
    account: address,
    about: z.enum(['withdrawal', 'false-alarm']),
    alertId: id,
    /** `kept`: the destination does not take it. */
    step: z.enum(['sent', 'kept']),
    to: z.string().max(longestDestination),
  }),
  /** What became of a file that came with a message or was to go with one. Its name and where it is are content. */
  z.strictObject({
    kind: z.literal('file'),
    account: address,
    direction: z.enum(['in', 'out']),
    peer: address,
    messageId: id,
    /**
     * in: `received` with what the inspection says, or `failed`; then `saved`, `previewed`, `release-asked`, `released`, `expired`, or
     * `withdrawn`: held after a rule that is newer than it. out: `sending`
     * before any server hears of it, or `stopped`; then `shared` or `failed`.
     */
    step: z.enum([
      'received',
      'sending',
      'stopped',
      'shared',
      'failed',
      'saved',
      'previewed',
      'release-asked',
      'released',
      'expired',
      'withdrawn',
    ]),
    /** Why it failed. */
    cause: z.string().max(64).nullable(),
    /** By its content. */
    type: z.string().max(64).nullable(),
    size: z.number().int().nonnegative().nullable(),
    sha256: z.string().length(64).nullable(),
    ...judged,
  }),
  /** A writer says that a rule found what is not there. What was found is in the reasons, masked; the text is not here. */
  z.strictObject({
    kind: z.literal('false-alarm'),
    account: address,
    /** What the text was, as in a decision. */
    about: z.string().max(64),
    peer: address,
    rules: z.array(z.string().max(64)).max(200),
  }),
]);

/** What people wrote, and what quotes it: sealed, hashed or left out, as policy says. */
export const contentSchema = z.strictObject({
  /** The text; of a report its evidence, of a decision what was decided about. */
  text: words,
  /** What stood there before a correction or a retraction. */
  original: words.nullable(),
  /** Why its writer had to send it all the same. */
  justification: z.string().max(longestReason).optional(),
  /** The stanza as received. */
  raw: words,
  reasons: z.array(reasonSchema).max(200),
});
export type Content = z.infer<typeof contentSchema>;

/** One thing that goes on record. */
export const recordEventSchema = z.strictObject({ facts: factsSchema, content: contentSchema.nullable() });
export type RecordEvent = z.infer<typeof recordEventSchema>;
