// Symbolic Link: a table as lines of text that Excel opens without Protected View, with Excel 4 macros if it likes.

import { Place } from '../../document-place.ts';
import type { Finding, Inspector } from '../../inspector.ts';
import { wholeText } from '../../types/text-type.ts';
import { isAutomaticName } from './automatic-name.ts';
import { macroSheetFinding } from './excel-findings.ts';
import { dangerousCall, inspectFormula } from './formula-text.ts';

export const slk: Inspector = {
  name: 'slk',
  takes: ['slk'],
  inspect: (bytes, context) => inspectLines(wholeText(bytes).split(/\r\n|\r|\n/), new Place(context)),
};

function inspectLines(lines: readonly string[], place: Place): Finding[] {
  const findings: Finding[] = [];
  let starts: string | null = null;
  let does: string | null = null;
  let isMacroSheet = false;
  for (const line of lines) {
    const fields = line.split(/(?<!;);(?!;)/);
    const [record = '', ...rest] = fields;
    const kind = record.trim().toUpperCase();
    // "O;E" makes the sheet a macro sheet, "NN;NAuto_Open;ER1C1" gives a cell a name, "C;…;E…" is a formula.
    if (kind === 'O' && rest.some((field) => /^E/i.test(field))) isMacroSheet = true;
    if (kind === 'NN') starts ??= rest.map((field) => field.slice(1)).find(isAutomaticName) ?? null;
    const formula =
      kind === 'C' || kind === 'F' ? rest.find((field) => /^[EM]/i.test(field))?.slice(1) : undefined;
    if (formula === undefined) continue;
    does ??= dangerousCall(formula);
    findings.push(...inspectFormula(formula.replaceAll(';;', ';'), place));
  }
  if (isMacroSheet || starts !== null || does !== null)
    findings.push(macroSheetFinding(place, { name: '', isHidden: false, starts, does }));
  return findings;
}
