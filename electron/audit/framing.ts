import { crc32 } from 'node:zlib';

export interface Frame {
  readonly type: number;
  readonly payload: Buffer;
  /** Where the next one starts. */
  readonly end: number;
}

/** length (4 bytes, big endian), type (1), payload, CRC-32 of type and payload (4). The sum finds accidents, not attacks. */
export function frame(type: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(payload.length + frameOverhead);
  bytes.writeUInt32BE(payload.length, 0);
  bytes.writeUInt8(type, 4);
  bytes.set(payload, 5);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 5 + payload.length)), 5 + payload.length);
  return bytes;
}

/** The frame at that place; null when there is no whole and undamaged one. */
export function frameAt(bytes: Buffer, start: number): Frame | null {
  if (start + frameOverhead > bytes.length) return null;
  const length = bytes.readUInt32BE(start);
  const end = start + length + frameOverhead;
  if (length > largestPayload || end > bytes.length) return null;
  if (crc32(bytes.subarray(start + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
  return { type: bytes.readUInt8(start + 4), payload: bytes.subarray(start + 5, end - 4), end };
}

/** Of one frame's payload, in bytes. The largest event is a third of it. */
export const largestPayload = 16 * 1024 * 1024;
/** Length, type and sum. */
export const frameOverhead = 9;
