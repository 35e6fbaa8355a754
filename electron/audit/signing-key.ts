import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';

/** The Ed25519 key (RFC 8032) of one epoch. */
export interface SigningKey {
  /** The 32 bytes in hexadecimal. */
  readonly publicKey: string;
  readonly sign: (bytes: Uint8Array) => string;
  /** PKCS #8 in base64, for the keychain and for nothing else. */
  readonly secret: string;
}

export function newSigningKey(): SigningKey {
  return signingKey(generateKeyPairSync('ed25519').privateKey);
}

/** Null when the text is not what `secret` was. */
export function readSigningKey(secret: string): SigningKey | null {
  try {
    const key = createPrivateKey({ key: Buffer.from(secret, 'base64'), format: 'der', type: 'pkcs8' });
    return key.asymmetricKeyType === 'ed25519' ? signingKey(key) : null;
  } catch (error) {
    // OpenSSL's own error for what it cannot decode.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Whether the key made the signature (base64) under these bytes. */
export function isSignedBy(publicKey: string, bytes: Uint8Array, signature: string): boolean {
  return verify(null, bytes, keyOf(publicKey), Buffer.from(signature, 'base64'));
}

function signingKey(key: KeyObject): SigningKey {
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return {
    publicKey: spki.subarray(prefix.length).toString('hex'),
    sign: (bytes) => sign(null, bytes, key).toString('base64'),
    secret: key.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  };
}

function keyOf(publicKey: string): KeyObject {
  const cached = keys.get(publicKey);
  if (cached !== undefined) return cached;
  const key = createPublicKey({
    key: Buffer.concat([prefix, Buffer.from(publicKey, 'hex')]),
    format: 'der',
    type: 'spki',
  });
  if (keys.size >= mostKeys) keys.clear();
  keys.set(publicKey, key);
  return key;
}

/** What stands before the 32 bytes in a SubjectPublicKeyInfo of Ed25519 (RFC 8410 section 4). */
const prefix = Buffer.from('302a300506032b6570032100', 'hex');
/** Of one epoch there are many signatures, one after the other. */
const keys = new Map<string, KeyObject>();
const mostKeys = 64;
