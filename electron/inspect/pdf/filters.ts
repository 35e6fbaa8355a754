// Source: ISO 32000-1 section 7.4.

import type { Budget } from '../budget.ts';
import { bufferOf } from '../bytes.ts';
import { inflate } from '../inflate.ts';
import { Unreadable } from '../unreadable.ts';
import { expandLzw } from './lzw.ts';
import { undoPredictor } from './predictor.ts';
import { entry, nameOf, type PdfDictionary, type PdfValue } from './values.ts';

/** More only hide something. */
const mostFilters = 8;

/** What the stream holds. Unreadable for filters of pictures, which hold nothing that is looked for, and for unknown ones. */
export function decodeStream(
  dictionary: PdfDictionary,
  raw: Buffer,
  budget: Budget,
  resolve: (value: PdfValue) => PdfValue,
): Buffer {
  const filters = listed(resolve(first(dictionary, ['Filter', 'F']))).map((filter) =>
    nameOf(resolve(filter)),
  );
  const parameters = listed(resolve(first(dictionary, ['DecodeParms', 'DP']))).map(resolve);
  if (filters.length > mostFilters) throw new Unreadable('filters of a stream');
  return filters.reduce((bytes, filter, index) => {
    const parameter = parameters[index];
    const undone = undoFilter(filter, bytes, budget, parameter);
    return parameter?.kind === 'dictionary' ? undoPredictor(undone, parameter) : undone;
  }, raw);
}

function undoFilter(filter: string, bytes: Buffer, budget: Budget, parameter: PdfValue | undefined): Buffer {
  switch (filter) {
    case 'FlateDecode':
    case 'Fl':
      return bufferOf(inflate(bytes, 'zlib', budget));
    case 'LZWDecode':
    case 'LZW':
      return expandLzw(bytes, parameter, budget);
    case 'ASCIIHexDecode':
    case 'AHx':
      return hexadecimal(bytes);
    case 'ASCII85Decode':
    case 'A85':
      return base85(bytes);
    case 'RunLengthDecode':
    case 'RL':
      return runs(bytes, budget);
    case 'Crypt':
      return bytes;
    default:
      throw new Unreadable('filter of a stream');
  }
}

function first(dictionary: PdfDictionary, keys: readonly string[]): PdfValue {
  for (const key of keys) {
    const value = entry(dictionary, key);
    if (value.kind === 'name' || value.kind === 'array' || value.kind === 'reference' || key.startsWith('D'))
      return value;
  }
  return { kind: 'other' };
}

function listed(value: PdfValue): readonly PdfValue[] {
  if (value.kind === 'array') return value.items;
  return value.kind === 'other' ? [] : [value];
}

function hexadecimal(bytes: Buffer): Buffer {
  const digits =
    bytes
      .toString('latin1')
      .split('>', 1)[0]
      ?.replaceAll(/[^0-9a-f]/gi, '') ?? '';
  return Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex');
}

function base85(bytes: Buffer): Buffer {
  const text =
    bytes
      .toString('latin1')
      .replace(/^\s*<~/, '')
      .split('~', 1)[0]
      ?.replaceAll(/[^!-uz]/g, '') ?? '';
  const result: number[] = [];
  let group: number[] = [];
  const flush = (count: number) => {
    while (group.length < 5) group.push(84);
    const value = group.reduce((sum, digit) => sum * 85 + digit, 0);
    for (let index = 0; index < count; index += 1) result.push(Math.floor(value / 256 ** (3 - index)) & 255);
    group = [];
  };
  for (const letter of text) {
    if (letter === 'z' && group.length === 0) result.push(0, 0, 0, 0);
    else group.push(letter.charCodeAt(0) - 33);
    if (group.length === 5) flush(4);
  }
  if (group.length > 1) flush(group.length - 1);
  return Buffer.from(result);
}

function runs(bytes: Buffer, budget: Budget): Buffer {
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = bytes[at] ?? 128;
    if (length === 128) break;
    const isCopy = length < 128;
    const piece = isCopy
      ? bytes.subarray(at + 1, at + 2 + length)
      : Buffer.alloc(257 - length, bytes[at + 1] ?? 0);
    budget.takeBytes(piece.length);
    pieces.push(piece);
    at += isCopy ? length + 2 : 2;
  }
  return Buffer.concat(pieces);
}
