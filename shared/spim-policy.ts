import { z } from './zod.ts';

/** Unsolicited messages from outside, told by how fast they come and how alike they are. */
export const spimSchema = z.strictObject({
  rateLimits: z
    .strictObject({
      messagesPerMinute: z
        .number()
        .int()
        .min(1)
        .max(10_000)
        .default(60)
        .describe('Messages of one sender. More are held of strangers and marked of others.'),
      newContactsPerHour: z
        .number()
        .int()
        .min(1)
        .max(10_000)
        .default(20)
        .describe('Strangers of one domain who write for the first time. What more of them write is held.'),
    })
    .prefault({})
    .describe('How fast somebody outside may write.'),
  campaignSimilarity: z
    .number()
    .min(0.5)
    .max(1)
    .default(0.85)
    .describe(
      'How like each other texts of several strangers are that are one campaign. 1: the same but for letters and spaces.',
    ),
});
