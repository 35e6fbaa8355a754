// Source: MS-OVBA section 2.4.1.

import { u8, u16 } from '../../bytes.ts';
import { Unreadable } from '../../unreadable.ts';

const chunkSize = 4096;

/** Source compresses to a third; a few bytes that become megabytes are no source. */
const [mostTimes, mostFrom] = [50, 1024 * 1024];

/** What a module or the `dir` stream holds; Unreadable where it is none or far too much. One that is torn gives what it has. */
export function decompressVba(container: Buffer): Buffer {
  const mostBytes = Math.max(mostFrom, container.length * mostTimes);
  if (u8(container, 0) !== 1) throw new Unreadable('macro source');
  const chunks: Buffer[] = [];
  let total = 0;
  let at = 1;
  while (at + 2 <= container.length) {
    const header = u16(container, at);
    // Section 2.4.1.1.5: the size counts from 3, the signature is always 0b011.
    const end = Math.min(container.length, at + (header & 0x0fff) + 3);
    if (((header >> 12) & 0b111) !== 0b011) throw new Unreadable('macro source');
    const isCompressed = header >= 0x8000;
    const chunk = isCompressed
      ? decompressChunk(container, at + 2, end)
      : container.subarray(at + 2, Math.min(container.length, at + 2 + chunkSize));
    total += chunk.length;
    if (total > mostBytes) throw new Unreadable('macro source');
    chunks.push(chunk);
    at = isCompressed ? end : at + 2 + chunkSize;
  }
  return Buffer.concat(chunks, total);
}

function decompressChunk(container: Buffer, start: number, end: number): Buffer {
  const chunk = Buffer.alloc(chunkSize);
  let length = 0;
  let at = start;
  while (at < end) {
    const flags = u8(container, at);
    at += 1;
    for (let bit = 0; bit < 8 && at < end; bit += 1) {
      if (((flags >> bit) & 1) === 0) {
        if (length >= chunkSize) throw new Unreadable('macro source');
        chunk[length] = u8(container, at);
        length += 1;
        at += 1;
        continue;
      }
      if (at + 2 > end) return chunk.subarray(0, length);
      const token = u16(container, at);
      at += 2;
      // Section 2.4.1.3.19.1: how many bits are offset depends on how much was written already.
      const offsetBits = Math.max(4, Math.ceil(Math.log2(length)));
      const count = (token & (0xffff >> offsetBits)) + 3;
      const from = length - (token >> (16 - offsetBits)) - 1;
      if (from < 0 || length + count > chunkSize) throw new Unreadable('macro source');
      for (let copied = 0; copied < count; copied += 1) chunk[length + copied] = chunk[from + copied] ?? 0;
      length += count;
    }
  }
  return chunk.subarray(0, length);
}
