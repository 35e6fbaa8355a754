import { z } from '../zod.ts';

/**
 * `client-certificate-refused`: the log server said so. `closed-by-server`: it hung up without a word, as some do for that same reason.
 * `stalled`: it takes nothing more. `record-unreadable`: a part of the record cannot be read, and the log server was told which. `crashed`: the
 * forwarding itself; it is started again.
 */
const forwardingErrorSchema = z.enum([
  'host-not-found',
  'server-unreachable',
  'server-timeout',
  'certificate-expired',
  'certificate-not-yet-valid',
  'certificate-wrong-name',
  'certificate-self-signed',
  'certificate-unknown-issuer',
  'certificate-invalid',
  'client-certificate-refused',
  'tls-version',
  'tls-failed',
  'closed-by-server',
  'stalled',
  'record-unreadable',
  'crashed',
]);
export type ForwardingError = z.infer<typeof forwardingErrorSchema>;

/** How the record gets on to the log server; null where policy names none. */
export const forwardingStateSchema = z
  .strictObject({
    /** "host:port". */
    server: z.string().max(300),
    /** Milliseconds since the epoch; null while there is no connection. */
    connectedSince: z.number().int().nonnegative().nullable(),
    /** All entries before this one are certain to be with the log server, and so many are on record. */
    confirmed: z.number().int().nonnegative(),
    size: z.number().int().nonnegative(),
    /** What is not certain to be there, in bytes of the record. */
    lagBytes: z.number().int().nonnegative(),
    /** More than policy allows. */
    isOverdue: z.boolean(),
    /** And policy wants nothing sent then. */
    isSendingStopped: z.boolean(),
    lastError: z.strictObject({ code: forwardingErrorSchema, at: z.number().int().nonnegative() }).nullable(),
  })
  .nullable();
export type ForwardingState = z.infer<typeof forwardingStateSchema>;
