import { z } from './zod.ts';

/** What is done about messages that arrived before a rule that would have stopped them. */
export const retroactiveSchema = z.strictObject({
  windowHours: z
    .number()
    .int()
    .min(0)
    .max(8760)
    .default(48)
    .describe(
      'Messages of so many hours are judged again when the policy or a file that it names has changed; what would be stopped now is withdrawn from view, or marked where it was sent from here. So are files that came with them and were let through: they are held. 0: none.',
    ),
});
