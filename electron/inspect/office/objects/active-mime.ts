import { bufferOf } from '../../bytes.ts';
import type { Place } from '../../document-place.ts';
import { inflate } from '../../inflate.ts';
import type { Finding } from '../../inspector.ts';
import { isDrawing } from '../drawings.ts';

const mark = Buffer.from('ActiveMime');
/** Where the compressed file begins in all that Office writes; a header may say another place. */
const usualStart = 0x32;

/** A file out of a document of text: what Office packs with its own header (macros, in XML and in web pages) is unpacked. */
export function inspectPacked(bytes: Buffer, name: string, place: Place): Finding[] {
  if (bytes.length === 0) return [];
  if (!bytes.subarray(0, mark.length).equals(mark))
    return isDrawing(bytes, place.context.budget) ? [] : place.nested(bytes, name);
  const start = bytes.length > 0x20 ? bytes.readUInt16LE(0x1e) + 46 : usualStart;
  const from = isZlib(bytes, start)
    ? start
    : isZlib(bytes, usualStart)
      ? usualStart
      : bytes.indexOf(0x78, mark.length);
  const content = inflate(bytes.subarray(Math.max(0, from)), 'zlib', place.context.budget);
  return place.nested(bufferOf(content), name);
}

function isZlib(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0x78 && ((0x78 << 8) | (bytes[at + 1] ?? 0)) % 31 === 0;
}
