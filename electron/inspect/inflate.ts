import { gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { type Budget, OverLimit } from './budget.ts';
import { Unreadable } from './unreadable.ts';

const ways = { raw: inflateRawSync, zlib: inflateSync, gzip: gunzipSync } as const;

/**
 * What a compressed stream holds, charged to the budget; never more than bytes and ratio allow, whatever the stream claims of itself.
 * Throws `OverLimit` for a bomb and `Unreadable` for a broken stream.
 */
export function inflate(bytes: Uint8Array, way: keyof typeof ways, budget: Budget): Uint8Array {
  const { ratio, ratioFrom } = budget.limits;
  const byRatio = Math.max(ratioFrom, bytes.byteLength * ratio);
  const most = Math.min(byRatio, budget.bytesLeft);
  try {
    // At least one byte: zlib takes no limit of nothing.
    const inflated = ways[way](bytes, { maxOutputLength: Math.max(1, most) });
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
