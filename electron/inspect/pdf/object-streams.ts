// Objects that stand in the stream of another one. Source: ISO 32000-1 sections 7.5.7 and 7.5.8.

import type { Budget } from '../budget.ts';
import { Unreadable } from '../unreadable.ts';
import type { PdfObject, PlacedObject } from './objects.ts';
import { ValueReader } from './value-reader.ts';
import { entry, nameOf, numberOf, type PdfDictionary, type PdfValue } from './values.ts';

/** `content`: what the stream holds. The places are those within it. */
export function packedObjects(
  dictionary: PdfDictionary,
  content: Buffer,
  resolve: (value: PdfValue) => PdfValue,
  budget: Budget,
): PlacedObject[] {
  const count = numberOf(resolve(entry(dictionary, 'N'))) ?? 0;
  const first = numberOf(resolve(entry(dictionary, 'First'))) ?? 0;
  const index = new ValueReader(content, 0);
  const objects: PlacedObject[] = [];
  let left = content.length * 4 + 1024;
  for (let taken = 0; taken < count; taken += 1) {
    const [number, offset] = [index.value(), index.value()];
    if (number?.kind !== 'number' || offset?.kind !== 'number') break;
    budget.takeEntry();
    const from = Math.max(0, first + offset.value);
    const reader = new ValueReader(content, from);
    const value = reader.value();
    left -= Math.max(0, reader.at - from);
    if (left < 0) throw new Unreadable('objects within objects');
    if (value !== null)
      objects.push({ number: number.value, generation: 0, value, stream: null, from, to: reader.at });
  }
  return objects;
}

/** A stream of references has what is a trailer elsewhere. */
export function tableOf({ value }: PdfObject): PdfDictionary[] {
  return value.kind === 'dictionary' && nameOf(entry(value, 'Type')) === 'XRef' ? [value] : [];
}
