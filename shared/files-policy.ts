import { z } from './zod.ts';

/** As Windows or any other system writes it: a relative one would depend on where the program was started. */
const absolutePathSchema = z
  .string()
  .max(4096)
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)/, 'must be an absolute path');

export const filesSchema = z.strictObject({
  /** Files that are blocked wherever they lie, also in an archive: SHA-256, lower-case hexadecimal. */
  blockedHashes: z
    .array(z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256 in lower-case hexadecimal'))
    .max(10_000)
    .default([]),
  /** More of them, one a line, with anything behind a space; `#` begins a comment. One that cannot be read holds every file. */
  blockedHashesFile: absolutePathSchema.nullable().default(null),
  /**
   * The socket of a ClamAV daemon that is asked about every file as well. What it cannot be asked, what is over its limits and what it
   * calls encrypted is held.
   */
  clamdSocket: absolutePathSchema.nullable().default(null),
  /** A larger file is held without a look into it. */
  largestMb: z.number().int().min(1).max(1024).default(100),
  /** How long the inspection of one file may take. */
  seconds: z.number().int().min(1).max(600).default(30),
});
export type FilesPolicy = z.infer<typeof filesSchema>;
