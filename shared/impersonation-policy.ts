import { bareJidSchema } from './model/jid.ts';
import { z } from './zod.ts';

/** Whose names and addresses nobody outside may borrow, beside those of colleagues and `protectedNames`. */
export const impersonationSchema = z.strictObject({
  helpDeskJids: z
    .array(bareJidSchema)
    .max(100)
    .default([])
    .describe(
      'The real help desk. Nobody else outside may use the part before the @, and one that is outside itself is not taken for a deceiver.',
    ),
  similarNameAction: z
    .enum(['notice', 'warn', 'hold'])
    .default('warn')
    .describe(
      'What becomes of somebody outside, and of what he writes, whose name or address reads as another’s.',
    ),
});
