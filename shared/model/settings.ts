import { z } from '../zod.ts';

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark', 'contrast']),
  language: z.enum(['system', 'en', 'de']),
  notifications: z.enum(['full', 'name', 'off']),
  sendChatStates: z.boolean(),
  sendReceipts: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = Object.freeze({
  theme: 'system',
  language: 'system',
  notifications: 'name',
  sendChatStates: true,
  sendReceipts: true,
});
