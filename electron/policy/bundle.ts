import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { z } from '../../shared/zod.ts';
import type { PolicyProblem } from './policy-source.ts';

/** A policy that may travel any way: what it says, and until when, is signed by the company. */
export interface Bundle {
  /** Each new bundle has a greater one. */
  readonly version: number;
  /** Milliseconds since the epoch. */
  readonly notBefore: number | null;
  readonly expires: number;
  /** The policy as JSON. */
  readonly policy: Uint8Array;
}

export type ReadBundle =
  | { readonly ok: true; readonly bundle: Bundle }
  | { readonly ok: false; readonly code: Extract<PolicyProblem['code'], 'not-a-bundle' | 'bad-signature'> };

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const time = z.iso.datetime({ offset: true });

const envelopeSchema = z.strictObject({
  payload: z.string().regex(base64),
  signature: z.string().length(88).regex(base64),
});

const payloadSchema = z.strictObject({
  format: z.literal(1),
  version: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  notBefore: time.optional(),
  expires: time,
  policy: z.unknown().refine((value) => typeof value === 'object' && value !== null),
});

/** So that what was signed as anything else is no bundle. */
const context = Buffer.from('gatehouse-policy-bundle-1\0');

/** The signature first: nothing of the payload is looked at before. */
export function readBundle(bytes: Uint8Array, key: KeyObject): ReadBundle {
  const envelope = envelopeSchema.safeParse(json(bytes));
  if (!envelope.success) return { ok: false, code: 'not-a-bundle' };
  const payload = Buffer.from(envelope.data.payload, 'base64');
  const signature = Buffer.from(envelope.data.signature, 'base64');
  if (!verify(null, Buffer.concat([context, payload]), key, signature)) {
    return { ok: false, code: 'bad-signature' };
  }
  const parsed = payloadSchema.safeParse(json(payload));
  if (!parsed.success) return { ok: false, code: 'not-a-bundle' };
  const { version, notBefore, expires, policy } = parsed.data;
  return {
    ok: true,
    bundle: {
      version,
      notBefore: notBefore === undefined ? null : Date.parse(notBefore),
      expires: Date.parse(expires),
      policy: Buffer.from(JSON.stringify(policy)),
    },
  };
}

/** `key`: the private one. The same input gives the same bytes. @throws ZodError when a time is none */
export function signBundle(payload: Omit<z.input<typeof payloadSchema>, 'format'>, key: KeyObject): string {
  const signed = Buffer.from(canonical(payloadSchema.parse({ format: 1, ...payload })));
  const signature = sign(null, Buffer.concat([context, signed]), key);
  const envelope = { payload: signed.toString('base64'), signature: signature.toString('base64') };
  return `${JSON.stringify(envelope, null, 1)}\n`;
}

/** Null when it is no public key of Ed25519. */
export function readPublicKey(pem: Uint8Array): KeyObject | null {
  try {
    const key = createPublicKey(Buffer.from(pem));
    return key.asymmetricKeyType === 'ed25519' && !isPrivate(pem) ? key : null;
  } catch (error) {
    // OpenSSL's own error for what it cannot decode.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** A private key has a public half, and no business where everybody may read it. */
function isPrivate(pem: Uint8Array): boolean {
  return Buffer.from(pem).includes('PRIVATE KEY');
}

/** JSON with its keys in order and nothing between (as RFC 8785 writes it). */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

function json(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    return undefined;
  }
}
