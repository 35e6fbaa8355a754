import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';

// A file that only its key opens, in pieces, each of which is authentic before anybody gets it: the STREAM construction (Hoang,
// Reyhanitabar, Rogaway, Vizár 2015), with the sizes of age. A line of its own, 32 random bytes, then AES-256-GCM over 64 KiB each, with a
// nonce of the piece's number (11 bytes) and whether it is the last (1 byte). Only the last piece is shorter, and it is empty only in an
// empty file.

const magic = Buffer.from('gatehouse sealed file 1\n');
const saltSize = 32;
const headerSize = magic.byteLength + saltSize;
const pieceSize = 64 * 1024;
const tagSize = 16;
const cipher = 'aes-256-gcm';

/** The file was changed, is cut short, or is not of this key. */
export class SealBroken extends Error {
  constructor() {
    super('the sealed file is not what was sealed');
    this.name = 'SealBroken';
  }
}

/**
 * Writes the source, sealed, to a new file that only its owner may read; returns how many bytes were sealed once they are on the disk.
 * `key`: 32 bytes, which may be those of other files too. When the source or the disk fails, nothing of the file is left.
 */
export async function sealFile(
  source: AsyncIterable<Uint8Array>,
  path: string,
  key: Uint8Array,
): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    const size = await seal(source, file, key);
    await file.sync();
    await file.close();
    return size;
  } catch (error) {
    await file.close();
    await rm(path, { force: true });
    throw error;
  }
}

/**
 * What was sealed. It is all there only when this has ended: that a file was cut short is seen at its end, and throws then. Throws
 * `SealBroken`, or what the disk says.
 */
export async function* openSealed(path: string, key: Uint8Array): AsyncGenerator<Buffer<ArrayBuffer>> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const header = await readAll(file, headerSize);
    if (!header.subarray(0, magic.byteLength).equals(magic)) throw new SealBroken();
    const fileKey = keyOf(key, header.subarray(magic.byteLength));
    let left = size - headerSize;
    for (let number = 0; left > 0 || number === 0; number += 1) {
      const sealed = await readAll(file, Math.min(left, pieceSize + tagSize));
      left -= sealed.byteLength;
      const piece = opened(sealed, fileKey, nonceOf(number, left === 0));
      if (piece.byteLength === 0 && number > 0) throw new SealBroken();
      yield piece;
    }
  } finally {
    await file.close();
  }
}

async function seal(source: AsyncIterable<Uint8Array>, file: FileHandle, key: Uint8Array): Promise<number> {
  const salt = randomBytes(saltSize);
  const fileKey = keyOf(key, salt);
  await file.writeFile(Buffer.concat([magic, salt]));
  const piece = Buffer.alloc(pieceSize);
  let filled = 0;
  let number = 0;
  const write = async (isLast: boolean): Promise<void> => {
    const sealing = createCipheriv(cipher, fileKey, nonceOf(number, isLast));
    const sealed = [sealing.update(piece.subarray(0, filled)), sealing.final(), sealing.getAuthTag()];
    await file.writeFile(Buffer.concat(sealed));
    number += 1;
    filled = 0;
  };
  let size = 0;
  for await (const part of source) {
    for (let start = 0; start < part.byteLength; ) {
      // A whole piece waits until there is more: it may be the last.
      if (filled === pieceSize) await write(false);
      const some = part.subarray(start, start + pieceSize - filled);
      piece.set(some, filled);
      filled += some.byteLength;
      start += some.byteLength;
    }
    size += part.byteLength;
  }
  await write(true);
  return size;
}

function opened(sealed: Buffer, key: Buffer, nonce: Buffer): Buffer<ArrayBuffer> {
  if (sealed.byteLength < tagSize) throw new SealBroken();
  const end = sealed.byteLength - tagSize;
  const opening = createDecipheriv(cipher, key, nonce, { authTagLength: tagSize });
  opening.setAuthTag(sealed.subarray(end));
  const piece = opening.update(sealed.subarray(0, end));
  try {
    opening.final();
  } catch {
    // The only thing that can be wrong here is the tag, and OpenSSL says no more than that it is.
    throw new SealBroken();
  }
  return piece;
}

/** One key for each file, so that no nonce is used twice with one. */
function keyOf(key: Uint8Array, salt: Uint8Array): Buffer {
  if (key.byteLength !== 32) throw new TypeError('a key has 32 bytes');
  return Buffer.from(hkdfSync('sha256', key, salt, magic, 32));
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(number, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

async function readAll(file: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.alloc(size);
  let filled = 0;
  while (filled < size) {
    const { bytesRead } = await file.read(bytes, filled, size - filled);
    if (bytesRead === 0) throw new SealBroken();
    filled += bytesRead;
  }
  return bytes;
}
