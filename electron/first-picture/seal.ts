import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** What a picture is bound to: under any other it does not open. */
export interface Binding {
  readonly account: string;
  readonly version: string;
  /** SHA-256 of the page it is part of, in hex: what it looks like is the page's. */
  readonly page: string;
}

const algorithm = 'aes-256-gcm';
const keyLength = 32;
const saltLength = 32;
/** As NIST SP 800-38D section 5.2.1.1 recommends. The key is new each time, so it is never used twice under one. */
const nonceLength = 12;
const tagLength = 16;
const headLength = saltLength + nonceLength + tagLength;
const purpose = 'gatehouse first picture 1';

/** `key`: the archive's. What is sealed is sealed under one derived from it, for this purpose and this once. */
export function seal(text: string, key: Uint8Array, binding: Binding): Buffer {
  const salt = randomBytes(saltLength);
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv(algorithm, derived(key, salt), nonce);
  cipher.setAAD(bytesOf(binding));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([salt, nonce, cipher.getAuthTag(), sealed]);
}

/** Null when it was not sealed with this key and binding, or is not as it was. */
export function unseal(bytes: Buffer, key: Uint8Array, binding: Binding): string | null {
  if (bytes.length < headLength) return null;
  const salt = bytes.subarray(0, saltLength);
  const nonce = bytes.subarray(saltLength, saltLength + nonceLength);
  const decipher = createDecipheriv(algorithm, derived(key, salt), nonce, { authTagLength: tagLength });
  decipher.setAAD(bytesOf(binding));
  decipher.setAuthTag(bytes.subarray(headLength - tagLength, headLength));
  const opened = decipher.update(bytes.subarray(headLength));
  try {
    return Buffer.concat([opened, decipher.final()]).toString('utf8');
  } catch {
    // The tag does not fit, and nothing else can fail here.
    return null;
  }
}

function derived(key: Uint8Array, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, salt, purpose, keyLength));
}

function bytesOf({ account, version, page }: Binding): Buffer {
  return Buffer.from(JSON.stringify([account, version, page]));
}
