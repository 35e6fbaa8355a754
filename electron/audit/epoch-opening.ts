import { z } from '../../shared/zod.ts';
import { publicKeySchema, recordIdSchema, sha256Schema, signatureSchema } from './signed-head.ts';
import { isSignedBy, type SigningKey } from './signing-key.ts';

/**
 * How a key epoch begins: the new key, what the record was at that moment, and the signature of the key before, which is destroyed
 * afterwards. Whoever has the new key can sign nothing in the name of the old one: what lies before stays as it was
 * (CVE-2023-31439 is a verifier that took old entries sealed with a newer key).
 */
export const epochOpeningSchema = z.strictObject({
  v: z.literal(1),
  record: recordIdSchema,
  epoch: z.number().int().positive(),
  publicKey: publicKeySchema,
  time: z.number().int().nonnegative(),
  /** The tree before this opening became an entry of it. */
  size: z.number().int().nonnegative(),
  root: sha256Schema,
  /** The key of the contents of this epoch, an age file in base64 (age-encryption.org/v1); null when none is sealed. */
  contentKey: z.string().max(65_536).nullable(),
  /** Whom it is sealed to. */
  recipients: z.array(z.string().max(4096)).max(20),
  /** `signed`: by the key before. Otherwise why that could not be. */
  handover: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('signed'), signature: signatureSchema }),
    z.strictObject({ by: z.literal('nobody'), reason: z.enum(['first', 'key-lost']) }),
  ]),
  /** By the new key. */
  signature: signatureSchema,
});
export type EpochOpening = z.infer<typeof epochOpeningSchema>;

export type UnsignedOpening = Omit<EpochOpening, 'v' | 'publicKey' | 'handover' | 'signature'>;

/** `before`: the key of the epoch that ends, or why there is none. */
export function openEpoch(
  opening: UnsignedOpening,
  key: SigningKey,
  before: SigningKey | 'first' | 'key-lost',
): EpochOpening {
  const whole = { v: 1, ...opening, publicKey: key.publicKey } as const;
  const bytes = signedBytes(whole);
  return {
    ...whole,
    handover:
      typeof before === 'string'
        ? { by: 'nobody', reason: before }
        : { by: 'signed', signature: before.sign(bytes) },
    signature: key.sign(bytes),
  };
}

export function isOpeningSigned(opening: EpochOpening): boolean {
  return isSignedBy(opening.publicKey, signedBytes(opening), opening.signature);
}

export function isHandedOver(opening: EpochOpening, publicKeyBefore: string): boolean {
  const { handover } = opening;
  return handover.by === 'signed' && isSignedBy(publicKeyBefore, signedBytes(opening), handover.signature);
}

function signedBytes(opening: Omit<EpochOpening, 'handover' | 'signature'>): Buffer {
  const { v, record, epoch, publicKey, time, size, root, contentKey, recipients } = opening;
  const fields = [record, epoch, publicKey, time, size, root, contentKey, recipients];
  return Buffer.from(`gatehouse epoch ${v}\n${JSON.stringify(fields)}\n`);
}
