/**
 * What is taken out of a file: the bytes from here up to there go, and these come in their place. In order, never overlapping: whoever has the
 * file carries them out while it passes, so that no changed file comes back from a process that has read hostile bytes.
 */
export interface Cut {
  readonly from: number;
  readonly to: number;
  readonly instead: Uint8Array;
  /** Where nothing may move: this byte follows what comes instead until the file is as long as before. */
  readonly fill?: number;
}

/** More than the pieces of any picture, and than a catalogue of hundreds of them needs. */
export const mostCuts = 2000;
/** Bytes that come in the place of all of them together: headers with other numbers, parts that say nothing. */
export const mostInstead = 64_000;

export const nothing = Buffer.alloc(0);

/**
 * Why nothing is taken out. `kind`: nobody here knows how. `form`: not built as such a file is. `signed`: the signature would be broken.
 */
export const uncutCauses = ['kind', 'form', 'signed', 'encrypted', 'limit'] as const;
export type UncutCause = (typeof uncutCauses)[number];

export class Uncut extends Error {
  readonly why: UncutCause;

  constructor(why: UncutCause) {
    super(`not cut: ${why}`);
    this.name = 'Uncut';
    this.why = why;
  }
}

/** The file without what is cut out of it, all at once. */
export function withoutCuts(bytes: Buffer, cuts: readonly Cut[]): Buffer {
  const left: Uint8Array[] = [];
  let at = 0;
  for (const { from, to, instead, fill } of cuts) {
    left.push(bytes.subarray(at, from), instead);
    if (fill !== undefined) left.push(Buffer.alloc(to - from - instead.length, fill));
    at = to;
  }
  return Buffer.concat([...left, bytes.subarray(at)]);
}
