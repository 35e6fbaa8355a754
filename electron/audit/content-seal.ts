import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hash,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { Decrypter, Encrypter } from 'age-encryption';

/**
 * The key of one epoch's contents. It is random, sealed to the company's public keys with age, and otherwise only in memory while
 * the epoch lasts: what was written before, neither the user nor malware on this computer can read back.
 */
export class ContentSeal {
  /** An age file in base64. */
  readonly sealedKey: string;
  /** Not its bytes: Node makes an object of them for every cipher, which takes three times as long as the cipher. */
  #key: KeyObject | null;

  /** `recipients`: at least one. @throws Error when one of them is no age recipient */
  static async to(recipients: readonly string[]): Promise<ContentSeal> {
    const encrypter = new Encrypter();
    for (const recipient of recipients) encrypter.addRecipient(recipient);
    const bytes = randomBytes(keyLength);
    const sealedKey = Buffer.from(await encrypter.encrypt(bytes)).toString('base64');
    const seal = new ContentSeal(createSecretKey(bytes), sealedKey);
    bytes.fill(0);
    return seal;
  }

  private constructor(key: KeyObject, sealedKey: string) {
    this.#key = key;
    this.sealedKey = sealedKey;
  }

  /**
   * AES-256-GCM for this entry: nonce, text, tag. The nonce is random and not the entry's number, which is used again after a
   * write that failed; an epoch is far shorter than the 2^32 that random ones are good for (NIST SP 800-38D section 8.3).
   */
  seal(sequence: number, content: Uint8Array): Buffer {
    if (this.#key === null) throw new Error('the epoch of this key is over');
    const nonce = randomBytes(nonceLength);
    const cipher = createCipheriv(algorithm, this.#key, nonce).setAAD(placeOf(sequence));
    return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }

  /** The epoch is over. */
  forget(): void {
    this.#key = null;
  }
}

/** The key in an age file (base64); null when the identity is none of its recipients', or it is damaged. */
export async function unsealKey(sealedKey: string, identities: readonly string[]): Promise<Buffer | null> {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  try {
    const key = Buffer.from(await decrypter.decrypt(Buffer.from(sealedKey, 'base64')));
    return key.length === keyLength ? key : null;
  } catch (error) {
    // The library has one kind of error for everything that does not fit.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Null when the key is not the content's, or it was changed. */
export function unsealContent(key: Uint8Array, sequence: number, sealed: Uint8Array): Buffer | null {
  if (sealed.length < nonceLength + tagLength) return null;
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, nonceLength));
  decipher.setAAD(placeOf(sequence)).setAuthTag(sealed.subarray(-tagLength));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceLength, -tagLength)), decipher.final()]);
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

export function sha256(...parts: readonly Uint8Array[]): string {
  return hash('sha256', Buffer.concat(parts), 'hex');
}

const algorithm = 'aes-256-gcm';
const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;

function placeOf(sequence: number): Buffer {
  return Buffer.from(String(sequence));
}
