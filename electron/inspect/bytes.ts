import { Unreadable } from './unreadable.ts';

/** The same bytes, with the methods of Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Little-endian numbers; outside of the bytes they are Unreadable. */
export function u8(bytes: Buffer, at: number): number {
  return bytes.readUInt8(within(bytes, at, 1));
}

export function u16(bytes: Buffer, at: number): number {
  return bytes.readUInt16LE(within(bytes, at, 2));
}

export function u32(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(within(bytes, at, 4));
}

/**
 * UTF-16 from here to there, whole letters only: Node's own decoder writes behind its memory when an odd number of bytes begins at an odd
 * place (seen in 24.21: the process dies later, elsewhere). Nothing here decodes UTF-16 in another way.
 */
export function wideText(bytes: Buffer, from = 0, to = bytes.length): string {
  const start = Math.min(Math.max(0, from), bytes.length);
  const length = Math.max(0, Math.min(to, bytes.length) - start) & ~1;
  return bytes.toString('utf16le', start, start + length);
}

/** Exactly these bytes, or Unreadable. */
export function exactly(bytes: Buffer, at: number, length: number): Buffer {
  return bytes.subarray(within(bytes, at, length), at + length);
}

function within(bytes: Buffer, at: number, length: number): number {
  if (at < 0 || length < 0 || at + length > bytes.length) throw new Unreadable('beyond the end');
  return at;
}
