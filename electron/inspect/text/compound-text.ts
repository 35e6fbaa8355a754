import type { Budget } from '../budget.ts';
import { CompoundFile } from '../office/compound/compound-file.ts';
import type { Words } from './words.ts';

const shortest = 4;

/**
 * The words of doc, xls, ppt and msg. Their tables say where which text stands; the texts themselves stand there as they are, in eight or
 * sixteen bits a letter, so whatever can be read in a stream is read.
 */
export function compoundText(bytes: Buffer, words: Words, budget: Budget): void {
  const file = new CompoundFile(bytes);
  for (const { path } of file.streams) {
    budget.takeEntry();
    const stream = file.read(path);
    if (stream === null) continue;
    words.add(runs(stream, 1));
    words.add(runs(stream, 2));
  }
}

/** `width`: bytes for a letter, of which the second is zero. */
function runs(bytes: Buffer, width: 1 | 2): string {
  const found: string[] = [];
  const starts = width === 1 ? [0] : [0, 1];
  for (const first of starts) {
    let start = first;
    for (let at = first; ; at += width) {
      const isLetter =
        at + width <= bytes.length && isText(bytes[at] ?? 0) && (width === 1 || bytes[at + 1] === 0);
      if (isLetter) continue;
      if (at - start >= shortest * width) found.push(letters(bytes.subarray(start, at), width));
      if (at + width > bytes.length) break;
      start = at + width;
    }
  }
  return found.join('\n');
}

function letters(run: Buffer, width: 1 | 2): string {
  const bytes = width === 1 ? run : run.filter((_, index) => index % 2 === 0);
  return bytes.toString('latin1');
}

function isText(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || byte >= 0xa0 || byte === 9 || byte === 10 || byte === 13;
}
