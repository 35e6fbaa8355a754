import { createHash } from 'node:crypto';
import { z } from '../../shared/zod.ts';
import { isSignedBy, type SigningKey } from './signing-key.ts';

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);
export const publicKeySchema = z.string().regex(/^[0-9a-f]{64}$/);
export const signatureSchema = z.string().regex(/^[A-Za-z0-9+/]{86}==$/);
export const recordIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

/**
 * What the record was at one moment. Whoever keeps one elsewhere (the log server is the witness) can prove later that nothing
 * before it was changed or left out.
 */
export const signedHeadSchema = z.strictObject({
  v: z.literal(1),
  /** Which record: the same head says nothing of another one. */
  record: recordIdSchema,
  /** Entries, and the root of the tree over them. */
  size: z.number().int().nonnegative(),
  root: sha256Schema,
  /** Milliseconds since the epoch. */
  time: z.number().int().nonnegative(),
  epoch: z.number().int().positive(),
  publicKey: publicKeySchema,
  /** Hash of the head before; null for the first. */
  previous: sha256Schema.nullable(),
  signature: signatureSchema,
});
export type SignedHead = z.infer<typeof signedHeadSchema>;

export type UnsignedHead = Omit<SignedHead, 'v' | 'publicKey' | 'signature'>;

export function signHead(head: UnsignedHead, key: SigningKey): SignedHead {
  const whole = { v: 1, ...head, publicKey: key.publicKey } as const;
  return { ...whole, signature: key.sign(signedBytes(whole)) };
}

/** By the key it names; whether that is the key of its epoch is another question. */
export function isHeadSigned(head: SignedHead, publicKey = head.publicKey): boolean {
  return isSignedBy(publicKey, signedBytes(head), head.signature);
}

export function headHash(head: SignedHead): string {
  return createHash('sha256').update(signedBytes(head)).update(head.signature).digest('hex');
}

/** One line each, in this order; none of them can hold a line break. The first tells it from everything else these keys sign. */
function signedBytes(head: Omit<SignedHead, 'signature'>): Buffer {
  const { v, record, size, root, time, epoch, publicKey, previous } = head;
  const lines = [`gatehouse tree head ${v}`, record, size, root, time, epoch, publicKey, previous ?? '-'];
  return Buffer.from(`${lines.join('\n')}\n`);
}
