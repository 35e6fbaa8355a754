// Zip (APPNOTE.TXT 6.3.10), read from memory. The central directory says what there is; what the local headers say instead, what
// lies between them and what several readers would read differently is told as an irregularity.

import { crc32 } from 'node:zlib';
import type { Budget } from '../budget.ts';
import { inflate } from '../inflate.ts';
import { Unreadable } from '../unreadable.ts';
import { decryptZip } from './zip-crypto.ts';
import { findDirectory } from './zip-directory.ts';
import { type Irregularity, irregularities } from './zip-irregularities.ts';

export interface ZipEntry {
  /** Of the central directory, as text; never a path to write to. */
  readonly name: string;
  /** Of the Unicode path field (APPNOTE 4.6.9), where it says something else. */
  readonly otherName: string | null;
  readonly isDirectory: boolean;
  readonly isSymbolicLink: boolean;
  readonly isEncrypted: boolean;
  /** APPNOTE 4.4.5; 0 is stored, 8 is deflated. */
  readonly method: number;
  readonly crc: number;
  /** What the header of an encrypted member has to end with. */
  readonly checkByte: number;
  /** As the directory claims. */
  readonly compressedSize: number;
  readonly size: number;
  /** Where its local header is, counted from the first byte of the file. */
  readonly start: number;
  /** Where the directory describes it. */
  readonly record: number;
}

export interface ZipFile {
  readonly entries: readonly ZipEntry[];
  readonly irregularities: readonly Irregularity[];
  /** Bytes before the first header and behind the end record: another file, if any are there. */
  readonly before: number;
  readonly behind: number;
  /** Throws `OverLimit`, and `Unreadable` for what is encrypted, of another method, or not what the directory says. */
  read(entry: ZipEntry): Uint8Array;
  /** An encrypted member with the password, or null when it is another one. Only of the old encryption. */
  decrypt(entry: ZipEntry, password: string): Uint8Array | null;
}

/** Charges one entry of the budget for each member. Throws `Unreadable` when there is no directory. */
export function openZip(bytes: Uint8Array, budget: Budget): ZipFile {
  const { entries, before, behind, end } = findDirectory(bytes, budget);
  return {
    entries,
    irregularities: irregularities(bytes, entries, end),
    before,
    behind,
    read: (entry) => readEntry(bytes, entry, budget),
    decrypt: (entry, password) => decryptEntry(bytes, entry, password, budget),
  };
}

function readEntry(bytes: Uint8Array, entry: ZipEntry, budget: Budget): Uint8Array {
  if (entry.isEncrypted) throw new Unreadable('encrypted member');
  const content = unpack(packedBytes(bytes, entry), entry, budget);
  if (content.byteLength !== entry.size) throw new Unreadable('size of a member');
  if (crc32(content) !== entry.crc) throw new Unreadable('checksum of a member');
  return content;
}

function decryptEntry(
  bytes: Uint8Array,
  entry: ZipEntry,
  password: string,
  budget: Budget,
): Uint8Array | null {
  budget.checkTime();
  if (entry.method !== 0 && entry.method !== 8) return null;
  const plain = decryptZip(packedBytes(bytes, entry), password, entry.checkByte);
  if (plain === null) return null;
  try {
    const content = unpack(plain, entry, budget);
    return crc32(content) === entry.crc ? content : null;
  } catch (error) {
    // The check of one byte was met by chance.
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

function packedBytes(bytes: Uint8Array, { start, compressedSize }: ZipEntry): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (start + 30 > bytes.byteLength || view.getUint32(start, true) !== 0x04034b50)
    throw new Unreadable('local header');
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  if (from + compressedSize > bytes.byteLength) throw new Unreadable('member beyond the end');
  return bytes.subarray(from, from + compressedSize);
}

function unpack(packed: Uint8Array, { method, size }: ZipEntry, budget: Budget): Uint8Array {
  if (method === 8) return inflate(packed, 'raw', budget, size);
  if (method !== 0) throw new Unreadable('compression method');
  budget.takeBytes(packed.byteLength);
  return packed;
}
