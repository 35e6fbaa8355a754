import { absolutePathSchema } from './model/absolute-path.ts';
import { bareJidSchema } from './model/jid.ts';
import { z } from './zod.ts';

const destinationSchema = z.strictObject({
  url: z
    .url({ protocol: /^https$/ })
    .max(2048)
    .describe('Takes reports as XARF v4 JSON by POST. Where it points elsewhere nothing follows.'),
  caFile: absolutePathSchema
    .nullable()
    .default(null)
    .describe('PEM file with the only certificate authorities to trust for it; null: the system’s.'),
});

/** What becomes of one-click reports. */
export const reportSchema = z
  .strictObject({
    securityDesk: bareJidSchema
      .nullable()
      .default(null)
      .describe('Where one-click reports go; without it and destinations they are kept and can be exported.'),
    destinations: z
      .array(destinationSchema)
      .max(10)
      .default([])
      .describe('More places that reports go to, each until it has taken or refused one.'),
    contextMessages: z
      .number()
      .int()
      .min(0)
      .max(50)
      .default(10)
      .describe('How many earlier messages of the conversation a report may carry.'),
  })
  .refine(({ destinations }) => new Set(destinations.map(({ url }) => url)).size === destinations.length, {
    path: ['destinations'],
    message: 'two destinations are the same',
  });
