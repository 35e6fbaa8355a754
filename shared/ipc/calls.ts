import { conversationSchema } from '../model/conversation.ts';
import { forwardingStateSchema } from '../model/forwarding.ts';
import { bareJidSchema } from '../model/jid.ts';
import { disputeOutcomeSchema, doneOrAsked, leavingAnswerSchema } from '../model/leaving.ts';
import {
  chosenDispositionSchema,
  cursorSchema,
  dispositionSchema,
  longestBody,
  messageIdSchema,
  messageSchema,
} from '../model/message.ts';
import { availabilitySchema, personSchema } from '../model/person.ts';
import { reportViewSchema } from '../model/report.ts';
import { requestSchema } from '../model/request.ts';
import { securityOverviewSchema } from '../model/security.ts';
import { settingsSchema } from '../model/settings.ts';
import { largestPiece, longestFileName } from '../model/shared-file.ts';
import { federationCodes, verdictSchema } from '../model/verdict.ts';
import { z } from '../zod.ts';
import { call } from './call.ts';
import { sessionSnapshotSchema } from './session-snapshot.ts';

const nothing = z.null();
const peer = z.strictObject({ peer: bareJidSchema });
const messageRef = z.strictObject({ id: messageIdSchema });
/** A file on its way to main. */
const draftRef = z.strictObject({ draft: z.string().max(64) });
/** Of a text that leaves: what its writer says to the question before; null for the first time. */
const answer = leavingAnswerSchema.nullable();
/** Longest list of people or conversations: strangers can make any number of them. */
export const mostListed = 50_000;

const pageSchema = z.strictObject({
  /** Ascending by (at, position). */
  messages: z.array(messageSchema).max(200),
  /** Whether older ones exist, in the archive or on the server. */
  hasOlder: z.boolean(),
  hasNewer: z.boolean(),
});

/** Everything the renderer may ask. Router, preload and typed client derive from this table. */
export const calls = {
  'session.get': call(nothing, sessionSnapshotSchema),
  /** Resolves when online, or when the archive is open and the server cannot be reached; rejects with a code when refused. */
  'session.signIn': call(
    z.strictObject({
      address: z.string().min(1).max(2048),
      /** Empty: the certificate of policy signs in, or nothing does. */
      password: z.string().max(1024),
      remember: z.boolean(),
      /** The text that was shown and agreed to, where policy wants that; null: nothing was. */
      agreedTo: z.string().max(2000).nullable(),
    }),
    nothing,
    'not-an-address',
    'refused',
    'busy',
    'no-consent',
  ),
  'session.signOut': call(z.strictObject({ forget: z.boolean() }), nothing),
  'session.reconnect': call(nothing, nothing),
  'session.setPresence': call(
    z.strictObject({
      availability: availabilitySchema.exclude(['offline']),
      statusText: z.string().max(500),
      answer,
    }),
    doneOrAsked(nothing),
  ),

  'people.list': call(nothing, z.array(personSchema).max(mostListed)),
  'people.add': call(
    z.strictObject({ address: z.string().min(1).max(2048), name: z.string().max(256), answer }),
    doneOrAsked(personSchema),
    'not-an-address',
    'not-allowed',
    'offline',
    ...federationCodes,
  ),
  'people.remove': call(peer, nothing, 'offline'),
  /** Accept or decline first contact: a message that waits in the tray, a request to see our presence, or both. */
  'people.answer': call(peer.extend({ accept: z.boolean() }), nothing, 'offline', 'not-allowed'),
  'people.setBlocked': call(peer.extend({ blocked: z.boolean() }), nothing, 'offline', 'not-supported'),

  /** First contact that waits, newest first. It stands in no list of conversations. */
  'requests.list': call(nothing, z.array(requestSchema).max(200)),

  'conversations.list': call(nothing, z.array(conversationSchema).max(mostListed)),
  /** The newest page when both cursors and `around` are null. Older than the archive is fetched from the server. */
  'conversations.page': call(
    peer.extend({
      before: cursorSchema.nullable(),
      after: cursorSchema.nullable(),
      around: messageIdSchema.nullable(),
      limit: z.number().int().min(1).max(200),
    }),
    pageSchema,
  ),
  'conversations.markRead': call(peer, nothing),
  'conversations.setDraft': call(peer.extend({ text: z.string().max(longestBody) }), nothing),
  'conversations.setComposing': call(peer.extend({ composing: z.boolean() }), nothing),
  'conversations.search': call(
    z.strictObject({ query: z.string().min(1).max(200), peer: bareJidSchema.nullable() }),
    z.array(messageSchema).max(100),
  ),

  /**
   * Judged by the outbound gate, stored, then sent or queued. Where something confidential is in it, a question comes first, and
   * nothing was stored. Another refusal is no error: it is a message with state `failed` and its verdict.
   */
  'messages.send': call(
    peer.extend({ text: z.string().min(1).max(longestBody), answer }),
    doneOrAsked(messageSchema),
    'empty',
  ),
  'messages.retry': call(messageRef.extend({ answer }), doneOrAsked(nothing), 'unknown-message'),
  'messages.discard': call(messageRef, nothing, 'unknown-message'),

  /**
   * A file that its user picked, dropped or pasted comes as its bytes: the page knows no paths, and main opens none for it. Pieces in
   * their order, each after the one before is answered.
   */
  'files.begin': call(
    peer.extend({
      name: z.string().max(longestFileName),
      size: z
        .number()
        .int()
        .nonnegative()
        .max(2 ** 40),
      mediaType: z.string().max(255),
    }),
    draftRef,
    'too-large',
    'too-many',
    'no-space',
  ),
  'files.add': call(
    draftRef.extend({
      bytes: z
        .instanceof(Uint8Array)
        .refine(({ byteLength }) => byteLength > 0 && byteLength <= largestPiece),
    }),
    nothing,
    'unknown-draft',
    'too-large',
    'no-space',
  ),
  /**
   * Inspected, read for what may not leave, stored, then uploaded and sent. Where something confidential is in it, a question comes
   * first. Another refusal is no error: it is a message with state `failed` and the verdict on its file.
   */
  'files.send': call(
    draftRef.extend({ text: z.string().max(longestBody), answer }),
    doneOrAsked(messageSchema),
    'unknown-draft',
    'incomplete',
    'no-space',
  ),
  'files.forget': call(draftRef, nothing),
  /** Fetched into the quarantine and inspected there; also again after it failed. */
  'files.fetch': call(messageRef, nothing, 'unknown-message', 'not-allowed', 'offline'),
  /** What is being fetched or uploaded. */
  'files.stop': call(messageRef, nothing, 'unknown-message'),
  /** An upload that failed or was stopped. */
  'files.retry': call(messageRef, nothing, 'unknown-message'),
  /** Save dialog of the system. */
  'files.save': call(
    messageRef,
    z.strictObject({ saved: z.boolean() }),
    'unknown-message',
    'not-ready',
    'cannot-write',
  ),
  /** Shown in a view of its own, without network and without a way to the conversations. */
  'files.preview': call(messageRef, nothing, 'unknown-message', 'not-ready', 'no-preview'),
  'files.askRelease': call(
    messageRef.extend({ note: z.string().max(2000), answer }),
    doneOrAsked(nothing),
    'unknown-message',
    'not-allowed',
  ),

  /** The writer says that a rule is wrong. Once for each question; the question stays open. */
  'leaving.dispute': call(
    z.strictObject({ token: z.string().max(64) }),
    z.strictObject({ told: disputeOutcomeSchema }),
    'unknown-question',
  ),

  /** Judges the link again, asks for confirmation in main's own view when warned, opens exactly the URL that was shown. */
  'links.open': call(
    messageRef.extend({ index: z.number().int().nonnegative().max(200) }),
    z.strictObject({
      outcome: z.enum(['opened', 'declined', 'blocked', 'reported']),
      verdict: verdictSchema,
    }),
    'unknown-message',
    'unknown-link',
  ),

  /** Collapses the message and sends the report after five seconds unless undone. */
  'reports.submit': call(
    messageRef.extend({ as: dispositionSchema.extract(['suspicious', 'false-alarm']) }),
    z.strictObject({ undoUntil: z.number() }),
    'unknown-message',
    'already-reported',
    'not-allowed',
  ),
  /** Null when the message was not reported. It may have changed whenever its message has. */
  'reports.get': call(messageRef, reportViewSchema.nullable()),
  'reports.undo': call(messageRef, nothing, 'unknown-message', 'too-late'),
  /** Goes with the report while it is still here, and after it otherwise. */
  'reports.classify': call(
    messageRef.extend({ disposition: chosenDispositionSchema }),
    nothing,
    'unknown-message',
  ),
  'reports.blockSender': call(messageRef, nothing, 'unknown-message', 'offline', 'not-supported'),
  'reports.addNote': call(
    messageRef.extend({ note: z.string().min(1).max(2000), answer }),
    doneOrAsked(nothing),
    'unknown-message',
  ),
  /** Save dialog of the system; the evidence as XARF v4 JSON. */
  'reports.export': call(
    messageRef,
    z.strictObject({ saved: z.boolean() }),
    'unknown-message',
    'cannot-write',
  ),

  /** How the record gets on to the log server; null where policy names none. */
  'security.get': call(nothing, securityOverviewSchema),
  'forwarding.get': call(nothing, forwardingStateSchema),

  'settings.get': call(nothing, settingsSchema),
  'settings.set': call(settingsSchema, nothing),
  /** Of the conversation list: when it was on the screen, and when it answered as well; in milliseconds since the epoch. */
  'app.painted': call(z.strictObject({ shownAt: z.number(), answersAt: z.number() }), nothing),
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallInput<N extends CallName> = z.infer<Calls[N]['input']>;
export type CallOutput<N extends CallName> = z.infer<Calls[N]['output']>;
export type CallError<N extends CallName> = Calls[N]['errors'][number];
