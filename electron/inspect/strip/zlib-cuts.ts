// A compressed stream that gets another content where it lies. Sources: RFC 1950 section 2.2, RFC 1951 section 3.2.4.

import { constants, deflateSync } from 'node:zlib';
import { Unreadable } from '../unreadable.ts';
import { type Cut, nothing } from './cut.ts';

const space = 0x20;
const lineEnd = 0x0a;
const largestBlock = 0xffff;
const blockHeader = 5;
const checksumSize = 4;

/**
 * The content, followed by as many spaces as it takes for the stream to be as long as before: they are in blocks that are not compressed, one
 * byte for each. Where there is no room for a block, the few bytes that are left are line ends behind the stream, which belong to no
 * content (ISO 32000-1 section 7.3.8.1). Unreadable when the content alone needs more.
 */
export function zlibCuts(content: Buffer, from: number, to: number): readonly Cut[] {
  // Ends at a whole byte, with no block that is the last.
  const packed = deflateSync(content, { level: 9, memLevel: 9, finishFlush: constants.Z_SYNC_FLUSH });
  const end = to - checksumSize;
  if (from + packed.length + blockHeader > end) return [closed(content, from, to)];
  const cuts: Cut[] = [];
  let spaces = 0;
  let at = from;
  for (let before: Uint8Array = packed; at < end; before = nothing) {
    const left = end - at - before.length - blockHeader;
    // What is left behind this one has to hold a header at least.
    const size = left <= largestBlock ? left : Math.min(largestBlock, left - blockHeader);
    const next = at + before.length + blockHeader + size;
    const header = Buffer.of(next === end ? 1 : 0, size & 255, size >> 8, ~size & 255, (~size >> 8) & 255);
    cuts.push({ from: at, to: next, instead: Buffer.concat([before, header]), fill: space });
    spaces += size;
    at = next;
  }
  const whole = deflateSync(Buffer.concat([content, Buffer.alloc(spaces, space)]), { level: 0 });
  return [...cuts, { from: end, to, instead: whole.subarray(-checksumSize) }];
}

function closed(content: Buffer, from: number, to: number): Cut {
  const instead = deflateSync(content, { level: 9, memLevel: 9 });
  if (from + instead.length > to) throw new Unreadable('room in a stream');
  return { from, to, instead, fill: lineEnd };
}
