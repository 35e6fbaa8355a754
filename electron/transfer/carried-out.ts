import type { Cut } from '../inspect/strip/cut.ts';

const pieceSize = 64 * 1024;

/** What passes, without what is cut out of it. The cuts are in order, and none of them is empty. */
export async function* carriedOut(
  pieces: AsyncIterable<Uint8Array>,
  cuts: readonly Cut[],
): AsyncGenerator<Uint8Array> {
  let next = 0;
  let start = 0;
  for await (const piece of pieces) {
    const end = start + piece.byteLength;
    let from = start;
    for (let cut = cuts[next]; cut !== undefined && cut.from < end; cut = cuts[next]) {
      // Otherwise it began in a piece before.
      if (cut.from >= start) {
        yield piece.subarray(from - start, cut.from - start);
        yield cut.instead;
        if (cut.fill !== undefined) yield* filled(cut.to - cut.from - cut.instead.length, cut.fill);
      }
      from = Math.min(cut.to, end);
      if (cut.to > end) break;
      next += 1;
    }
    yield piece.subarray(from - start);
    start = end;
  }
}

/** In pieces, so that nobody waits for one. */
function* filled(length: number, byte: number): Generator<Uint8Array> {
  for (let left = length; left > 0; left -= pieceSize) yield Buffer.alloc(Math.min(left, pieceSize), byte);
}
