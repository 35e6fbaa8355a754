import { z } from '../zod.ts';
import { isAtLeast, verdictSchema } from './verdict.ts';

/** Longest name of a file that is sent or shown, in UTF-16 code units. */
export const longestFileName = 255;

/** Bytes of one piece of a file on its way over the bridge. */
export const largestPiece = 1024 * 1024;

/**
 * in: offered → fetching → inspecting → ready or held → expired; out: uploading → shared. Either may end as `failed`, and begin again.
 * What is `held` stays sealed: it is neither shown nor saved.
 */
const fileStateSchema = z.enum([
  'offered',
  'fetching',
  'inspecting',
  'ready',
  'held',
  'expired',
  'uploading',
  'shared',
  'failed',
]);

/**
 * Why a file is `failed`. `untrusted-host`: policy lets no file come from or go there. `changed`: not the file that was announced.
 * `refused`: the server said no. `not-supported`: the server takes no files.
 */
const fileFailureSchema = z.enum([
  'stopped',
  'offline',
  'unreachable',
  'refused',
  'gone',
  'too-large',
  'untrusted-host',
  'changed',
  'no-space',
  'not-supported',
  'not-recorded',
]);
export type FileFailure = z.infer<typeof fileFailureSchema>;

/** A file that belongs to a message, as it may be shown. */
export const sharedFileSchema = z.strictObject({
  /** As it would be saved: without path, invisible and directing characters. */
  name: z.string().min(1).max(longestFileName),
  /** Bytes, as announced, or as they are once it is here; null: nobody said. */
  size: z.number().int().nonnegative().nullable(),
  /** By its content (electron/inspect/file-types.ts); null: not looked at. */
  type: z
    .string()
    .regex(/^[a-z0-9-]{1,40}$/)
    .nullable(),
  state: fileStateSchema,
  failure: fileFailureSchema.nullable(),
  /** Of the file alone; the message's own verdict is on its words. */
  verdict: verdictSchema,
  /** How it can be looked at here; null: it cannot, or not yet. */
  preview: z.enum(['image', 'pdf', 'text']).nullable(),
  /** The server that has it, in ASCII; empty for an own one that is not there yet. */
  host: z.string().max(253),
  /** Lower-case hexadecimal SHA-256 of what was inspected; null: not inspected. */
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** When it is no longer kept here, in milliseconds since the epoch; null: never came. */
  expiresAt: z.number().int().nonnegative().nullable(),
  /** Whether its user may ask for its release, and whether he has. */
  release: z.enum(['not-possible', 'possible', 'asked', 'refused', 'released']),
});
export type SharedFile = z.infer<typeof sharedFileSchema>;

/** Nobody gets it as it is. */
export function isHeldFile({ verdict }: Pick<SharedFile, 'verdict'>): boolean {
  return isAtLeast(verdict.level, 'hold');
}
