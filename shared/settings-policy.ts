import { settingsSchema } from './model/settings.ts';
import { z } from './zod.ts';

const { notifications, sendReceipts, sendChatStates } = settingsSchema.shape;

/** Settings that IT takes out of the user's hands; null leaves one to the user. */
export const settingsPolicySchema = z.strictObject({
  notifications: notifications
    .nullable()
    .default(null)
    .describe('What notifications show: name and text, the name alone, or nothing.'),
  sendReceipts: sendReceipts
    .nullable()
    .default(null)
    .describe('Whether colleagues and partners learn that a message has arrived.'),
  sendChatStates: sendChatStates
    .nullable()
    .default(null)
    .describe('Whether they see that somebody is typing.'),
});
