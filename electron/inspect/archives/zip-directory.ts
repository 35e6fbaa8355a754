import type { Budget } from '../budget.ts';
import { Unreadable } from '../unreadable.ts';
import type { ZipEntry } from './zip-file.ts';

export interface Directory {
  readonly entries: readonly ZipEntry[];
  readonly before: number;
  readonly behind: number;
  /** Where the central directory begins: members end there. */
  readonly end: number;
}

const endSize = 22;
const longestComment = 0xffff;

/** The central directory, found from the end as every reader does (APPNOTE 4.3.16). */
export function findDirectory(bytes: Uint8Array, budget: Budget): Directory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const at = findEnd(view);
  const comment = view.getUint16(at + 20, true);
  const { count, size, offset, record } = endRecord(view, at);
  const begin = record - size;
  if (size > record || offset > begin) throw new Unreadable('directory');
  const shift = begin - offset;
  const entries = readEntries(bytes, view, { begin, end: record, count, shift }, budget);
  const first = entries.reduce((least, { start }) => Math.min(least, start), begin);
  return { entries, before: first, behind: bytes.byteLength - (at + endSize + comment), end: begin };
}

/** The last end record whose comment ends within the file; bytes behind it are another matter. */
function findEnd(view: DataView): number {
  const last = view.byteLength - endSize;
  const least = Math.max(0, last - longestComment);
  for (let at = last; at >= least; at -= 1) {
    if (view.getUint32(at, true) !== 0x06054b50) continue;
    if (at + endSize + view.getUint16(at + 20, true) <= view.byteLength) return at;
  }
  throw new Unreadable('end of the directory');
}

interface EndRecord {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
  /** Where the first record behind the directory begins. */
  readonly record: number;
}

function endRecord(view: DataView, at: number): EndRecord {
  const disks = view.getUint16(at + 4, true) | view.getUint16(at + 6, true);
  const short = {
    count: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    offset: view.getUint32(at + 16, true),
    record: at,
  };
  const isLong = short.count === 0xffff || short.size === 0xffffffff || short.offset === 0xffffffff;
  const locator = at - 20;
  if (!isLong || locator < 0 || view.getUint32(locator, true) !== 0x07064b50) {
    if (disks !== 0) throw new Unreadable('archive in several parts');
    return short;
  }
  // Zip64 (APPNOTE 4.3.14): its end record stands before the locator, wherever the locator says that it was.
  const record = locator - 56;
  if (record < 0 || view.getUint32(record, true) !== 0x06064b50) throw new Unreadable('zip64 record');
  return {
    count: number64(view, record + 32),
    size: number64(view, record + 40),
    offset: number64(view, record + 48),
    record,
  };
}

interface Span {
  readonly begin: number;
  readonly end: number;
  readonly count: number;
  /** What has to be added to every offset, because something stands before the archive. */
  readonly shift: number;
}

function readEntries(bytes: Uint8Array, view: DataView, span: Span, budget: Budget): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = span.begin;
  while (at + 46 <= span.end && view.getUint32(at, true) === 0x02014b50) {
    budget.takeEntry();
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const next = at + 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    if (next > span.end) throw new Unreadable('directory');
    const name = bytes.subarray(at + 46, at + 46 + nameLength);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    entries.push(readEntryAt(view, at, name, extra, span.shift));
    at = next;
  }
  if (at !== span.end || entries.length !== span.count) throw new Unreadable('directory');
  return entries;
}

function readEntryAt(
  view: DataView,
  at: number,
  nameBytes: Uint8Array,
  extra: Uint8Array,
  shift: number,
): ZipEntry {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const attributes = view.getUint32(at + 38, true);
  const name = nameOf(nameBytes);
  const fields = extraFields(extra);
  const unicode = fields.get(0x7075);
  const otherName = unicode === undefined ? null : nameOf(unicode.subarray(5));
  const sizes = longSizes(fields.get(0x0001), {
    size: view.getUint32(at + 24, true),
    compressedSize: view.getUint32(at + 20, true),
    start: view.getUint32(at + 42, true),
  });
  return {
    name,
    otherName: otherName === name ? null : otherName,
    isDirectory: /[/\\]$/.test(name),
    isSymbolicLink: ((attributes >>> 16) & 0xf000) === 0xa000,
    // Bit 0: encrypted, 6: strongly, 13: the directory too; method 99 is AES of WinZip.
    isEncrypted: (flags & 0x2041) !== 0 || method === 99,
    method,
    crc: view.getUint32(at + 16, true),
    // Bit 3: the checksum was not known yet, so it is the time (APPNOTE 6.1.6).
    checkByte: (flags & 8) !== 0 ? view.getUint8(at + 13) : view.getUint8(at + 19),
    ...sizes,
    start: sizes.start + shift,
    record: at,
  };
}

function extraFields(extra: Uint8Array): Map<number, Uint8Array> {
  const fields = new Map<number, Uint8Array>();
  const view = new DataView(extra.buffer, extra.byteOffset, extra.byteLength);
  for (let at = 0; at + 4 <= extra.byteLength; ) {
    const length = view.getUint16(at + 2, true);
    // Padding and broken fields are common and say nothing; the first of a kind is the one that counts.
    if (at + 4 + length > extra.byteLength) break;
    const id = view.getUint16(at, true);
    if (!fields.has(id)) fields.set(id, extra.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}

/** Zip64 (APPNOTE 4.5.3): only those that are all ones stand in the field, in this order. */
function longSizes(
  field: Uint8Array | undefined,
  short: Pick<ZipEntry, 'size' | 'compressedSize' | 'start'>,
): Pick<ZipEntry, 'size' | 'compressedSize' | 'start'> {
  if (field === undefined) return short;
  const view = new DataView(field.buffer, field.byteOffset, field.byteLength);
  let at = 0;
  const long = (value: number) => {
    if (value !== 0xffffffff) return value;
    if (at + 8 > field.byteLength) throw new Unreadable('zip64 sizes');
    at += 8;
    return number64(view, at - 8);
  };
  const size = long(short.size);
  const compressedSize = long(short.compressedSize);
  return { size, compressedSize, start: long(short.start) };
}

function number64(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Unreadable('64-bit number');
  return Number(value);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

/** Archives lie about the encoding of names; UTF-8 that is valid is UTF-8. */
function nameOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    // Code page 437 or another: only its ASCII part matters here, as endings and paths are of it.
    return latin1.decode(bytes);
  }
}
