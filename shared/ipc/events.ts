import { conversationSchema } from '../model/conversation.ts';
import { forwardingStateSchema } from '../model/forwarding.ts';
import { bareJidSchema } from '../model/jid.ts';
import { messageIdSchema, messageSchema } from '../model/message.ts';
import { personSchema } from '../model/person.ts';
import { requestSchema } from '../model/request.ts';
import { settingsSchema } from '../model/settings.ts';
import { z } from '../zod.ts';
import { sessionSnapshotSchema } from './session-snapshot.ts';

/** Everything main tells the renderer. Checked on the way out and on the way in. */
export const events = {
  'session.changed': sessionSnapshotSchema,
  'settings.changed': settingsSchema,
  'people.changed': z.strictObject({ changed: z.array(personSchema), removed: z.array(bareJidSchema) }),
  'conversations.changed': z.strictObject({
    changed: z.array(conversationSchema),
    removed: z.array(bareJidSchema),
  }),
  'requests.changed': z.strictObject({ changed: z.array(requestSchema), removed: z.array(bareJidSchema) }),
  /** New or changed messages of one conversation, ascending; `removed` were discarded. */
  'messages.changed': z.strictObject({
    peer: bareJidSchema,
    changed: z.array(messageSchema),
    removed: z.array(messageIdSchema),
  }),
  /** How much of a file was fetched or uploaded, in bytes; `total` null: nobody knows. */
  'files.progress': z.strictObject({
    id: messageIdSchema,
    moved: z.number().int().nonnegative(),
    total: z.number().int().nonnegative().nullable(),
  }),
  'typing.changed': z.strictObject({ peer: bareJidSchema, isComposing: z.boolean() }),
  'forwarding.changed': z.strictObject({ state: forwardingStateSchema }),
  /** From an `xmpp:` link or a notification: show this conversation; text goes into an empty composer and is never sent. */
  'conversation.show': z.strictObject({ peer: bareJidSchema, prefill: z.string().max(2000) }),
  /** A menu entry or its accelerator. */
  command: z.strictObject({
    name: z.enum(['switcher', 'search', 'search-here', 'security', 'settings', 'shortcuts']),
  }),
} as const;

export type Events = typeof events;
export type EventName = keyof Events;
export type EventPayload<N extends EventName> = z.infer<Events[N]>;
