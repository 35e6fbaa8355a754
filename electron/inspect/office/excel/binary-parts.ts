// Parts of xlsb. Source: MS-XLSB sections 2.1.4 (records), 2.4.

import { wideText } from '../../bytes.ts';
import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';
import { isAutomaticName } from './automatic-name.ts';
import { binaryRecords } from './binary-records.ts';
import { ddeFinding, macroSheetFinding } from './excel-findings.ts';
import { functionSomewhere } from './formula-tokens.ts';

/** Section 2.3. */
const types = { name: 39, supBook: 360 } as const;
/** Section 2.4.171: sbt of BrtBeginSupBook. */
const ddeBook = 1;

/** Binary parts of a workbook are told by their name alone. */
export function isBinaryWorkbookPart(name: string): boolean {
  return /\.bin$/i.test(name) && /(?:^|\/)xl\//i.test(name);
}

export function inspectBinaryWorkbookPart(bytes: Buffer, name: string, place: Place): Finding[] {
  const findings: Finding[] = [];
  const isMacroSheet = /(?:^|\/)(?:macrosheets|intlmacrosheets)\//i.test(name);
  let does: string | null = null;
  let records = 0;
  for (const { type, content } of binaryRecords(bytes)) {
    records += 1;
    if (records % 1000 === 0) place.context.budget.checkTime();
    if (type === types.supBook) findings.push(...ddeOf(content, place));
    if (type === types.name) findings.push(...automaticName(content, place));
    if (isMacroSheet && isFormula(type)) does ??= functionSomewhere(content);
  }
  if (!isMacroSheet) return findings;
  return [
    macroSheetFinding(place, { name: name.split('/').at(-1) ?? '', isHidden: false, starts: null, does }),
    ...findings,
  ];
}

/** Sections 2.4.660 to 2.4.663: cells whose value is a text, number, boolean or error, with their formula. */
function isFormula(type: number): boolean {
  return type >= 8 && type <= 11;
}

function ddeOf(content: Buffer, place: Place): Finding[] {
  if (content.length < 2 || content.readUInt16LE(0) !== ddeBook) return [];
  const program = textAt(content, 2);
  const topic = textAt(content, program.next);
  return [ddeFinding(place, program.text, topic.text)];
}

/** Section 2.4.711: flags, a key, the index of a sheet, then the name. */
function automaticName(content: Buffer, place: Place): Finding[] {
  const { text } = textAt(content, 9);
  if (!isAutomaticName(text)) return [];
  return [macroSheetFinding(place, { name: '', isHidden: false, starts: text, does: null })];
}

/** Section 2.5.169. */
function textAt(content: Buffer, at: number): { readonly text: string; readonly next: number } {
  if (at + 4 > content.length) return { text: '', next: content.length };
  const next = Math.min(content.length, at + 4 + content.readUInt32LE(at) * 2);
  return { text: wideText(content, at + 4, next), next };
}
