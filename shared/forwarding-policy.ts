import { absolutePathSchema } from './model/absolute-path.ts';
import { z } from './zod.ts';

/**
 * The way of the record to the company's log server: syslog (RFC 5424) over TLS (RFC 5425). What goes are facts, hashes, decisions
 * and signed tree heads; contents stay sealed in the record.
 */
export const forwardingSchema = z.strictObject({
  host: z.string().min(1).max(253).describe('A name or an address; the server’s certificate must be for it.'),
  port: z.number().int().min(1).max(65_535).default(6514),
  caFile: absolutePathSchema.describe(
    'PEM file with the only certificate authorities that may vouch for the log server.',
  ),
  clientCertificate: z
    .strictObject({ certificateFile: absolutePathSchema, keyFile: absolutePathSchema })
    .nullable()
    .default(null)
    .describe('PEM files. What this computer shows to the log server; null: a server that asks for none.'),
  format: z
    .enum(['rfc5424', 'ocsf', 'cef'])
    .default('rfc5424')
    .describe(
      'What stands in each message: structured data of RFC 5424, JSON of OCSF 1.5, or the Common Event Format.',
    ),
  enterpriseNumber: z
    .number()
    .int()
    .min(1)
    .max(4_294_967_295)
    .default(32_473)
    .describe(
      'The company’s private enterprise number (IANA), which names the structured data: `gatehouse@32473`. The default is the one kept for examples (RFC 5612), for companies that have none.',
    ),
  maxMessageBytes: z
    .number()
    .int()
    .min(2048)
    .max(1_048_576)
    .default(8192)
    .describe(
      'What the log server takes as one message. Longer ones are shortened, and say which of their fields were.',
    ),
  queueMb: z
    .number()
    .int()
    .min(1)
    .max(1_048_576)
    .default(1024)
    .describe(
      'How much of the record may wait for the log server. Nothing of it is dropped when more does; `failMode` says what then.',
    ),
  heartbeatSeconds: z
    .number()
    .int()
    .min(1)
    .max(3600)
    .default(60)
    .describe(
      'How often the log server hears of this computer, and how often it is made sure that it has what was sent.',
    ),
  failMode: z
    .enum(['queue', 'blockSend'])
    .default('queue')
    .describe(
      'With more waiting than `queueMb`: go on and say so, or send no message any more until the log server is back.',
    ),
});
export type ForwardingPolicy = z.infer<typeof forwardingSchema>;
