import { z } from '../zod.ts';
import { bareJidSchema } from './jid.ts';
import { messageSchema } from './message.ts';

/** How much of what a stranger wrote the tray shows. */
export const mostShown = 3;

/** First contact that waits in the tray. The person is looked up by `peer`; who only asks to see our presence has no request. */
export const requestSchema = z.strictObject({
  peer: bareJidSchema,
  /** The newest ones, ascending. */
  messages: z.array(messageSchema).min(1).max(mostShown),
  hasOlder: z.boolean(),
});
export type Request = z.infer<typeof requestSchema>;
