import { z } from '../zod.ts';
import { bareJidSchema } from './jid.ts';
import { messageIdSchema, messageStateSchema } from './message.ts';
import { sharedFileSchema } from './shared-file.ts';
import { verdictLevelSchema } from './verdict.ts';

/** As much of a file as a line of a list needs. */
export const lastFileSchema = sharedFileSchema.pick({ name: true, type: true, state: true });

/** A line of the conversation list. The person is looked up by `peer`. */
export const conversationSchema = z.strictObject({
  peer: bareJidSchema,
  unread: z.number().int().nonnegative(),
  draft: z.string().max(65_536),
  last: z
    .strictObject({
      id: messageIdSchema,
      /** First 200 UTF-16 code units of the body, on one line; empty for a file without words. */
      preview: z.string().max(200),
      /** What came or goes with it. */
      file: lastFileSchema.nullable(),
      state: messageStateSchema,
      at: z.number().int().nonnegative(),
      direction: z.enum(['in', 'out']),
      level: verdictLevelSchema,
    })
    .nullable(),
});
export type Conversation = z.infer<typeof conversationSchema>;
