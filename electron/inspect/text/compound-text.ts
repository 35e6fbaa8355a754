import type { Budget } from '../budget.ts';
import { CompoundFile } from '../office/compound/compound-file.ts';
import { workbookNumbers } from '../office/excel/cell-numbers.ts';
import { plainWorkbook } from '../office/excel/workbook.ts';
import { letterRuns } from './letter-runs.ts';
import type { Words } from './words.ts';

/**
 * The words of doc, xls, ppt and msg. Their tables say where which text stands; the texts themselves stand there as they are, in eight or
 * sixteen bits a letter, so whatever can be read in a stream is read. Numbers of a workbook are no text and are read by their records.
 */
export function compoundText(bytes: Buffer, words: Words, budget: Budget): void {
  const file = new CompoundFile(bytes);
  for (const { path } of file.streams) {
    budget.takeEntry();
    const stream = file.read(path);
    if (stream === null) continue;
    const isWorkbook = /(?:^|\/)(?:work)?book$/i.test(path);
    // Whether it is encrypted is said by the inspector, and nothing of the file is taken for read then.
    const plain = isWorkbook ? (plainWorkbook(stream) ?? stream) : stream;
    words.add(letterRuns(plain, 1));
    words.add(letterRuns(plain, 2));
    if (isWorkbook) for (const number of workbookNumbers(plain)) words.add(number);
  }
}
