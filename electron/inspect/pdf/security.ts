// The standard security handler with the empty password, which every reader tries first: such a file opens for everybody.
// Sources: ISO 32000-1 section 7.6, ISO 32000-2 sections 7.6.4.3.3 and 7.6.4.3.4.

import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import { Rc4 } from '../office/encryption/rc4.ts';
import { Unreadable } from '../unreadable.ts';
import { entry, nameOf, numberOf, type PdfDictionary } from './values.ts';

export interface Decryption {
  string(bytes: Buffer, number: number, generation: number): Buffer;
  stream(bytes: Buffer, number: number, generation: number): Buffer;
}

type Way = 'none' | 'rc4' | 'aes';

/** Section 7.6.3.3. */
const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

/** Null when the empty password does not open it, or another handler would have to. */
export function openWithoutPassword(encrypt: PdfDictionary, id: Buffer): Decryption | null {
  if (nameOf(entry(encrypt, 'Filter')) !== 'Standard') return null;
  const version = numberOf(entry(encrypt, 'V')) ?? 0;
  const revision = numberOf(entry(encrypt, 'R')) ?? 0;
  const key = revision >= 5 ? modernKey(encrypt, revision) : classicKey(encrypt, revision, version, id);
  if (key === null) return null;
  const isModern = revision >= 5;
  return {
    string: (bytes, number, generation) =>
      decrypt(bytes, wayOf(encrypt, version, 'StrF'), key, number, generation, isModern),
    stream: (bytes, number, generation) =>
      decrypt(bytes, wayOf(encrypt, version, 'StmF'), key, number, generation, isModern),
  };
}

/** Section 7.6.5: from version 4 on the method stands in a crypt filter. */
function wayOf(encrypt: PdfDictionary, version: number, use: 'StrF' | 'StmF'): Way {
  if (version < 4) return 'rc4';
  const name = nameOf(entry(encrypt, use));
  if (name === '' || name === 'Identity') return 'none';
  const filters = entry(encrypt, 'CF');
  const filter = filters.kind === 'dictionary' ? entry(filters, name) : filters;
  const method = filter.kind === 'dictionary' ? nameOf(entry(filter, 'CFM')) : '';
  if (method === 'None') return 'none';
  if (method === 'V2') return 'rc4';
  if (method === 'AESV2' || method === 'AESV3') return 'aes';
  throw new Unreadable('encryption');
}

/** Algorithm 2, and 4 or 5 to see whether it is the right one. */
function classicKey(encrypt: PdfDictionary, revision: number, version: number, id: Buffer): Buffer | null {
  const length =
    revision < 3
      ? 5
      : Math.min(16, Math.max(5, (numberOf(entry(encrypt, 'Length')) ?? (version >= 4 ? 128 : 40)) / 8));
  if (!Number.isInteger(length)) return null;
  const permissions = Buffer.alloc(4);
  permissions.writeInt32LE((numberOf(entry(encrypt, 'P')) ?? 0) | 0);
  const metadata = entry(encrypt, 'EncryptMetadata');
  const isMetadataPlain = metadata.kind === 'boolean' && !metadata.value;
  let key = md5(
    padding,
    bytesOf(encrypt, 'O').subarray(0, 32),
    permissions,
    id,
    isMetadataPlain && revision >= 4 ? Buffer.alloc(4, 0xff) : Buffer.alloc(0),
  );
  if (revision >= 3) for (let round = 0; round < 50; round += 1) key = md5(key.subarray(0, length));
  key = key.subarray(0, length);
  const user = bytesOf(encrypt, 'U');
  if (revision < 3) return new Rc4(key).apply(padding).equals(user.subarray(0, 32)) ? key : null;
  let expected = new Rc4(key).apply(md5(padding, id));
  for (let round = 1; round <= 19; round += 1)
    expected = new Rc4(key.map((byte) => byte ^ round)).apply(expected);
  return expected.equals(user.subarray(0, 16)) ? key : null;
}

/** Algorithm 2.A: the user's key is behind the hash with the second salt. */
function modernKey(encrypt: PdfDictionary, revision: number): Buffer | null {
  const user = bytesOf(encrypt, 'U');
  if (user.length < 48) return null;
  const hash = (salt: Buffer) =>
    revision === 5 ? createHash('sha256').update(salt).digest() : hardened(salt);
  if (!hash(user.subarray(32, 40)).equals(user.subarray(0, 32))) return null;
  const sealed = bytesOf(encrypt, 'UE').subarray(0, 32);
  if (sealed.length < 32) return null;
  const decipher = createDecipheriv(
    'aes-256-cbc',
    hash(user.subarray(40, 48)),
    Buffer.alloc(16),
  ).setAutoPadding(false);
  return Buffer.concat([decipher.update(sealed), decipher.final()]);
}

/** Algorithm 2.B, for an empty password. */
function hardened(salt: Buffer): Buffer {
  let key = createHash('sha256').update(salt).digest();
  for (let round = 0, last = 0; round < 64 || last > round - 32; round += 1) {
    const repeated = Buffer.concat(Array.from({ length: 64 }, () => key));
    const cipher = createCipheriv('aes-128-cbc', key.subarray(0, 16), key.subarray(16, 32)).setAutoPadding(
      false,
    );
    const mixed = cipher.update(repeated);
    const choice = mixed.subarray(0, 16).reduce((sum, byte) => sum + byte, 0) % 3;
    key = createHash(['sha256', 'sha384', 'sha512'][choice] ?? 'sha256')
      .update(mixed)
      .digest();
    last = mixed.at(-1) ?? 0;
  }
  return key.subarray(0, 32);
}

/** Algorithms 1 and 1.A. */
function decrypt(
  bytes: Buffer,
  way: Way,
  key: Buffer,
  number: number,
  generation: number,
  isModern: boolean,
): Buffer {
  if (way === 'none') return bytes;
  const salt = Buffer.of(
    number & 255,
    (number >> 8) & 255,
    (number >> 16) & 255,
    generation & 255,
    (generation >> 8) & 255,
  );
  const own = isModern
    ? key
    : md5(key, salt, way === 'aes' ? Buffer.from('sAlT') : Buffer.alloc(0)).subarray(
        0,
        Math.min(16, key.length + 5),
      );
  if (way === 'rc4') return new Rc4(own).apply(bytes);
  const content = bytes.subarray(16, bytes.length - (bytes.length % 16));
  if (content.length === 0) return content;
  const decipher = createDecipheriv(`aes-${own.length * 8}-cbc`, own, bytes.subarray(0, 16)).setAutoPadding(
    false,
  );
  const plain = Buffer.concat([decipher.update(content), decipher.final()]);
  const pad = plain.at(-1) ?? 0;
  return pad >= 1 && pad <= 16 ? plain.subarray(0, plain.length - pad) : plain;
}

function bytesOf(dictionary: PdfDictionary, key: string): Buffer {
  const value = entry(dictionary, key);
  return value.kind === 'string' ? value.bytes : Buffer.alloc(0);
}

function md5(...pieces: readonly Uint8Array[]): Buffer {
  const hash = createHash('md5');
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}
