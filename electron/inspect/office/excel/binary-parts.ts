// Parts of xlsb. Source: MS-XLSB sections 2.1.4 (records), 2.4.

import { wideText } from '../../bytes.ts';
import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';
import { isAutomaticName } from './automatic-name.ts';
import { ddeFinding, macroSheetFinding } from './excel-findings.ts';
import { functionSomewhere } from './formula-tokens.ts';

/** Section 2.3. */
const types = { name: 39, supBook: 360 } as const;
/** Section 2.4.171: sbt of BrtBeginSupBook. */
const ddeBook = 1;

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

/** Section 2.1.4: type in up to two bytes, size in up to four, seven bits each. */
function* binaryRecords(bytes: Buffer): Generator<{ readonly type: number; readonly content: Buffer }> {
  for (let at = 0; at < bytes.length; ) {
    let type = bytes[at] ?? 0;
    at += 1;
    if (type >= 0x80) {
      type = (type & 0x7f) | (((bytes[at] ?? 0) & 0x7f) << 7);
      at += 1;
    }
    let size = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (at + size > bytes.length) return;
    yield { type, content: bytes.subarray(at, at + size) };
    at += size;
  }
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
