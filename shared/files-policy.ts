import { z } from './zod.ts';

/** As Windows or any other system writes it: a relative one would depend on where the program was started. */
const absolutePathSchema = z
  .string()
  .max(4096)
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'must be an absolute path');

const megabyte = 1024 * 1024;

export const filesSchema = z.strictObject({
  /** Files that are blocked wherever they lie, also in an archive: SHA-256, lower-case hexadecimal. */
  blockedHashes: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal'))
    .max(10_000)
    .default([]),
  /** More of them, one a line, with anything behind a space; `#` begins a comment. One that cannot be read holds every file. */
  blockedHashesFile: absolutePathSchema.nullable().default(null),
  /** Blocked by what they are: a true type ("zip"), a kind ("disk-image"), or an ending with its dot (".iso"). */
  blockedTypes: z
    .array(z.string().regex(/^\.?[a-z0-9-]{1,40}$/, 'must be a type, or an ending with its dot'))
    .max(500)
    .default([]),
  /** What becomes of a file that nobody can look into without its password. */
  encryptedAction: z.enum(['notice', 'warn', 'hold', 'block']).default('hold'),
  /** What becomes of a file that could not be inspected: broken, over a limit, of an unknown type, or the scanner failed. */
  onScannerFailure: z.enum(['hold', 'block']).default('hold'),
  /** How far archives and what is in them are followed. */
  archiveLimits: z
    .strictObject({
      /** Files within files. */
      depth: z.number().int().min(1).max(100).default(8),
      count: z.number().int().min(1).max(1_000_000).default(10_000),
      /** All that comes out of them together. */
      bytes: z
        .number()
        .int()
        .min(1)
        .max(2 ** 40)
        .default(400 * megabyte),
      /** How many times larger than its source a member may be. */
      ratio: z.number().int().min(1).max(10_000).default(200),
    })
    .prefault({}),
  /**
   * The socket of a ClamAV daemon that is asked about every file as well. What it cannot be asked, what is over its limits and what it
   * calls encrypted is held.
   */
  clamdSocket: absolutePathSchema.nullable().default(null),
  /** A larger file is held without a look into it. */
  maxBytes: z
    .number()
    .int()
    .min(1)
    .max(2 ** 31)
    .default(100 * megabyte),
  /** How long the inspection of one file may take. */
  scanTimeoutMs: z.number().int().min(100).max(600_000).default(30_000),
});
export type FilesPolicy = z.infer<typeof filesSchema>;
