import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type Budget, OverLimit } from './budget.ts';
import { Unreadable } from './unreadable.ts';

const ways = { raw: inflateRawSync, zlib: inflateSync, gzip: gunzipSync } as const;

/** Of what zlib writes into at once. One that holds all of a small stream saves putting pieces together. */
const [leastChunk, mostChunk] = [1024, 256 * 1024];

/**
 * What a compressed stream holds, charged to the budget; never more than bytes and ratio allow, whatever the stream claims of itself.
 * `size`: what it is said to hold, which makes it faster and nothing else. Throws `OverLimit` for a bomb and `Unreadable` for a broken
 * stream.
 */
export function inflate(
  bytes: Uint8Array,
  way: keyof typeof ways,
  budget: Budget,
  size = 4 * bytes.byteLength,
): Uint8Array {
  const { ratio, ratioFrom } = budget.limits;
  const byRatio = Math.max(ratioFrom, bytes.byteLength * ratio);
  const most = Math.min(byRatio, budget.bytesLeft);
  try {
    // At least one byte: zlib takes no limit of nothing.
    const chunkSize = Math.min(mostChunk, Math.max(leastChunk, size + 1));
    const inflated = ways[way](bytes, { maxOutputLength: Math.max(1, most), chunkSize });
    budget.takeBytes(inflated.byteLength);
    return inflated;
  } catch (error) {
    if (error instanceof OverLimit) throw error;
    if (isTooLarge(error)) throw new OverLimit(byRatio < budget.bytesLeft ? 'ratio' : 'bytes');
    throw new Unreadable('compressed stream');
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
