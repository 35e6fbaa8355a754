import { Unreadable } from '../unreadable.ts';
import { type Cut, nothing } from './cut.ts';
import { exifWith, orientationOf } from './orientation.ts';

const frames = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);
const exif = 'Exif\0\0';

/**
 * ITU T.81 annex B. What says how to show the picture stays (JFIF without its thumbnail, the ICC profile, Adobe's transform, and everything that is
 * no application's); every other application segment goes, and comments, and what lies behind the end: EXIF, XMP, IPTC, maker's notes, further pictures.
 */
export function jpegCuts(bytes: Buffer): readonly Cut[] {
  const cuts: Cut[] = [];
  let hasFrame = false;
  let hasScan = false;
  let isTurned = false;
  for (let at = 2; ; ) {
    if (bytes.readUInt8(at) !== 0xff) throw new Unreadable('picture');
    const marker = bytes.readUInt8(at + 1);
    // Any number of them may stand before a marker.
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) {
      if (!hasFrame || !hasScan) throw new Unreadable('picture');
      if (at + 2 < bytes.length) cuts.push({ from: at + 2, to: bytes.length, instead: nothing });
      return cuts;
    }
    // Those without a length have no business between segments.
    if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8)) throw new Unreadable('picture');
    const length = bytes.readUInt16BE(at + 2);
    const to = at + 2 + length;
    if (length < 2 || to > bytes.length) throw new Unreadable('picture');
    const segment = bytes.subarray(at, to);
    let instead = shownWith(marker, segment);
    const orientation = isTurned || !isExif(marker, segment) ? 1 : orientationOf(segment.subarray(10));
    if (orientation !== 1) {
      isTurned = true;
      instead = exifSegment(orientation);
    }
    if (!segment.equals(instead)) cuts.push({ from: at, to, instead });
    if (frames.has(marker)) hasFrame = true;
    at = to;
    if (marker === 0xda) {
      hasScan = true;
      at = behindScan(bytes, to);
    }
  }
}

/** What of a segment is needed to show the picture. */
function shownWith(marker: number, segment: Buffer): Uint8Array {
  if (marker === 0xe0 && begins(segment, 'JFIF\0')) return withoutThumbnail(segment);
  if (marker === 0xe2 && begins(segment, 'ICC_PROFILE\0')) return segment;
  if (marker === 0xee && begins(segment, 'Adobe'))
    return segment.subarray(0, 16).equals(segment) ? segment : nothing;
  const isSomebodys = (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe;
  return isSomebodys ? nothing : segment;
}

/** It may show what was cut off the picture itself. */
function withoutThumbnail(segment: Buffer): Uint8Array {
  if (segment.length < 18) return nothing;
  const header = Buffer.from(segment.subarray(0, 18));
  header.writeUInt16BE(16, 2);
  header.writeUInt16BE(0, 16);
  return header;
}

function isExif(marker: number, segment: Buffer): boolean {
  return marker === 0xe1 && begins(segment, exif);
}

function begins(segment: Buffer, name: string): boolean {
  return segment.toString('latin1', 4, 4 + name.length) === name;
}

function exifSegment(orientation: number): Buffer {
  const content = Buffer.concat([Buffer.from(exif, 'latin1'), exifWith(orientation)]);
  const header = Buffer.from([0xff, 0xe1, 0, 0]);
  header.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([header, content]);
}

/** Section B.1.1.5: only stuffed bytes and restarts stand between the pixels. */
function behindScan(bytes: Buffer, from: number): number {
  for (let at = from; ; ) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) throw new Unreadable('picture');
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xff) at += 1;
    else if (marker === 0 || (marker >= 0xd0 && marker <= 0xd7)) at += 2;
    else return at;
  }
}
