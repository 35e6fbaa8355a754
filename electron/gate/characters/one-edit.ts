/** Finds, among words given once, those one typing mistake away: one character more, less or other, or two swapped. */
export class OneEdit<T> {
  readonly #byRest = new Map<string, { word: string; value: T }[]>();

  /** Every word is found again by each of its shortenings, so a look-up costs its own length and not the number of words. */
  constructor(entries: Iterable<readonly [word: string, value: T]>) {
    for (const [word, value] of entries) {
      for (const rest of shortenings(word)) {
        const known = this.#byRest.get(rest);
        if (known === undefined) this.#byRest.set(rest, [{ word, value }]);
        else known.push({ word, value });
      }
    }
  }

  /** The first word that is exactly one edit away; the word itself is not. */
  find(word: string): T | null {
    for (const rest of shortenings(word)) {
      const near = this.#byRest.get(rest)?.find((candidate) => isOneEdit(candidate.word, word));
      if (near !== undefined) return near.value;
    }
    return null;
  }
}

function shortenings(word: string): Set<string> {
  const rests = new Set([word]);
  for (let at = 0; at < word.length; at++) rests.add(word.slice(0, at) + word.slice(at + 1));
  return rests;
}

function isOneEdit(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++;
  const middleOfA = a.slice(start, a.length - end);
  const middleOfB = b.slice(start, b.length - end);
  const isSwap = middleOfA.length === 2 && middleOfA[0] === middleOfB[1] && middleOfA[1] === middleOfB[0];
  return isSwap || Math.max(middleOfA.length, middleOfB.length) === 1;
}
