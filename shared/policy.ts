import { confidentialSchema } from './confidential-policy.ts';
import { federationSchema } from './federation-policy.ts';
import { filesSchema } from './files-policy.ts';
import { forwardingSchema } from './forwarding-policy.ts';
import { impersonationSchema } from './impersonation-policy.ts';
import { linksSchema } from './links-policy.ts';
import { absolutePathSchema } from './model/absolute-path.ts';
import { ageRecipientSchema } from './model/age-recipient.ts';
import { domainSchema } from './model/domain.ts';
import { noticeSchema } from './notice-policy.ts';
import { quarantineSchema } from './quarantine-policy.ts';
import { reportSchema } from './report-policy.ts';
import { retroactiveSchema } from './retroactive-policy.ts';
import { settingsPolicySchema } from './settings-policy.ts';
import { spimSchema } from './spim-policy.ts';
import { z } from './zod.ts';

/** 32 bytes in base64: 43 characters, of which the last carries four bits, and one of padding. */
const spkiPinSchema = z
  .string()
  .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, 'must be the base64 of a SHA-256');

const partnerSchema = z.strictObject({ domain: domainSchema, name: z.string().min(1).max(100) });

/**
 * What IT decided. Unknown fields are refused, so a misspelt rule is an error and not a hole.
 * Every field has a safe default; `{}` is the strict default.
 */
export const policySchema = z.strictObject({
  $schema: z
    .string()
    .max(2048)
    .optional()
    .describe('For editors, which find the JSON Schema by it; not read.'),
  company: z
    .strictObject({
      name: z.string().min(1).max(100),
      domains: z
        .array(domainSchema)
        .min(1)
        .max(50)
        .describe('People of these domains are inside. The first is offered at sign-in.'),
    })
    .nullable()
    .default(null),
  partners: z
    .array(partnerSchema)
    .max(1000)
    .default([])
    .describe('Outside parties the company knows; everyone else is unknown.'),
  federation: federationSchema.prefault({}).describe('Who may talk with people outside, and with whom.'),
  spim: spimSchema.prefault({}).describe('Unsolicited messages from outside.'),
  impersonation: impersonationSchema
    .prefault({})
    .describe('Whose names and addresses are not to be borrowed.'),
  server: z
    .strictObject({
      host: z.string().min(1).max(253),
      port: z.number().int().min(1).max(65_535),
      tls: z
        .enum(['direct', 'starttls'])
        .default('direct')
        .describe('`direct`: TLS from the first byte (XEP-0368). `starttls`: RFC 6120 section 5, required.'),
    })
    .nullable()
    .default(null),
  login: z
    .strictObject({
      allowPlain: z
        .boolean()
        .default(false)
        .describe('Whether the password itself may be shown to a server that offers nothing better.'),
      clientCertificate: z
        .strictObject({ certificateFile: absolutePathSchema, keyFile: absolutePathSchema })
        .nullable()
        .default(null)
        .describe(
          'PEM files. Shown to the server, and used to sign in where it takes certificates (SASL EXTERNAL); PLAIN is off then.',
        ),
      forgetMechanismsBefore: z.iso
        .datetime({ offset: true })
        .nullable()
        .default(null)
        .describe(
          'A server that once let somebody sign in safely is refused when it offers less. After a change of the server that makes it offer less for good: the time of that change (ISO 8601 with Z or an offset). What was remembered before then no longer counts.',
        ),
    })
    .prefault({}),
  proxy: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.enum(['system', 'none']) }),
      z.strictObject({
        mode: z.literal('fixed'),
        host: z.string().min(1).max(253),
        port: z.number().int().min(1).max(65_535),
      }),
    ])
    .default({ mode: 'system' })
    .describe(
      'The way to the server out of a closed network, by an HTTP proxy that makes tunnels; TLS goes through it to the server as without one. `system`: as the operating system says for that server. A proxy that wants a login is not supported.',
    ),
  tls: z
    .strictObject({
      pins: z
        .array(spkiPinSchema)
        .max(20)
        .default([])
        .describe(
          'Keys of which one has to be in the chain that vouches for the server: base64 of the SHA-256 of its SubjectPublicKeyInfo (RFC 7469 section 2.4). Name one in reserve, or a lost key keeps everybody out. A pin comes on top of the other checks: a certificate that the server signed itself needs to be in caFile as well.',
        ),
      requireTls13: z.boolean().default(false).describe('TLS 1.2 is refused.'),
    })
    .prefault({}),
  caFile: absolutePathSchema
    .nullable()
    .default(null)
    .describe('PEM file with the only certificate authorities to trust for the server; null: the system’s.'),
  protectedNames: z
    .array(z.string().min(3).max(100))
    .max(1000)
    .default([])
    .describe(
      'Names nobody outside the company may use, in addresses, display names and links ("IT Helpdesk", "Corp Bank").',
    ),
  blocklistFile: absolutePathSchema
    .nullable()
    .default(null)
    .describe('Text file, one host or URL prefix per line, `#` comments.'),
  links: linksSchema.prefault({}),
  confidential: confidentialSchema
    .prefault({})
    .describe('What may not leave, and whether the text of strangers is looked at.'),
  retroactive: retroactiveSchema
    .prefault({})
    .describe('What new rules do to messages that are there already.'),
  files: filesSchema.prefault({}).describe('How files are inspected.'),
  quarantine: quarantineSchema.prefault({}).describe('Where files wait, and who may let one out.'),
  settings: settingsPolicySchema
    .prefault({})
    .describe('Settings that the user cannot change; null leaves one to the user.'),
  report: reportSchema.prefault({}),
  notice: noticeSchema.prefault({}).describe('What people are told of the record.'),
  forwarding: forwardingSchema
    .nullable()
    .default(null)
    .describe('The way of the record to a log server; null: it stays on this computer.'),
  record: z
    .strictObject({
      content: z
        .enum(['full', 'hashed', 'metadata'])
        .default('full')
        .describe(
          '`full` seals contents to the company’s keys; without keys, and with `hashed`, only what proves them later is kept.',
        ),
      companyKeys: z
        .array(ageRecipientSchema)
        .max(20)
        .default([])
        .describe(
          'Public keys that `gatehouse audit keygen` made ("age1…"). Any one of the private keys opens the contents.',
        ),
      retentionDays: z
        .number()
        .int()
        .min(1)
        .max(36_500)
        .default(3650)
        .describe('How long entries are kept. A shorter time is for what is written after it.'),
      quotaMb: z.number().int().min(64).max(1_048_576).default(4096),
      onDiskFull: z
        .enum(['stopSending', 'dropOldest'])
        .default('stopSending')
        .describe(
          'Without room nothing is sent or received any more, or the oldest entries make room before their time.',
        ),
      headEveryEntries: z
        .number()
        .int()
        .min(1)
        .max(100_000)
        .default(256)
        .describe('A signed tree head after so many entries, and at the latest so long after one.'),
      headEverySeconds: z.number().int().min(1).max(3600).default(60),
    })
    .prefault({})
    .describe(
      'The tamper-evident record of everything that comes in and goes out. There is no way to turn it off.',
    ),
});
export type Policy = z.infer<typeof policySchema>;

export const strictDefaultPolicy: Policy = Object.freeze(policySchema.parse({}));

/** What policy.blocklistFile says. `unreadable`: one is configured and could not be read, so nothing can be said of any link. */
export type BlocklistText =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'text'; readonly text: string };
