import { z } from '../zod.ts';

/** Why there is no session. Each has a sentence in every language, naming the cause and what to do. */
export const connectionFailureCodes = [
  'wrong-password',
  'account-disabled',
  'login-temporarily-refused',
  /** Nothing the server offers is allowed. params: offered */
  'no-acceptable-login',
  /** Only the certificate of policy is there to sign in with, and the server does not offer that. params: offered */
  'certificate-not-taken',
  /** What is offered is weaker than what was possible before (T5). params: remembered, offered */
  'login-weaker-than-before',
  /** The server did not prove that it knows the account (RFC 5802 section 5, server signature, nonce, iteration count). params: rule */
  'server-not-genuine',
  /** params: expired (ISO date) */
  'certificate-expired',
  /** params: validFrom (ISO date) */
  'certificate-not-yet-valid',
  /** params: expected, presented */
  'certificate-wrong-name',
  /** params: issuer */
  'certificate-unknown-issuer',
  'certificate-self-signed',
  /** No key that policy names is in the chain. params: presented (the pin that would fit the server's own key) */
  'certificate-pin-mismatch',
  /** params: reason (OpenSSL code) */
  'certificate-invalid',
  /** params: required (the oldest version allowed, "1.2") */
  'tls-version',
  /** params: reason */
  'tls-failed',
  'starttls-missing',
  'starttls-tampered',
  /** params: expected, presented */
  'stream-wrong-domain',
  /** The server broke a rule of the stream guard. params: rule */
  'stream-violation',
  /** params: host */
  'host-not-found',
  /** params: host, port */
  'server-unreachable',
  'server-timeout',
  /** params: host, port */
  'proxy-unreachable',
  /** It makes no tunnel to the server. params: host, port, status (of HTTP: 407 when it wants a login, which it does not get) */
  'proxy-refused',
  /** It answered what no proxy answers. params: host, port */
  'proxy-misbehaved',
  /** The system names only proxies of a kind we do not use. params: proxy (in the system's words) */
  'proxy-unsupported',
  'connection-lost',
  'offline',
  /** Another session took this one's place (RFC 6120 section 4.9.3.3). */
  'replaced',
  /** params: condition */
  'server-error',
] as const;
export const connectionFailureSchema = z.strictObject({
  code: z.enum(connectionFailureCodes),
  params: z.record(z.string(), z.string()),
});
export type ConnectionFailure = z.infer<typeof connectionFailureSchema>;
export type ConnectionFailureCode = ConnectionFailure['code'];

export const connectionStateSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('signed-out') }),
  z.strictObject({ kind: z.literal('connecting') }),
  /** tls as OpenSSL names it ("TLSv1.3"); sasl the mechanism ("SCRAM-SHA-256"). */
  z.strictObject({ kind: z.literal('online'), tls: z.string(), sasl: z.string() }),
  /** Will try again by itself at retryAt (ms since the epoch). */
  z.strictObject({ kind: z.literal('waiting'), cause: connectionFailureSchema, retryAt: z.number() }),
  /** Stands until the user or IT changes something; no further attempt is made (X19: account lock-out). */
  z.strictObject({ kind: z.literal('refused'), cause: connectionFailureSchema }),
]);
export type ConnectionState = z.infer<typeof connectionStateSchema>;
