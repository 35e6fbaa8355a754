// All objects of a PDF, whatever its tables of contents say: one that nothing leads to today was valid before the last change, or becomes so.

import { Unreadable } from '../unreadable.ts';
import { ValueReader } from './value-reader.ts';
import type { PdfDictionary, PdfValue } from './values.ts';
import { entry, numberOf } from './values.ts';

export interface PdfObject {
  readonly number: number;
  readonly generation: number;
  readonly value: PdfValue;
  /** As it stands in the file: filtered, perhaps encrypted. */
  readonly stream: Buffer | null;
}

/** `from` and `to`: where its value stands. */
export interface PlacedObject extends PdfObject {
  readonly from: number;
  readonly to: number;
}

export interface PdfBody {
  readonly objects: readonly PlacedObject[];
  readonly trailers: readonly PdfDictionary[];
}

/** No honest file reads its bytes more than once; objects within strings within objects do. */
export const mostReadings = 4;

export function readBody(bytes: Buffer, checkTime: () => void): PdfBody {
  const objects: PlacedObject[] = [];
  const ends = new StreamEnds(bytes);
  let left = bytes.length * mostReadings + 65_536;
  for (let word = bytes.indexOf('obj'); word !== -1; word = bytes.indexOf('obj', word + 3)) {
    const numbers = numbersBefore(bytes, word);
    if (numbers === null) continue;
    const reader = new ValueReader(bytes, word + 3);
    const value = reader.value();
    left -= reader.at - word;
    if (left < 0) throw new Unreadable('objects within objects');
    if (value === null) continue;
    const place = { from: word + 3, to: reader.at };
    objects.push({ ...numbers, ...place, value, stream: streamBehind(bytes, reader, value, ends) });
    if (objects.length % 1000 === 0) checkTime();
  }
  return { objects, trailers: trailersOf(bytes, left) };
}

/** "12 0 obj": the two numbers stand right before the word. */
function numbersBefore(bytes: Buffer, word: number): Pick<PdfObject, 'number' | 'generation'> | null {
  const before = bytes.toString('latin1', Math.max(0, word - 40), word);
  const found = /(?:^|\D)(\d{1,10})[\0\s]+(\d{1,5})[\0\s]*$/.exec(before);
  return found === null ? null : { number: Number(found[1]), generation: Number(found[2]) };
}

/** Section 7.3.8: the length is believed if "endstream" follows it, else the next "endstream" ends it. */
function streamBehind(bytes: Buffer, reader: ValueReader, value: PdfValue, ends: StreamEnds): Buffer | null {
  if (value.kind !== 'dictionary') return null;
  reader.space();
  if (!reader.startsWith('stream')) return null;
  let start = reader.at + 'stream'.length;
  if (bytes[start] === 0x0d) start += 1;
  if (bytes[start] === 0x0a) start += 1;
  const length = numberOf(entry(value, 'Length'));
  if (length !== null && length >= 0 && start + length <= bytes.length) {
    const behind = bytes.toString('latin1', start + length, start + length + 20);
    if (/^\s*endstream/.test(behind)) return bytes.subarray(start, start + length);
  }
  const end = ends.behind(start);
  return bytes.subarray(start, end === -1 ? bytes.length : withoutLineEnd(bytes, start, end));
}

/** Where the next "endstream" is. Thousands of streams without one look for it once. */
class StreamEnds {
  readonly #bytes: Buffer;
  #from = 0;
  #end: number | null = null;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  behind(start: number): number {
    const isKnown = this.#end !== null && start >= this.#from && (this.#end === -1 || this.#end >= start);
    if (!isKnown) [this.#from, this.#end] = [start, this.#bytes.indexOf('endstream', start)];
    return this.#end ?? -1;
  }
}

function withoutLineEnd(bytes: Buffer, start: number, end: number): number {
  let last = end;
  if (last > start && bytes[last - 1] === 0x0a) last -= 1;
  if (last > start && bytes[last - 1] === 0x0d) last -= 1;
  return last;
}

function trailersOf(bytes: Buffer, mostBytes: number): PdfDictionary[] {
  const trailers: PdfDictionary[] = [];
  let left = mostBytes;
  for (let word = bytes.indexOf('trailer'); word !== -1; word = bytes.indexOf('trailer', word + 7)) {
    const reader = new ValueReader(bytes, word + 7);
    const value = reader.value();
    left -= reader.at - word;
    if (left < 0) throw new Unreadable('trailers within trailers');
    if (value?.kind === 'dictionary') trailers.push(value);
  }
  return trailers;
}
