// Compound File Binary: the file system inside of doc, xls, ppt, vbaProject.bin and embedded objects.
// Source: MS-CFB, sections 2.1 to 2.6.

import { exactly, u16, u32 } from '../../bytes.ts';
import { Unreadable } from '../../unreadable.ts';
import { type DirectoryEntry, readDirectory } from './directory.ts';

const signature = Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1);
const headerSize = 512;
/** MS-CFB section 2.1: sector numbers above this one are marks. */
const maxRegularSector = 0xfffffffa;
const miniSectorSize = 64;

export interface StoredStream {
  /** Storages and the stream's own name, joined with slashes; what no storage holds begins with "(lost)/". */
  readonly path: string;
  readonly size: number;
}

/**
 * Reads a compound file that wants to be unreadable: chains that circle or leave the file end where they do, the directory is read once
 * whatever its links say, and all reads together give at most a few times the bytes of the file. What opens in Office is found even if it
 * is damaged; Unreadable is what has no directory.
 */
export class CompoundFile {
  readonly streams: readonly StoredStream[];
  /** Class of the root storage, lower case with dashes; zeroes where there is none. */
  readonly rootClass: string;
  /** Paths of all storages with their class. */
  readonly storages: readonly { readonly path: string; readonly classId: string }[];
  readonly #bytes: Buffer;
  readonly #sectorSize: number;
  readonly #fat: Uint32Array;
  readonly #miniFat: Uint32Array;
  readonly #miniStream: Buffer;
  readonly #miniCutoff: number;
  readonly #entries: ReadonlyMap<string, DirectoryEntry>;
  /** Paths by themselves and by their last part, in upper case; of several the first. */
  readonly #paths = new Map<string, string>();
  #left: number;

  static isOne(bytes: Buffer): boolean {
    return bytes.length >= headerSize && bytes.subarray(0, 8).equals(signature);
  }

  constructor(bytes: Buffer) {
    if (!CompoundFile.isOne(bytes)) throw new Unreadable('compound file header');
    const shift = u16(bytes, 30);
    // Section 2.2: 512 or 4096. Office opens nothing else.
    if (shift !== 9 && shift !== 12) throw new Unreadable('sector size');
    this.#bytes = bytes;
    this.#sectorSize = 1 << shift;
    this.#left = bytes.length * 4 + 65_536;
    this.#fat = this.#readFat();
    const directory = this.#chain(u32(bytes, 48), Number.POSITIVE_INFINITY);
    const entries = readDirectory(directory, shift === 9);
    const root = entries.root;
    this.#miniFat = words(this.#chain(u32(bytes, 60), Number.POSITIVE_INFINITY));
    this.#miniStream = this.#chain(root.start, root.size);
    this.#miniCutoff = u32(bytes, 56);
    this.#entries = entries.streams;
    this.streams = [...entries.streams].map(([path, entry]) => ({ path, size: entry.size }));
    this.storages = entries.storages;
    for (const { path } of this.streams) this.#paths.set(path.toUpperCase(), path);
    for (const { path } of this.streams) {
      const name = path.slice(path.lastIndexOf('/') + 1).toUpperCase();
      if (!this.#paths.has(name)) this.#paths.set(name, path);
    }
    this.rootClass = root.classId;
  }

  /** The stream's bytes as far as they are in the file; null for a path that is none. Unreadable when too much was asked for already. */
  read(path: string): Buffer | null {
    const entry = this.#entries.get(path);
    if (!entry) return null;
    return entry.size < this.#miniCutoff ? this.#miniChain(entry) : this.#chain(entry.start, entry.size);
  }

  /** The stream of this path or name, whatever the case (section 2.6.4 compares upper case). */
  find(path: string): string | null {
    return this.#paths.get(path.toUpperCase()) ?? null;
  }

  /** Sections 2.3 and 2.5: the first 109 sectors of the table are named in the header, the others in a chain of their own. */
  #readFat(): Uint32Array {
    const named: number[] = [];
    for (let index = 0; index < 109; index += 1) named.push(u32(this.#bytes, 76 + index * 4));
    const perSector = this.#sectorSize / 4;
    const visited = new Set<number>();
    for (let sector = u32(this.#bytes, 68); sector < maxRegularSector && !visited.has(sector); ) {
      visited.add(sector);
      const table = this.#sector(sector);
      if (table.length < this.#sectorSize) break;
      for (let index = 0; index < perSector - 1; index += 1) named.push(table.readUInt32LE(index * 4));
      sector = table.readUInt32LE((perSector - 1) * 4);
    }
    const sectors = Math.ceil((this.#bytes.length - headerSize) / this.#sectorSize);
    const fat = new Uint32Array(Math.max(0, sectors)).fill(0xffffffff);
    let at = 0;
    for (const sector of named) {
      if (sector >= maxRegularSector) continue;
      const table = this.#sector(sector);
      for (let index = 0; index + 4 <= table.length && at < fat.length; index += 4, at += 1) {
        fat[at] = table.readUInt32LE(index);
      }
      if (at >= fat.length) break;
    }
    return fat;
  }

  /** May be short, at the end of the file. */
  #sector(number: number): Buffer {
    const start = (number + 1) * this.#sectorSize;
    return this.#bytes.subarray(start, start + this.#sectorSize);
  }

  #chain(first: number, size: number): Buffer {
    const pieces: Buffer[] = [];
    let length = 0;
    let steps = this.#fat.length;
    for (let sector = first; sector < this.#fat.length && length < size && steps > 0; steps -= 1) {
      const piece = this.#sector(sector);
      pieces.push(piece);
      length += piece.length;
      sector = this.#fat[sector] ?? 0xffffffff;
    }
    return this.#joined(pieces, Math.min(length, size));
  }

  #miniChain({ start, size }: DirectoryEntry): Buffer {
    const pieces: Buffer[] = [];
    let length = 0;
    let steps = this.#miniFat.length;
    for (let sector = start; sector < this.#miniFat.length && length < size && steps > 0; steps -= 1) {
      const piece = this.#miniStream.subarray(sector * miniSectorSize, (sector + 1) * miniSectorSize);
      pieces.push(piece);
      length += piece.length;
      sector = this.#miniFat[sector] ?? 0xffffffff;
    }
    return this.#joined(pieces, Math.min(length, size));
  }

  /** Many streams may name the same sectors: together they may not be more than the file could honestly hold. */
  #joined(pieces: readonly Buffer[], length: number): Buffer {
    this.#left -= length;
    if (this.#left < 0) throw new Unreadable('shared sectors');
    return exactly(Buffer.concat(pieces), 0, length);
  }
}

function words(bytes: Buffer): Uint32Array {
  const numbers = new Uint32Array(Math.floor(bytes.length / 4));
  for (let index = 0; index < numbers.length; index += 1) numbers[index] = bytes.readUInt32LE(index * 4);
  return numbers;
}
