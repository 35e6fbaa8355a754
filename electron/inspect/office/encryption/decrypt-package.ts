// Encrypted OOXML. Source: MS-OFFCRYPTO sections 2.3.4.4 to 2.3.4.13.

import { createDecipheriv, createHash, hash as hashOf } from 'node:crypto';
import { exactly, u16, u32 } from '../../bytes.ts';
import { passwordBytes } from './default-password.ts';
import { attributesOf } from './encryption-attributes.ts';

/** Office writes 100,000 rounds; more only cost our time. */
const mostRounds = 100_000;
const segmentSize = 4096;

/** The package in the clear if Excel's own password opens it; null if not, or if it is encrypted in another way. */
export function decryptPackage(description: Buffer, encrypted: Buffer): Buffer | null {
  const [major, minor] = [u16(description, 0), u16(description, 2)];
  const size = u32(encrypted, 0);
  const content = encrypted.subarray(8);
  if (major === 4 && minor === 4) return decryptAgile(description.toString('utf8', 8), content, size);
  if (minor === 2 && major >= 2 && major <= 4) return decryptStandard(description, content, size);
  return null;
}

/** Section 2.3.4.7 and 2.3.4.9: AES in single blocks, 50,000 rounds of SHA-1. */
function decryptStandard(description: Buffer, content: Buffer, size: number): Buffer | null {
  const headerSize = u32(description, 8);
  const keyBits = u32(description, 12 + 16);
  if (keyBits !== 128 && keyBits !== 192 && keyBits !== 256) return null;
  const verifier = 12 + headerSize;
  const salt = exactly(description, verifier + 4, 16);
  const key = standardKey(salt, keyBits / 8);
  const decrypt = (bytes: Buffer) => {
    const decipher = createDecipheriv(`aes-${keyBits}-ecb`, key, null).setAutoPadding(false);
    return Buffer.concat([decipher.update(wholeBlocks(bytes)), decipher.final()]);
  };
  const clear = decrypt(exactly(description, verifier + 20, 16));
  const hash = decrypt(exactly(description, verifier + 40, 32)).subarray(0, 20);
  if (!digest('sha1', clear).equals(hash)) return null;
  return decrypt(content).subarray(0, size);
}

function standardKey(salt: Buffer, length: number): Buffer {
  const hash = digest('sha1', stretched('sha1', digest('sha1', salt, passwordBytes()), 50_000), number(0));
  const padded = (byte: number) =>
    digest('sha1', Buffer.from(Array.from({ length: 64 }, (_, index) => byte ^ (hash[index] ?? 0))));
  return Buffer.concat([padded(0x36), padded(0x5c)]).subarray(0, length);
}

/** Sections 2.3.4.11 to 2.3.4.15. */
const blockKeys = {
  verifierInput: Buffer.from('fea7d2763b4b9e79', 'hex'),
  verifierValue: Buffer.from('d7aa0f6d3061344e', 'hex'),
  key: Buffer.from('146e0be7abacd0d6', 'hex'),
} as const;

const hashes: Readonly<Record<string, string>> = {
  SHA1: 'sha1',
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
};

function decryptAgile(xml: string, content: Buffer, size: number): Buffer | null {
  const data = attributesOf(xml, 'keyData');
  const password = attributesOf(xml, 'encryptedKey');
  const hash = hashes[(password['hashAlgorithm'] ?? '').replace('-', '')];
  const dataHash = hashes[(data['hashAlgorithm'] ?? '').replace('-', '')];
  const keyBytes = Number(password['keyBits']) / 8;
  const rounds = Number(password['spinCount']);
  const isKnown =
    hash !== undefined &&
    dataHash !== undefined &&
    [16, 24, 32].includes(keyBytes) &&
    Number(data['keyBits']) / 8 === keyBytes &&
    [data, password].every(
      (part) => part['cipherAlgorithm'] === 'AES' && part['cipherChaining'] === 'ChainingModeCBC',
    );
  if (!isKnown || !(rounds >= 0 && rounds <= mostRounds)) return null;
  const field = (part: Readonly<Record<string, string>>, name: string) =>
    Buffer.from(part[name] ?? '', 'base64');
  const salt = field(password, 'saltValue');
  const start = stretched(hash, digest(hash, salt, passwordBytes()), rounds);
  const withKey = (blockKey: Buffer, bytes: Buffer) =>
    decryptCbc(sized(digest(hash, start, blockKey), keyBytes), sized(salt, 16), bytes);
  const input = withKey(blockKeys.verifierInput, field(password, 'encryptedVerifierHashInput'));
  const value = withKey(blockKeys.verifierValue, field(password, 'encryptedVerifierHashValue'));
  const expected = digest(hash, input.subarray(0, salt.length));
  if (!expected.equals(value.subarray(0, expected.length))) return null;
  const key = sized(withKey(blockKeys.key, field(password, 'encryptedKeyValue')), keyBytes);
  const dataSalt = field(data, 'saltValue');
  const pieces: Buffer[] = [];
  for (let at = 0, segment = 0; at < content.length; at += segmentSize, segment += 1) {
    const vector = sized(digest(dataHash, dataSalt, number(segment)), 16);
    pieces.push(decryptCbc(key, vector, content.subarray(at, at + segmentSize)));
  }
  return Buffer.concat(pieces).subarray(0, size);
}

/** Round after round over its number and the last result; in one piece of memory, since there are a hundred thousand. */
function stretched(algorithm: string, start: Buffer, rounds: number): Buffer {
  const input = Buffer.concat([number(0), start]);
  for (let round = 0; round < rounds; round += 1) {
    input.writeUInt32LE(round, 0);
    hashOf(algorithm, input, 'buffer').copy(input, 4);
  }
  return input.subarray(4);
}

function decryptCbc(key: Buffer, vector: Buffer, bytes: Buffer): Buffer {
  const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, key, vector).setAutoPadding(false);
  return Buffer.concat([decipher.update(wholeBlocks(bytes)), decipher.final()]);
}

function wholeBlocks(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.length - (bytes.length % 16));
}

/** Section 2.3.4.11: cut, or filled up with 0x36. */
function sized(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(Math.max(0, length - bytes.length), 0x36)]).subarray(0, length);
}

function digest(algorithm: string, ...pieces: readonly Buffer[]): Buffer {
  const hash = createHash(algorithm);
  for (const piece of pieces) hash.update(piece);
  return hash.digest();
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
