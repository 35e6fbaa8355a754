import type { Budget } from '../budget.ts';
import { ValueReader } from '../pdf/value-reader.ts';
import { nameOf, numberOf, other, type PdfValue } from '../pdf/values.ts';
import { Unreadable } from '../unreadable.ts';
import type { PdfFont } from './pdf-font.ts';

/** Operators take a few operands; whatever stands before them is of no use to anybody. */
const mostOperands = 64;
/** Thousandths of a letter's size: a greater gap is a space between words (ISO 32000-1 section 9.4.3). */
const wordGap = -180;

/** The words that a page draws (ISO 32000-1 section 9.4). A font that is not named there is read as Latin letters. */
export function drawnText(
  drawing: Buffer,
  fontNamed: (name: string) => PdfFont | null,
  budget: Budget,
): string {
  const reader = new ValueReader(drawing, 0);
  const pieces: string[] = [];
  let font: PdfFont = (bytes) => bytes.toString('latin1');
  let operands: PdfValue[] = [];
  let height = 0;
  const draw = (value: PdfValue): void => {
    if (value.kind === 'string') pieces.push(font(value.bytes));
    else if ((numberOf(value) ?? 0) < wordGap) pieces.push(' ');
  };
  for (let step = 0; ; step += 1) {
    if (step % 4096 === 0) budget.checkTime();
    reader.space();
    if (reader.at >= drawing.length) break;
    const value = reader.value();
    if (value !== null) {
      operands.push(value);
      if (operands.length > mostOperands) operands = operands.slice(-mostOperands / 2);
      continue;
    }
    const operator = operatorAt(drawing, reader);
    const last = operands.at(-1) ?? other;
    if (operator === 'Tf') font = fontNamed(nameOf(operands.at(-2) ?? other)) ?? font;
    else if (operator === 'Tj') draw(last);
    else if (operator === 'TJ') for (const item of last.kind === 'array' ? last.items : []) draw(item);
    else if (operator === "'" || operator === '"') {
      pieces.push('\n');
      draw(last);
    } else if (operator === 'T*' || operator === 'ET') pieces.push('\n');
    else if (operator === 'Td' || operator === 'TD') pieces.push(numberOf(last) === 0 ? ' ' : '\n');
    else if (operator === 'Tm') {
      const now = numberOf(last) ?? 0;
      pieces.push(now === height ? ' ' : '\n');
      height = now;
    } else if (operator === 'ID') skipPicture(drawing, reader);
    operands = [];
  }
  return pieces.join('').replaceAll(/[ \t]*\n\s*/g, '\n');
}

/** A word, or one letter that nothing begins with. */
function operatorAt(drawing: Buffer, reader: ValueReader): string {
  const start = reader.at;
  while (reader.at < drawing.length && isOperator(drawing[reader.at] ?? 0)) reader.at += 1;
  if (reader.at === start) reader.at += 1;
  return drawing.toString('latin1', start, reader.at);
}

function isOperator(byte: number): boolean {
  return (
    (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a) || [0x2a, 0x27, 0x22].includes(byte)
  );
}

/** Section 8.9.7: the picture ends with "EI" between white space. */
function skipPicture(drawing: Buffer, reader: ValueReader): void {
  for (let at = drawing.indexOf('EI', reader.at); at >= 0; at = drawing.indexOf('EI', at + 2)) {
    const around = drawing.toString('latin1', at - 1, at + 3);
    if (!/^\s?EI(?:\s|$)/.test(around)) continue;
    reader.at = at + 2;
    return;
  }
  throw new Unreadable('picture within a page');
}
