import { confidentialSchema } from './confidential-policy.ts';
import { federationSchema } from './federation-policy.ts';
import { filesSchema } from './files-policy.ts';
import { forwardingSchema } from './forwarding-policy.ts';
import { linksSchema } from './links-policy.ts';
import { absolutePathSchema } from './model/absolute-path.ts';
import { ageRecipientSchema } from './model/age-recipient.ts';
import { domainSchema } from './model/domain.ts';
import { bareJidSchema } from './model/jid.ts';
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
  company: z
    .strictObject({
      name: z.string().min(1).max(100),
      /** People of these domains are inside. The first is offered at sign-in. */
      domains: z.array(domainSchema).min(1).max(50),
    })
    .nullable()
    .default(null),
  /** Outside parties the company knows; everyone else is unknown. */
  partners: z.array(partnerSchema).max(1000).default([]),
  /** Who may talk with people outside, and with whom. */
  federation: federationSchema.prefault({}),
  server: z
    .strictObject({
      host: z.string().min(1).max(253),
      port: z.number().int().min(1).max(65_535),
      /** `direct`: TLS from the first byte (XEP-0368). `starttls`: RFC 6120 section 5, required. */
      tls: z.enum(['direct', 'starttls']).default('direct'),
    })
    .nullable()
    .default(null),
  login: z
    .strictObject({
      /** Whether the password itself may be shown to a server that offers nothing better. */
      allowPlain: z.boolean().default(false),
      /** PEM files. Shown to the server, and used to sign in where it takes certificates (SASL EXTERNAL); PLAIN is off then. */
      clientCertificate: z
        .strictObject({ certificateFile: absolutePathSchema, keyFile: absolutePathSchema })
        .nullable()
        .default(null),
      /**
       * A server that once let somebody sign in safely is refused when it offers less. After a change of the server that makes it offer
       * less for good: the time of that change (ISO 8601 with Z or an offset). What was remembered before then no longer counts.
       */
      forgetMechanismsBefore: z.iso.datetime({ offset: true }).nullable().default(null),
    })
    .prefault({}),
  /**
   * The way to the server out of a closed network, by an HTTP proxy that makes tunnels; TLS goes through it to the server as without
   * one. `system`: as the operating system says for that server. A proxy that wants a login is not supported.
   */
  proxy: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.enum(['system', 'none']) }),
      z.strictObject({
        mode: z.literal('fixed'),
        host: z.string().min(1).max(253),
        port: z.number().int().min(1).max(65_535),
      }),
    ])
    .default({ mode: 'system' }),
  tls: z
    .strictObject({
      /**
       * Keys of which one has to be in the chain that vouches for the server: base64 of the SHA-256 of its SubjectPublicKeyInfo
       * (RFC 7469 section 2.4). Name one in reserve, or a lost key keeps everybody out. A pin comes on top of the other checks: a
       * certificate that the server signed itself needs to be in caFile as well.
       */
      pins: z.array(spkiPinSchema).max(20).default([]),
      /** TLS 1.2 is refused. */
      requireTls13: z.boolean().default(false),
    })
    .prefault({}),
  /** PEM file with the only certificate authorities to trust for the server; null: the system's. */
  caFile: absolutePathSchema.nullable().default(null),
  /** Names nobody outside the company may use, in addresses, display names and links ("IT Helpdesk", "Corp Bank"). */
  protectedNames: z.array(z.string().min(3).max(100)).max(1000).default([]),
  /** Text file, one host or URL prefix per line, `#` comments. */
  blocklistFile: absolutePathSchema.nullable().default(null),
  links: linksSchema.prefault({}),
  /** What may not leave, and whether the text of strangers is looked at. */
  confidential: confidentialSchema.prefault({}),
  /** How files are inspected. */
  files: filesSchema.prefault({}),
  report: z
    .strictObject({
      /** Where one-click reports go; null: reports are kept and can be exported. */
      securityDesk: bareJidSchema.nullable().default(null),
      /** How many earlier messages of the conversation a report may carry. */
      contextMessages: z.number().int().min(0).max(50).default(10),
    })
    .prefault({}),
  /** The way of the record to a log server; null: it stays on this computer. */
  forwarding: forwardingSchema.nullable().default(null),
  /** The tamper-evident record of everything that comes in and goes out. There is no way to turn it off. */
  record: z
    .strictObject({
      /** `full` seals contents to the company's keys; without keys, and with `hashed`, only what proves them later is kept. */
      content: z.enum(['full', 'hashed', 'metadata']).default('full'),
      /** Public keys that `gatehouse audit keygen` made ("age1…"). Any one of the private keys opens the contents. */
      companyKeys: z.array(ageRecipientSchema).max(20).default([]),
      /** How long entries are kept. A shorter time is for what is written after it. */
      retentionDays: z.number().int().min(1).max(36_500).default(3650),
      quotaMb: z.number().int().min(64).max(1_048_576).default(4096),
      /** Without room nothing is sent or received any more, or the oldest entries make room before their time. */
      onDiskFull: z.enum(['stopSending', 'dropOldest']).default('stopSending'),
      /** A signed tree head after so many entries, and at the latest so long after one. */
      headEveryEntries: z.number().int().min(1).max(100_000).default(256),
      headEverySeconds: z.number().int().min(1).max(3600).default(60),
    })
    .prefault({}),
});
export type Policy = z.infer<typeof policySchema>;

export const strictDefaultPolicy: Policy = Object.freeze(policySchema.parse({}));

/** What policy.blocklistFile says. `unreadable`: one is configured and could not be read, so nothing can be said of any link. */
export type BlocklistText =
  | { readonly kind: 'none' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'text'; readonly text: string };

/** Where the policy in force came from, for the user and for IT. */
export const policyOriginSchema = z.strictObject({
  source: z.enum(['machine', 'bundle', 'development', 'default']),
  /** What is there now was refused, or is gone; what was in force before stays until there is something good again. */
  isLastGood: z.boolean(),
  /** Why a policy that exists is not in force; empty when all is well. `place` is a path like "report.securityDesk", empty for the file itself. */
  problems: z
    .array(
      z.strictObject({
        code: z.enum([
          'unreadable',
          'removed',
          'not-a-file',
          'not-a-folder',
          'not-owned-by-root',
          'writable-by-others',
          'not-json',
          'invalid-field',
          'unknown-field',
          'not-in-force',
          'too-large',
          'not-ascii',
          'not-a-key',
          'not-a-bundle',
          'bad-signature',
          'rolled-back',
          'expired',
          'not-yet-valid',
          'not-kept',
          'file-unreadable',
        ]),
        file: z.string().max(4096),
        place: z.string().max(1024),
      }),
    )
    .max(100),
});
export type PolicyOrigin = z.infer<typeof policyOriginSchema>;
