import { absolutePathSchema } from './model/absolute-path.ts';
import { bareJidSchema } from './model/jid.ts';
import { z } from './zod.ts';

const destinationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('https').describe('Takes what is reported as JSON by POST.'),
    url: z
      .url({ protocol: /^https$/ })
      .max(2048)
      .describe('Where it points elsewhere nothing follows.'),
    caFile: absolutePathSchema
      .nullable()
      .default(null)
      .describe('PEM file with the only certificate authorities to trust for it; null: the system’s.'),
  }),
  z.strictObject({
    kind: z
      .literal('address')
      .describe('Takes it as the security desk does: as a message, with the JSON in it.'),
    address: bareJidSchema.describe('One that `federation` lets people write to.'),
  }),
  z.strictObject({
    kind: z
      .literal('syslog')
      .describe('The log server of `forwarding`, which has to be there: messages of RFC 5424 with the JSON.'),
  }),
  z.strictObject({
    kind: z.literal('export').describe('A file of JSON for each.'),
    folder: absolutePathSchema.describe('One that is there, and that people may write to.'),
  }),
]);
export type ReportDestination = z.infer<typeof destinationSchema>;

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
      .describe(
        'More places that reports (XARF v4), false alarms and withdrawals go to, each until it has taken or refused one.',
      ),
    contextMessages: z
      .number()
      .int()
      .min(0)
      .max(50)
      .default(10)
      .describe('How many earlier messages of the conversation a report may carry.'),
    reportFalsePositive: z
      .boolean()
      .default(true)
      .describe(
        'Whether people may say that something was held, blocked or warned of wrongly. It goes where reports go.',
      ),
    simulationMarkerKey: z
      .string()
      .regex(/^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{43}=$/, 'must be the base64 of a public key of Ed25519')
      .nullable()
      .default(null)
      .describe(
        'By which exercise messages are recognised: the middle line of what `gatehouse policy keygen` prints. Its private half signs them (`gatehouse report exercise`). Whoever reports one is told so, and the security desk is not.',
      ),
    exerciseDesk: bareJidSchema
      .nullable()
      .default(null)
      .describe('Where reports of exercise messages go; null: they are on record alone.'),
  })
  .refine(({ securityDesk, exerciseDesk }) => exerciseDesk === null || exerciseDesk !== securityDesk, {
    path: ['exerciseDesk'],
    message: 'exercises are kept out of the security desk’s queue',
  })
  .refine(
    ({ destinations }) => new Set(destinations.map((to) => JSON.stringify(to))).size === destinations.length,
    { path: ['destinations'], message: 'two destinations are the same' },
  );
