import { connectionStateSchema } from '../model/connection.ts';
import { bareJidSchema } from '../model/jid.ts';
import { availabilitySchema } from '../model/person.ts';
import { policyOriginSchema } from '../model/policy-origin.ts';
import { settingsSchema } from '../model/settings.ts';
import { noticeSchema } from '../notice-policy.ts';
import { z } from '../zod.ts';

export const sessionSnapshotSchema = z.strictObject({
  /** Grows with every change. An answer and an event take different ways to the page, so the older may come last. */
  revision: z.number().int().nonnegative(),
  /** The account whose archive is open, or the remembered one; null before the first sign-in. */
  account: bareJidSchema.nullable(),
  /** True from the moment the archive is open: conversations can be read, even offline. */
  isOpen: z.boolean(),
  connection: connectionStateSchema,
  availability: availabilitySchema,
  statusText: z.string(),
  /** Offered behind the `@` at sign-in; null when policy names none. */
  domain: z.string().nullable(),
  companyName: z.string().nullable(),
  /** Policy names a certificate, which signs in where the server takes one: a password may not be needed. */
  hasCertificate: z.boolean(),
  policy: policyOriginSchema,
  /** Names of the settings that policy has fixed. */
  fixedSettings: z.array(settingsSchema.keyof()),
  /** unavailable: passwords cannot be remembered and the archive lives for the session. */
  keychain: z.enum(['available', 'unavailable']),
  /** Where reports go; kept: no desk configured. */
  reports: z.enum(['desk', 'kept']),
  /** Whether people may say that something was held or warned of wrongly. */
  takesFalseAlarms: z.boolean(),
  /** Who may be asked for files that are held, `address` in ASCII; nobody where policy lets nobody ask. */
  releaseApprovers: z.array(z.strictObject({ jid: bareJidSchema, address: z.string().max(4096) })).max(20),
  /** What the company tells of its record. */
  notice: noticeSchema,
  /** What the user must be told once, in order. */
  notices: z.array(
    z.enum([
      'settings-reset',
      'archive-reset',
      'archive-failed',
      'record-failed',
      'keychain-unavailable',
      'policy-refused',
      'policy-kept',
      'policy-incomplete',
    ]),
  ),
  /** What would be used for 'system', so that renderer and main agree. */
  systemLanguage: z.enum(['en', 'de']),
  version: z.string(),
});
export type SessionSnapshot = z.infer<typeof sessionSnapshotSchema>;
