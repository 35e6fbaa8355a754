import type { Confidence, Detector, Match } from '../../../../shared/model/confidential.ts';

/** Looks through a text for one kind of thing. Time is linear in the text, whatever it is. */
export type Detect = (text: string) => readonly Match[];

export interface Found {
  readonly detector: Detector;
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly confidence: Confidence;
}

/** `shown`: how many characters at the end may be read; none where the end could be used. */
export function matchOf(text: string, found: Found, shown = 0): Match {
  return { ...found, masked: masked(text.slice(found.start, found.end), shown) };
}

const longestMask = 12;
/** What is masked may be a whole document. */
const mostRead = 4096;

function masked(secret: string, shown: number): string {
  const read = shown === 0 ? secret.slice(0, mostRead) : secret;
  const letters = read.replaceAll(/[^\p{L}\p{N}]/gu, '');
  const tail = letters.length >= shown * 3 ? letters.slice(letters.length - shown) : '';
  return '•'.repeat(Math.min(longestMask, Math.max(4, letters.length - tail.length))) + tail;
}
