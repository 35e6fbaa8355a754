// Source: MS-XLS section 2.2.10, MS-OFFCRYPTO sections 2.3.5 and 2.3.6.

import { createHash } from 'node:crypto';
import { exactly, u16, u32 } from '../../bytes.ts';
import { passwordBytes } from '../encryption/default-password.ts';
import { Rc4 } from '../encryption/rc4.ts';
import { biff, biffRecords } from './biff-records.ts';

/** MS-OFFCRYPTO section 2.3.5.2: a key for each block of the stream. */
const blockSize = 1024;

/** Section 2.2.10: these stay as they are. */
const plain: ReadonlySet<number> = new Set([
  ...[biff.bof, biff.filePass, biff.userExclusive, biff.fileLock],
  ...[biff.interfaceHeader, biff.revisionHead, biff.revisionInfo],
]);

type KeyOf = (block: number) => Buffer;

/** The stream in the clear if Excel's own password opens it; null if not, or if it is encrypted in another way. */
export function decryptWorkbook(stream: Buffer, filePass: Buffer): Buffer | null {
  const keyOf = openedKey(filePass);
  if (keyOf === null) return null;
  const result = Buffer.from(stream);
  const cipher = new BlockCipher(keyOf);
  for (const { type, at, content } of biffRecords(stream)) {
    if (plain.has(type)) continue;
    const clear = cipher.apply(content, at);
    // Section 2.4.28: where a sheet begins is never encrypted.
    clear.copy(result, type === biff.boundSheet ? at + 4 : at, type === biff.boundSheet ? 4 : 0);
  }
  return result;
}

function openedKey(filePass: Buffer): KeyOf | null {
  if (u16(filePass, 0) !== 1) return null;
  const major = u16(filePass, 2);
  return major === 1 ? fortyBitKey(filePass) : major >= 2 && major <= 4 ? cryptoApiKey(filePass) : null;
}

/** MS-OFFCRYPTO sections 2.3.6.1 and 2.3.6.2. */
function fortyBitKey(filePass: Buffer): KeyOf | null {
  const salt = exactly(filePass, 6, 16);
  const truncated = md5(passwordBytes()).subarray(0, 5);
  const mixed = md5(Buffer.concat(Array.from({ length: 16 }, () => [truncated, salt]).flat())).subarray(0, 5);
  const keyOf: KeyOf = (block) => md5(Buffer.concat([mixed, number(block)]));
  const cipher = new Rc4(keyOf(0));
  const verifier = cipher.apply(exactly(filePass, 22, 16));
  return md5(verifier).equals(cipher.apply(exactly(filePass, 38, 16))) ? keyOf : null;
}

/** MS-OFFCRYPTO sections 2.3.5.1, 2.3.2, 2.3.3 and 2.3.5.2. */
function cryptoApiKey(filePass: Buffer): KeyOf | null {
  const header = 14;
  const headerSize = u32(filePass, 10);
  const keyBits = u32(filePass, header + 16) || 40;
  if (keyBits > 128 || keyBits % 8 !== 0) return null;
  const verifier = header + headerSize;
  if (u32(filePass, verifier) !== 16) return null;
  const salt = exactly(filePass, verifier + 4, 16);
  const start = sha1(Buffer.concat([salt, passwordBytes()]));
  const keyOf: KeyOf = (block) => {
    const key = sha1(Buffer.concat([start, number(block)])).subarray(0, keyBits / 8);
    return keyBits === 40 ? Buffer.concat([key, Buffer.alloc(11)]) : key;
  };
  const cipher = new Rc4(keyOf(0));
  const clear = cipher.apply(exactly(filePass, verifier + 20, 16));
  return sha1(clear).equals(cipher.apply(exactly(filePass, verifier + 40, 20))) ? keyOf : null;
}

/** Goes forward only: record after record, the key changes with the position in the stream. */
class BlockCipher {
  readonly #keyOf: KeyOf;
  #block = -1;
  #cipher = new Rc4(Buffer.alloc(1));
  #used = 0;

  constructor(keyOf: KeyOf) {
    this.#keyOf = keyOf;
  }

  apply(content: Buffer, position: number): Buffer {
    const pieces: Buffer[] = [];
    for (let done = 0; done < content.length; ) {
      this.#moveTo(position + done);
      const piece = content.subarray(done, done + blockSize - this.#used);
      pieces.push(this.#cipher.apply(piece));
      this.#used += piece.length;
      done += piece.length;
    }
    return Buffer.concat(pieces);
  }

  #moveTo(position: number): void {
    const block = Math.floor(position / blockSize);
    if (block !== this.#block) {
      this.#block = block;
      this.#cipher = new Rc4(this.#keyOf(block));
      this.#used = 0;
    }
    const offset = position % blockSize;
    this.#cipher.skip(offset - this.#used);
    this.#used = offset;
  }
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function md5(bytes: Buffer): Buffer {
  return createHash('md5').update(bytes).digest();
}

function sha1(bytes: Buffer): Buffer {
  return createHash('sha1').update(bytes).digest();
}
