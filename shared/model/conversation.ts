import { z } from '../zod.ts';
import { bareJidSchema } from './jid.ts';
import { messageIdSchema } from './message.ts';
import { verdictLevelSchema } from './verdict.ts';

/** A line of the conversation list. The person is looked up by `peer`. */
export const conversationSchema = z.strictObject({
  peer: bareJidSchema,
  unread: z.number().int().nonnegative(),
  draft: z.string().max(65_536),
  last: z
    .strictObject({
      id: messageIdSchema,
      /** First 200 UTF-16 code units of the body, on one line. */
      preview: z.string().max(200),
      at: z.number().int().nonnegative(),
      direction: z.enum(['in', 'out']),
      level: verdictLevelSchema,
    })
    .nullable(),
});
export type Conversation = z.infer<typeof conversationSchema>;
