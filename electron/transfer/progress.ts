/** Milliseconds between two words about how far something is. */
const leastPause = 100;

/** Says how many bytes have passed, seldom enough for a window to follow. */
export async function* toldProgress(
  pieces: AsyncIterable<Uint8Array>,
  tell: (moved: number) => void,
  now: () => number,
): AsyncGenerator<Uint8Array> {
  let moved = 0;
  let told = Number.NEGATIVE_INFINITY;
  for await (const piece of pieces) {
    yield piece;
    moved += piece.byteLength;
    if (now() - told < leastPause) continue;
    told = now();
    tell(moved);
  }
}
