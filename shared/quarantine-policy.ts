import { bareJidSchema } from './model/jid.ts';
import { z } from './zod.ts';

/** Where files wait: sealed, until somebody has saved them or their time is over. */
export const quarantineSchema = z.strictObject({
  retentionDays: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe('How long a file is kept there. Held or not, it is gone then; its entry in the record stays.'),
  quotaMb: z
    .number()
    .int()
    .min(1)
    .max(1_048_576)
    .default(2048)
    .describe('All files there together. What does not fit is not fetched.'),
  encryptAtRest: z
    .literal(true)
    .default(true)
    .describe('Every file is sealed with a key of its own. There is no way to turn it off.'),
  userMayRequestRelease: z
    .boolean()
    .default(true)
    .describe('Whether the user may ask the approvers for a file that is held.'),
  releaseApprovers: z
    .array(bareJidSchema)
    .max(20)
    .default([])
    .describe('Who may release one. Their answer counts when it is from exactly one of these addresses.'),
});
