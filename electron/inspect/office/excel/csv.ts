import { Place } from '../../document-place.ts';
import type { Inspector } from '../../inspector.ts';
import { typeByEnding } from '../../types/endings.ts';
import { wholeText } from '../../types/text-type.ts';
import { inspectFormula } from './formula-text.ts';

/** What a spreadsheet program takes for formulas when it opens a text as a table. */
export const csv: Inspector = {
  name: 'csv',
  // A table is told by its ending alone, and what stands in it may make it look like something else.
  takes: ['csv', 'mhtml', 'rtf', 'office-xml', 'html', 'svg'],
  inspect: (bytes, context) => {
    if (typeByEnding(context.name) !== 'csv') return [];
    const place = new Place(context);
    return wholeText(bytes)
      .split(/\r\n|\r|\n/)
      .flatMap((line, index) =>
        formulasOf(line).flatMap((formula) => inspectFormula(formula, place.at(`${index + 1}`))),
      )
      .slice(0, mostFindings);
  },
};

const mostFindings = 100;

/**
 * From the first sign that begins a formula at the beginning of a cell to the end of the line: which letter parts the cells depends on the
 * country of whoever opens it, so a formula may well go on behind a comma.
 */
function formulasOf(line: string): string[] {
  const start = /(?:^|[,;|\t])["'\s]{0,10}[=+@-]/.exec(line);
  return start === null ? [] : [line.slice(start.index)];
}
