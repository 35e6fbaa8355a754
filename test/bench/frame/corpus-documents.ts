import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openZip } from '../../../electron/inspect/archives/zip-file.ts';
import { Budget, strictLimits } from '../../../electron/inspect/budget.ts';
import { corpus } from './corpora.ts';

export interface CorpusDocument {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly isOrdinary: boolean;
}

/** The documents of documents.zip, out of memory: some of them are samples of what malware does. */
export function corpusDocuments(): readonly CorpusDocument[] {
  const zip = openZip(
    readFileSync(corpus('documents.zip')),
    new Budget({ ...strictLimits, milliseconds: Number.MAX_SAFE_INTEGER }, () => 0),
  );
  return zip.entries
    .filter(({ isDirectory }) => !isDirectory)
    .map((entry) => ({
      name: path.posix.basename(entry.name),
      bytes: zip.read(entry),
      isOrdinary: entry.name.startsWith('ordinary/'),
    }));
}
