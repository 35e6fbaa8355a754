import type { Cut } from '../inspect/strip/cut.ts';

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
      }
      from = Math.min(cut.to, end);
      if (cut.to > end) break;
      next += 1;
    }
    yield piece.subarray(from - start);
    start = end;
  }
}
