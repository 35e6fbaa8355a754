import type { Cut } from '../../../../electron/inspect/strip/cut.ts';
import { carriedOut } from '../../../../electron/transfer/carried-out.ts';

/** What is left of the bytes when they come in pieces of this size. Throws the cause when they are to be left alone. */
export async function stripped(
  bytes: Buffer,
  cuts: readonly Cut[] | string,
  pieceSize: number,
): Promise<Buffer> {
  if (typeof cuts === 'string') throw new Error(cuts);
  async function* pieces() {
    for (let start = 0; start < bytes.length; start += pieceSize)
      yield bytes.subarray(start, start + pieceSize);
  }
  const left: Uint8Array[] = [];
  for await (const piece of carriedOut(pieces(), cuts)) left.push(piece);
  return Buffer.concat(left);
}
