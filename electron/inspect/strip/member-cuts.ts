// Members of a zip that get another content where they lie. Source: APPNOTE.TXT 6.3.10 section 4.3.

import { crc32 } from 'node:zlib';
import type { ZipEntry } from '../archives/zip-file.ts';
import { u16, u32 } from '../bytes.ts';
import { Unreadable } from '../unreadable.ts';
import type { Cut } from './cut.ts';

/** Of what may stand behind the data (section 4.3.9): three numbers, two of them perhaps long, with or without a signature. */
const descriptors = [12, 16, 20, 24];
const hasDescriptor = 0x0008;
const zip64 = 0x0001;
const space = 0x20;

/**
 * Each of them is stored with its new content and as many spaces as are missing, so that it is as long as before and nothing else moves. What
 * stood behind its data belongs to it then: readers that go from member to member find the next one. Unreadable where it does not fit.
 */
export function memberCuts(
  bytes: Buffer,
  entries: readonly ZipEntry[],
  replaced: ReadonlyMap<ZipEntry, Buffer>,
): readonly Cut[] {
  const directory = Math.min(...entries.map(({ record }) => record));
  const starts = [...entries.map(({ start }) => start), directory].sort((a, b) => a - b);
  const cuts: Cut[] = [];
  for (const [entry, content] of replaced) {
    const end = starts.find((start) => start > entry.start) ?? directory;
    cuts.push(...cutsOfOne(bytes, entry, content, end));
  }
  return cuts.sort((a, b) => a.from - b.from);
}

/** `end`: where the next header begins. */
function cutsOfOne(bytes: Buffer, entry: ZipEntry, content: Buffer, end: number): Cut[] {
  const { start, record, compressedSize } = entry;
  const nameSize = u16(bytes, start + 26);
  const data = start + 30 + nameSize + u16(bytes, start + 28);
  const flags = u16(bytes, start + 6);
  const behind = end - data - compressedSize;
  const isBehind = (flags & hasDescriptor) === 0 ? behind === 0 : descriptors.includes(behind);
  const room = end - data;
  if (!isBehind || room < content.length) throw new Unreadable('member');
  const checksum = crc32(Buffer.alloc(room - content.length, space), crc32(content));
  const names = record + 46 + u16(bytes, record + 28);
  return [
    described(bytes, start + 6, flags, checksum, room),
    ...withoutLongSizes(bytes, start + 30 + nameSize, data),
    { from: data, to: end, instead: content, fill: space },
    described(bytes, record + 8, u16(bytes, record + 8), checksum, room),
    // It may stand in the field of long sizes.
    ...(u32(bytes, record + 42) === 0xffffffff ? [number(record + 42, start)] : []),
    ...withoutLongSizes(bytes, names, names + u16(bytes, record + 30)),
  ];
}

/** Flags, method, time, date, checksum and both sizes stand together in both headers. */
function described(bytes: Buffer, from: number, flags: number, checksum: number, size: number): Cut {
  const instead = Buffer.from(bytes.subarray(from, from + 20));
  instead.writeUInt16LE(flags & ~hasDescriptor, 0);
  instead.writeUInt16LE(0, 2);
  instead.writeUInt32LE(checksum, 8);
  instead.writeUInt32LE(size, 12);
  instead.writeUInt32LE(size, 16);
  return { from, to: from + 20, instead };
}

/** Nothing is left that it could be about (section 4.5.3), so it becomes room to grow (4.5.2, 0xa220), which packages have for nothing. */
function withoutLongSizes(bytes: Buffer, from: number, to: number): Cut[] {
  const cuts: Cut[] = [];
  for (let at = from; at + 4 <= to; at += 4 + u16(bytes, at + 2)) {
    if (u16(bytes, at) !== zip64) continue;
    const size = Math.min(u16(bytes, at + 2), to - at - 4);
    const instead = Buffer.concat([
      Buffer.of(0x20, 0xa2),
      bytes.subarray(at + 2, at + 4),
      Buffer.alloc(size),
    ]);
    if (size >= 4) instead.writeUInt16LE(0xa028, 4);
    cuts.push({ from: at, to: at + 4 + size, instead });
  }
  return cuts;
}

function number(from: number, value: number): Cut {
  const instead = Buffer.alloc(4);
  instead.writeUInt32LE(value);
  return { from, to: from + 4, instead };
}
