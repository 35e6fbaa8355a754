import { settingsSchema } from '../model/settings.ts';
import { verdictSchema } from '../model/verdict.ts';
import { z } from '../zod.ts';
import { call } from './call.ts';

/**
 * The link confirmation lives in a view of its own with a preload of its own: script in the conversation page can neither
 * see it nor press its buttons.
 */
export const confirmCalls = {
  'confirm.get': call(
    z.null(),
    z.strictObject({
      url: z.string(),
      /** ASCII host, shown large. */
      host: z.string(),
      senderName: z.string(),
      verdict: verdictSchema,
      /** Whether policy lets the person go on all the same. */
      mayOpen: z.boolean(),
      theme: settingsSchema.shape.theme,
      language: z.enum(['en', 'de']),
    }),
  ),
  /** Once. Going back is always heard, anything else only after the question has been in sight for half a second. */
  'confirm.answer': call(
    z.strictObject({ answer: z.enum(['back', 'open', 'report']) }),
    z.null(),
    'too-early',
    'not-offered',
  ),
} as const;

export type ConfirmCalls = typeof confirmCalls;
