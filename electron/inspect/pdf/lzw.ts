// Source: ISO 32000-1 section 7.4.4.

import { type Budget, OverLimit } from '../budget.ts';
import { Unreadable } from '../unreadable.ts';
import { entry, numberOf, type PdfValue } from './values.ts';

const [clear, end] = [256, 257];

export function expandLzw(bytes: Buffer, parameter: PdfValue | undefined, budget: Budget): Buffer {
  const early = parameter?.kind === 'dictionary' ? (numberOf(entry(parameter, 'EarlyChange')) ?? 1) : 1;
  const pieces: Buffer[] = [];
  let table: Buffer[] = [];
  let previous: Buffer | null = null;
  let width = 9;
  let [bits, count] = [0, 0];
  let left = Math.max(budget.limits.ratioFrom, bytes.length * budget.limits.ratio);
  for (const byte of bytes) {
    bits = ((bits << 8) | byte) & 0xffffff;
    count += 8;
    if (count < width) continue;
    count -= width;
    const code = (bits >> count) & ((1 << width) - 1);
    if (code === end) break;
    if (code === clear) {
      [table, previous, width] = [[], null, 9];
      continue;
    }
    const piece = pieceOf(code, table, previous);
    budget.takeBytes(piece.length);
    left -= piece.length;
    if (left < 0) throw new OverLimit('ratio');
    pieces.push(piece);
    if (previous !== null && table.length < 4096 - 258)
      table.push(Buffer.concat([previous, piece.subarray(0, 1)]));
    previous = piece;
    const next = table.length + 258 + early;
    width = next >= 2048 ? 12 : next >= 1024 ? 11 : next >= 512 ? 10 : 9;
  }
  return Buffer.concat(pieces);
}

function pieceOf(code: number, table: readonly Buffer[], previous: Buffer | null): Buffer {
  if (code < 256) return Buffer.of(code);
  const known = table[code - 258];
  if (known) return known;
  if (previous === null || code - 258 !== table.length) throw new Unreadable('LZW');
  return Buffer.concat([previous, previous.subarray(0, 1)]);
}
