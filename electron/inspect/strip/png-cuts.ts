import { crc32 } from 'node:zlib';
import { Unreadable } from '../unreadable.ts';
import { type Cut, nothing } from './cut.ts';
import { exifWith, orientationOf } from './orientation.ts';

/** What says how the pixels are to be shown, of PNG's third edition. */
const shownWith = new Set(
  'IHDR PLTE IDAT IEND cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST tRNS pHYs sPLT acTL fcTL fdAT'.split(
    ' ',
  ),
);

/** ISO/IEC 15948 section 5. Every other chunk goes (text, time, EXIF, and what is somebody's own), and what lies behind IEND. */
export function pngCuts(bytes: Buffer): readonly Cut[] {
  const cuts: Cut[] = [];
  let hasPixels = false;
  let isTurned = false;
  for (let at = 8; ; ) {
    const length = bytes.readUInt32BE(at);
    const name = bytes.toString('latin1', at + 4, at + 8);
    const to = at + 12 + length;
    if (to > bytes.length || !/^[A-Za-z]{4}$/.test(name)) throw new Unreadable('picture');
    if ((at === 8) !== (name === 'IHDR')) throw new Unreadable('picture');
    if (name === 'IDAT') hasPixels = true;
    if (!shownWith.has(name)) {
      // Without one that is critical (section 5.4) nobody can show the picture.
      if (/^[A-Z]/.test(name)) throw new Unreadable('picture');
      const orientation = isTurned || name !== 'eXIf' ? 1 : orientationOf(bytes.subarray(at + 8, to - 4));
      if (orientation !== 1) isTurned = true;
      const instead = orientation === 1 ? nothing : exifChunk(orientation);
      if (!bytes.subarray(at, to).equals(instead)) cuts.push({ from: at, to, instead });
    }
    at = to;
    if (name === 'IEND') {
      if (!hasPixels) throw new Unreadable('picture');
      if (at < bytes.length) cuts.push({ from: at, to: bytes.length, instead: nothing });
      return cuts;
    }
  }
}

function exifChunk(orientation: number): Buffer {
  const tiff = exifWith(orientation);
  const chunk = Buffer.concat([Buffer.alloc(4), Buffer.from('eXIf'), tiff, Buffer.alloc(4)]);
  chunk.writeUInt32BE(tiff.length, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, -4)), chunk.length - 4);
  return chunk;
}
