// What stands in cells as a number. Sources: MS-XLS sections 2.4.127, 2.4.175, 2.4.180, 2.4.220 and 2.5.217; MS-XLSB sections 2.4.311 to 2.4.316.

import { biff, biffRecords } from './biff-records.ts';
import { binaryRecords } from './binary-records.ts';

/** Of a binary workbook, one after the other, as Excel writes them in a cell that is wide enough and has no format. */
export function* workbookNumbers(stream: Buffer): Generator<string> {
  for (const { type, content } of biffRecords(stream)) {
    if (type === biff.number) yield* realAt(content, 6);
    else if (type === biff.rk) yield* packedAt(content, 6);
    else if (type === biff.mulRk)
      for (let at = 6; at + 4 < content.length; at += 6) yield* packedAt(content, at);
    // Section 2.5.133: a value that is no number ends in all ones.
    else if (type === biff.formula && content[12] !== 0xff && content[13] !== 0xff) yield* realAt(content, 6);
  }
}

const packedCell = 2;
const realCell = 5;
const realFormula = 9;

/** The same of a sheet of xlsb: column and style stand before the value. */
export function* binarySheetNumbers(part: Buffer): Generator<string> {
  for (const { type, content } of binaryRecords(part)) {
    if (type === packedCell) yield* packedAt(content, 8);
    else if (type === realCell || type === realFormula) yield* realAt(content, 8);
  }
}

function* realAt(content: Buffer, at: number): Generator<string> {
  if (at + 8 <= content.length) yield String(content.readDoubleLE(at));
}

/** RkNumber: two flags, then a whole number or the upper bits of a real one. */
function* packedAt(content: Buffer, at: number): Generator<string> {
  if (at + 4 > content.length) return;
  const packed = content.readInt32LE(at);
  const isHundredfold = (packed & 1) !== 0;
  const isWhole = (packed & 2) !== 0;
  const value = isWhole ? packed >> 2 : upperBits(packed & ~3);
  yield String(isHundredfold ? value / 100 : value);
}

function upperBits(bits: number): number {
  const real = Buffer.alloc(8);
  real.writeInt32LE(bits, 4);
  return real.readDoubleLE();
}
