/**
 * What is taken out of a file: the bytes from here up to there go, and these come in their place. In order, never overlapping: whoever has the
 * file carries them out while it passes, so that no changed file comes back from a process that has read hostile bytes.
 */
export interface Cut {
  readonly from: number;
  readonly to: number;
  readonly instead: Uint8Array;
}

/** More than the pieces of any picture. */
export const mostCuts = 1000;
/** Of what comes in the place of one: an orientation, or a header with another size. */
export const longestInstead = 64;

export const nothing = Buffer.alloc(0);
