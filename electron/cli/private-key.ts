import { createPrivateKey, type KeyObject } from 'node:crypto';

/** Of Ed25519, as `policy keygen` makes it. @throws Error that says nothing of the key */
export function privateKeyIn(pem: Uint8Array, file: string): KeyObject {
  const failed = new Error(`${file}: no private key of Ed25519`);
  try {
    const key = createPrivateKey(Buffer.from(pem));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    if (error instanceof Error) throw failed;
    throw error;
  }
  throw failed;
}
