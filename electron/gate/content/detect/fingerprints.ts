import { createHash } from 'node:crypto';
import type { Confidential } from '../../../../shared/confidential-policy.ts';
import type { Match } from '../../../../shared/model/confidential.ts';
import { matchOf } from './match.ts';

/** Words in one shingle, and shingles in one window: every run of 11 words in common is found (winnowing, Schleimer 2003, section 3). */
const shingleWords = 8;
const windowShingles = 4;

interface Mark {
  readonly hash: string;
  readonly start: number;
  readonly end: number;
}

/** A shingle that a document of policy has too. */
export interface SharedMark {
  /** The name that policy gives the document. */
  readonly document: string;
  readonly start: number;
  readonly end: number;
}

export interface Fingerprints {
  /** In the order of the text. They stand for a piece of a text as for all of it. */
  readonly marksIn: (text: string) => readonly SharedMark[];
  /** What the marks of a whole text say: only all of them together count. */
  readonly matches: (text: string, marks: readonly SharedMark[]) => readonly Match[];
}

/** Passages of documents that policy names by the hashes of their shingles; the documents themselves are not on this computer. */
export function fingerprints({ fingerprints: documents }: Pick<Confidential, 'fingerprints'>): Fingerprints {
  const known = documents.map(({ name, hashes }) => ({ name, hashes: new Set(hashes) }));
  return {
    marksIn: (text) => {
      if (known.length === 0) return [];
      return winnowed(shingles(text)).flatMap(({ hash, start, end }) =>
        known.filter(({ hashes }) => hashes.has(hash)).map(({ name }) => ({ document: name, start, end })),
      );
    },
    matches: (text, marks) =>
      documents.flatMap(({ name, leastShared }): readonly Match[] => {
        const shared = marks.filter(({ document }) => document === name);
        const first = shared[0];
        const last = shared.at(-1);
        if (first === undefined || last === undefined || shared.length < leastShared) return [];
        const confidence = shared.length >= 3 * leastShared ? 'high' : 'medium';
        return [
          matchOf(text, {
            detector: 'fingerprint',
            kind: name,
            start: first.start,
            end: last.end,
            confidence,
          }),
        ];
      }),
  };
}

/** What policy holds of a document. */
export function fingerprintOf(document: string): readonly string[] {
  return [...new Set(winnowed(shingles(document)).map(({ hash }) => hash))];
}

function shingles(text: string): readonly Mark[] {
  const words = [...text.matchAll(/[\p{L}\p{N}]+/gu)];
  return words.slice(0, Math.max(0, words.length - shingleWords + 1)).map((first, index) => {
    const shingle = words.slice(index, index + shingleWords);
    const last = shingle.at(-1) ?? first;
    const hash = createHash('sha256')
      .update(shingle.map(([word]) => plain(word)).join(' '))
      .digest('hex')
      .slice(0, 16);
    return { hash, start: first.index, end: last.index + last[0].length };
  });
}

function plain(word: string): string {
  return word.normalize('NFKC').toLowerCase();
}

/** The least hash of each window, the rightmost of equals. */
function winnowed(marks: readonly Mark[]): readonly Mark[] {
  const chosen = new Set<Mark>();
  for (let from = 0; from < Math.max(1, marks.length - windowShingles + 1); from += 1) {
    const window = marks.slice(from, from + windowShingles);
    const least = window.reduce<Mark | undefined>(
      (best, mark) => (best === undefined || mark.hash <= best.hash ? mark : best),
      undefined,
    );
    if (least !== undefined) chosen.add(least);
  }
  return [...chosen];
}
