import { z } from 'zod';
import { bareJidSchema } from '../../shared/model/jid.ts';
import { settingsSchema } from '../../shared/model/settings.ts';
import { scramNames } from '../wire/connection/login-memory.ts';

const pixels = z.number().int().min(-100_000).max(100_000);

/** Where the window stood, in device-independent pixels; the size is that of the window when not maximised. */
export const windowStateSchema = z.strictObject({
  x: pixels,
  y: pixels,
  width: pixels.positive(),
  height: pixels.positive(),
  isMaximized: z.boolean(),
});
export type WindowState = z.infer<typeof windowStateSchema>;

const loginStrengthSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('certificate') }),
  z.strictObject({ kind: z.literal('scram'), name: z.enum(scramNames), isBound: z.boolean() }),
]);

/** The strongest login of each account, and when it was first done (ms since the epoch). */
const loginsSchema = z.record(
  z.string(),
  z.array(z.strictObject({ strength: loginStrengthSchema, at: z.number() })).max(2),
);

/** All that is kept in settings.json. Nothing secret is among it: passwords and keys are the keychain's. */
export const settingsFileSchema = z.strictObject({
  /** The number of migrations it has been through. */
  version: z.number().int().nonnegative(),
  settings: settingsSchema,
  window: windowStateSchema.nullable(),
  /** Signed in last; remembered: the keychain has the password. `consent`: SHA-256 of the text that was agreed to then. */
  lastAccount: z
    .strictObject({ account: bareJidSchema, isRemembered: z.boolean(), consent: z.string().nullable() })
    .nullable(),
  logins: loginsSchema,
});
export type SettingsFile = z.infer<typeof settingsFileSchema>;
