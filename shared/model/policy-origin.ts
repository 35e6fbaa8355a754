import { z } from '../zod.ts';

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
          /** `place` says why, in the words of their engine. */
          'rules-unusable',
        ]),
        file: z.string().max(4096),
        place: z.string().max(1024),
      }),
    )
    .max(100),
});
export type PolicyOrigin = z.infer<typeof policyOriginSchema>;
