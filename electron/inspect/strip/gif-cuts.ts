import { Unreadable } from '../unreadable.ts';
import { type Cut, nothing } from './cut.ts';

const shownWith = new Set(['NETSCAPE2.0', 'ANIMEXTS1.0', 'ICCRGBG1012']);

/** GIF89a. Comments go, and what is an application's (XMP) unless it makes the picture move or gives its colours, and what lies behind the end. */
export function gifCuts(bytes: Buffer): readonly Cut[] {
  const cuts: Cut[] = [];
  let hasPixels = false;
  for (let at = 13 + coloursAt(bytes, 10); ; ) {
    const kind = bytes.readUInt8(at);
    if (kind === 0x3b) {
      if (!hasPixels) throw new Unreadable('picture');
      if (at + 1 < bytes.length) cuts.push({ from: at + 1, to: bytes.length, instead: nothing });
      return cuts;
    }
    if (kind === 0x2c) {
      hasPixels = true;
      at = behindBlocks(bytes, at + 11 + coloursAt(bytes, at + 9));
    } else if (kind === 0x21) {
      const to = behindBlocks(bytes, at + 2);
      if (!isShown(bytes, at)) cuts.push({ from: at, to, instead: nothing });
      at = to;
    } else throw new Unreadable('picture');
  }
}

function isShown(bytes: Buffer, at: number): boolean {
  const label = bytes.readUInt8(at + 1);
  if (label === 0xff) return shownWith.has(bytes.toString('latin1', at + 3, at + 14));
  return label === 0xf9 || label === 0x01;
}

function behindBlocks(bytes: Buffer, from: number): number {
  let at = from;
  for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += length + 1;
  return at + 1;
}

function coloursAt(bytes: Buffer, at: number): number {
  const flags = bytes.readUInt8(at);
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}
