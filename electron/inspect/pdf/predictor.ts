// Source: ISO 32000-1 section 7.4.4.4, PNG section 9.

import { Unreadable } from '../unreadable.ts';
import { entry, numberOf, type PdfDictionary } from './values.ts';

/** Undoes PNG's filters, which streams of objects and tables use. */
export function undoPredictor(bytes: Buffer, parameters: PdfDictionary): Buffer {
  const number = (key: string, otherwise: number) => numberOf(entry(parameters, key)) ?? otherwise;
  const predictor = number('Predictor', 1);
  if (predictor <= 1) return bytes;
  if (predictor < 10) throw new Unreadable('predictor');
  const bitsPerPixel = number('Colors', 1) * number('BitsPerComponent', 8);
  const step = Math.max(1, Math.ceil(bitsPerPixel / 8));
  const width = Math.ceil((bitsPerPixel * number('Columns', 1)) / 8);
  if (!(width > 0 && width < 1_000_000 && step <= width)) throw new Unreadable('predictor');
  const rows = Math.ceil(bytes.length / (width + 1));
  const result = Buffer.alloc(rows * width);
  for (let row = 0; row < rows; row += 1) {
    const kind = bytes[row * (width + 1)] ?? 0;
    for (let column = 0; column < width; column += 1) {
      const at = row * width + column;
      const left = column >= step ? (result[at - step] ?? 0) : 0;
      const above = row > 0 ? (result[at - width] ?? 0) : 0;
      const corner = column >= step && row > 0 ? (result[at - width - step] ?? 0) : 0;
      const raw = bytes[row * (width + 1) + 1 + column] ?? 0;
      result[at] = raw + predicted(kind, left, above, corner);
    }
  }
  return result;
}

function predicted(kind: number, left: number, above: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return above;
  if (kind === 3) return (left + above) >> 1;
  if (kind !== 4) return 0;
  const estimate = left + above - corner;
  const [toLeft, toAbove, toCorner] = [
    Math.abs(estimate - left),
    Math.abs(estimate - above),
    Math.abs(estimate - corner),
  ];
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}
