import type { FileType } from '../file-types.ts';
import { Unreadable } from '../unreadable.ts';

/** What a picture says of its size, and where it ends. */
export interface Frame {
  readonly width: number;
  readonly height: number;
  /** The first byte behind it; null where the format does not say. */
  readonly end: number | null;
}

/** Null for formats whose frame is not looked at. Throws `Unreadable` for a picture without a frame. */
export function frameOf(bytes: Uint8Array, type: FileType): Frame | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return readers[type]?.(view) ?? null;
  } catch (error) {
    // Node's own error for a place behind the last byte.
    if (error instanceof RangeError) throw new Unreadable('picture');
    throw error;
  }
}

const readers: Partial<Readonly<Record<FileType, (bytes: Buffer) => Frame>>> = {
  png,
  jpeg,
  gif,
  webp,
  bmp: (bytes) => ({ width: bytes.readInt32LE(18), height: Math.abs(bytes.readInt32LE(22)), end: null }),
};

/** ISO/IEC 15948 section 5: chunks up to IEND. */
function png(bytes: Buffer): Frame {
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  for (let at = 8; ; ) {
    const name = bytes.readUInt32BE(at + 4);
    at += 12 + bytes.readUInt32BE(at);
    if (at > bytes.byteLength) throw new Unreadable('picture');
    if (name === 0x49454e44) return { width, height, end: at };
  }
}

/** ITU T.81 annex B: segments, and entropy-coded data in which only stuffed bytes and restarts may stand. */
function jpeg(bytes: Buffer): Frame {
  let size: { readonly width: number; readonly height: number } | null = null;
  for (let at = 2; ; ) {
    at = bytes.indexOf(0xff, at);
    if (at < 0) throw new Unreadable('picture');
    const marker = bytes.readUInt8(at + 1);
    if (marker === 0xd9 && size !== null) return { ...size, end: at + 2 };
    if (marker === 0xff) at += 1;
    else if (marker === 0 || marker === 1 || (marker >= 0xd0 && marker <= 0xd9)) at += 2;
    else {
      const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
      if (isFrame && size === null)
        size = { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
      at += 2 + bytes.readUInt16BE(at + 2);
    }
  }
}

/** GIF89a specification: blocks up to the trailer. */
function gif(bytes: Buffer): Frame {
  const [width, height] = [bytes.readUInt16LE(6), bytes.readUInt16LE(8)];
  let at = 13 + colours(bytes.readUInt8(10));
  for (;;) {
    const kind = bytes.readUInt8(at);
    if (kind === 0x3b) return { width, height, end: at + 1 };
    if (kind === 0x21) at += 2;
    else if (kind === 0x2c) at += 11 + colours(bytes.readUInt8(at + 9));
    else throw new Unreadable('picture');
    for (let length = bytes.readUInt8(at); length > 0; length = bytes.readUInt8(at)) at += length + 1;
    at += 1;
  }
}

function colours(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1);
}

/** RFC 9649 section 2. */
function webp(bytes: Buffer): Frame {
  const end = 8 + bytes.readUInt32LE(4) + (bytes.readUInt32LE(4) % 2);
  if (end > bytes.byteLength + 1) throw new Unreadable('picture');
  const kind = bytes.toString('latin1', 12, 16);
  if (kind === 'VP8X')
    return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1, end };
  if (kind === 'VP8L') {
    const bits = bytes.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1, end };
  }
  return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff, end };
}
