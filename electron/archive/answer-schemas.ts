import { z } from 'zod';
import { conversationSchema, lastFileSchema } from '../../shared/model/conversation.ts';
import { bareJidSchema } from '../../shared/model/jid.ts';
import { clearanceSchema } from '../../shared/model/leaving.ts';
import {
  dispositionSchema,
  linkFindingSchema,
  type Message,
  messageIdSchema,
  messageSchema,
} from '../../shared/model/message.ts';
import { reportOutcomeSchema } from '../../shared/model/report.ts';
import { securityActivitySchema, securityEventSchema } from '../../shared/model/security.ts';
import { sharedFileSchema } from '../../shared/model/shared-file.ts';
import { reasonSchema, type Verdict, verdictLevelSchema, verdictSchema } from '../../shared/model/verdict.ts';
import type { Archive, StoredFile } from './archive.ts';
import type { Answer } from './protocol.ts';

/**
 * How main reads what the worker took from the disk. An earlier version may have written what is none by today's rules (an address,
 * a reason): such a row is left out of lists, and a verdict that is not understood any more is held, because unknown is never clean.
 */

/** A list without what cannot be read. */
function readable<T>(schema: z.ZodType<T>) {
  return z
    .array(z.unknown())
    .transform((rows) => rows.map((row) => schema.safeParse(row)))
    .transform((results) => results.flatMap((result) => (result.success ? [result.data] : [])));
}

const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
});

const judgementSchema = z.object({
  verdict: json.pipe(verdictSchema),
  links: json.pipe(z.array(linkFindingSchema).max(200)),
});

const notUnderstood: Verdict = {
  level: 'hold',
  reasons: [{ code: 'check.failed', level: 'hold', params: { check: 'archive' } }],
};

/** One that is not understood is not offered. */
const shownFileSchema = z.string().pipe(json).pipe(sharedFileSchema).nullable().catch(null);

const storedMessageSchema = messageSchema
  .extend({ verdict: z.string(), links: z.string(), file: shownFileSchema })
  .transform((row): Message => {
    const judgement = judgementSchema.safeParse(row);
    return { ...row, ...(judgement.success ? judgement.data : { verdict: notUnderstood, links: [] }) };
  });

const storedConversationSchema = z
  .object({
    peer: z.unknown(),
    unread: z.unknown(),
    draft: z.unknown(),
    last_id: z.unknown(),
    last_preview: z.unknown(),
    last_at: z.unknown(),
    last_direction: z.unknown(),
    last_level: verdictLevelSchema.catch('hold'),
    last_state: z.unknown(),
    last_file: z.string().pipe(json).pipe(lastFileSchema).nullable().catch(null),
  })
  .transform((row) => ({
    peer: row.peer,
    unread: row.unread,
    draft: row.draft,
    last:
      row.last_id === null
        ? null
        : {
            id: row.last_id,
            preview: row.last_preview,
            at: row.last_at,
            direction: row.last_direction,
            level: row.last_level,
            state: row.last_state,
            file: row.last_file,
          },
  }))
  .pipe(conversationSchema);

const storedFileSchema = z
  .strictObject({
    shown: json.pipe(sharedFileSchema),
    url: z.string(),
    announced: json.pipe(
      z.strictObject({
        name: z.string(),
        size: z.number().nullable(),
        mediaType: z.string().nullable(),
        sha256: z.string().nullable(),
      }),
    ),
    sealed: json.pipe(z.strictObject({ name: z.string(), key: z.string() })).nullable(),
    releaseCode: z.string().nullable(),
  })
  .transform((file): StoredFile => file);

const storedEvidenceSchema = z.strictObject({
  message: storedMessageSchema,
  raw: z.string(),
  from: z.string(),
  stanzaId: z.string(),
  archiveId: z.string().nullable(),
});

const postsSchema = z.array(
  z.strictObject({ url: z.string(), state: z.enum(['waiting', 'sent', 'refused']) }),
);

const noteSchema = z.strictObject({
  id: z.string(),
  // Earlier versions wrote none.
  kind: z.enum(['words', 'disposition']).default('words'),
  text: z.string(),
  isSent: z.boolean(),
});

const storedReportSchema = z.strictObject({
  messageId: messageIdSchema,
  reportId: z.string(),
  peer: bareJidSchema,
  state: z.enum(['undoable', 'queued', 'sent', 'kept']),
  disposition: dispositionSchema,
  outcome: json.pipe(reportOutcomeSchema).nullable().catch(null),
  xarf: z.string(),
  text: z.string(),
  createdAt: z.number().int().nonnegative(),
  notes: json.pipe(z.array(noteSchema)),
  posts: json.pipe(postsSchema),
});

const storedAlertSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['withdrawal', 'false-alarm']),
  createdAt: z.number().int().nonnegative(),
  text: z.string(),
  json: z.string(),
  posts: json.pipe(postsSchema),
});

const storedPersonSchema = z.strictObject({
  jid: bareJidSchema,
  name: z.string(),
  groups: json.pipe(z.array(z.string())),
  subscription: z.enum(['none', 'to', 'from', 'both']),
  isAskedByUs: z.literal([0, 1]).transform((value) => value === 1),
});

const storedActivitySchema = securityActivitySchema.extend({
  latest: readable(
    securityEventSchema.extend({ reason: json.pipe(reasonSchema.nullable()).nullable().catch(null) }),
  ),
});

const message = storedMessageSchema.nullable().catch(null);
const messages = readable(storedMessageSchema);
const conversation = storedConversationSchema.nullable().catch(null);
const nothing = z.undefined();

export const answerSchemas: { readonly [N in keyof Archive]: z.ZodType<Answer<N>> } = {
  open: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.enum(['opened', 'created']) }),
    z.strictObject({ outcome: z.literal('reset'), keptAs: z.string() }),
  ]),
  close: nothing,
  store: z.array(
    z.strictObject({ outcome: z.enum(['stored', 'known']), message: storedMessageSchema }).readonly(),
  ),
  message,
  ownMessage: message,
  lastNamed: message,
  evidence: storedEvidenceSchema.nullable().catch(null),
  evidenceBefore: readable(storedEvidenceSchema),
  setState: message,
  setVerdict: message,
  file: storedFileSchema.nullable().catch(null),
  setFile: message,
  keptFiles: readable(z.strictObject({ id: messageIdSchema, file: storedFileSchema })),
  passedAfter: messages,
  withdraw: message,
  noteActivity: nothing,
  activity: storedActivitySchema,
  judgedBy: z.string().nullable(),
  setJudgedBy: nothing,
  clearance: json.pipe(clearanceSchema).nullable().catch(null),
  setClearance: nothing,
  discard: message,
  page: z.strictObject({ messages, hasOlder: z.boolean(), hasNewer: z.boolean() }),
  oldestArchiveId: z.string().nullable(),
  lastArchiveId: z.string().nullable(),
  setComplete: nothing,
  isComplete: z.boolean(),
  conversations: readable(storedConversationSchema),
  conversation,
  accepted: readable(bareJidSchema),
  accept: nothing,
  forget: nothing,
  markRead: conversation,
  setDraft: storedConversationSchema,
  unsent: messages,
  search: messages,
  people: readable(storedPersonSchema),
  setPeople: nothing,
  setReport: message,
  removeReport: message,
  report: storedReportSchema.nullable().catch(null),
  reportNamed: storedReportSchema.nullable().catch(null),
  openReports: readable(storedReportSchema),
  setAlert: nothing,
  removeAlert: nothing,
  alerts: readable(storedAlertSchema),
};
