import { openZip } from '../archives/zip-file.ts';
import { bufferOf } from '../bytes.ts';
import type { FileType } from '../file-types.ts';
import type { InspectionContext, Inspector } from '../inspector.ts';
import { isBinaryWorkbookPart } from '../office/excel/binary-parts.ts';
import { binarySheetNumbers } from '../office/excel/cell-numbers.ts';
import { xmlText } from '../office/ooxml/xml-text.ts';
import { wholeText } from '../types/text-type.ts';
import { compoundText } from './compound-text.ts';
import { letterRuns } from './letter-runs.ts';
import { markupText } from './markup-text.ts';
import { officeText } from './office-text.ts';
import { pdfText } from './pdf-text.ts';
import { rtfText } from './rtf-text.ts';
import type { Words } from './words.ts';

/** Inspectors that find nothing and read everything: containers are opened by the others, and what is in them comes here as well. */
export function textReaders(words: Words): readonly Inspector[] {
  const reader = (
    takes: readonly FileType[],
    read: (bytes: Uint8Array, context: InspectionContext) => void,
  ): Inspector => ({
    name: 'text',
    takes,
    inspect: (bytes, context) => {
      read(bytes, context);
      return [];
    },
  });
  return [
    reader(plain, (bytes) => words.add(wholeText(bytes))),
    reader(['html', 'svg', 'hta'], (bytes) => words.add(markupText(wholeText(bytes)))),
    // The parts of a mail are files of their own; what stands above them is not.
    reader(['mhtml'], (bytes) => words.add(wholeText(bytes.subarray(0, longestHeaders)))),
    reader(['rtf'], (bytes) => words.add(rtfText(bufferOf(bytes)))),
    reader(['ole'], (bytes, { budget }) => compoundText(bufferOf(bytes), words, budget)),
    reader(['pdf'], (bytes, { budget }) => pdfText(bufferOf(bytes), words, budget)),
    reader(['office-xml'], (bytes, { budget }) =>
      words.add(officeText(xmlText(bufferOf(bytes)) ?? '', budget)),
    ),
    reader(['ooxml', 'odf'], (bytes, { budget }) => {
      const zip = openZip(bytes, budget);
      for (const entry of zip.entries) {
        if (entry.isDirectory || entry.isEncrypted) continue;
        const part = bufferOf(zip.read(entry));
        const text = xmlText(part);
        if (text !== null) words.add(officeText(text, budget));
        else if (isBinaryWorkbookPart(entry.name)) {
          words.add(letterRuns(part, 2));
          for (const number of binarySheetNumbers(part)) words.add(number);
        }
      }
    }),
  ];
}

const plain: readonly FileType[] = [
  'text',
  'xml',
  'csv',
  'slk',
  'script',
  'registry-file',
  'internet-shortcut',
  'desktop-entry',
  'shell-command',
  'library-file',
  'search-file',
  'remote-desktop',
  'settings-shortcut',
];
const longestHeaders = 64 * 1024;
