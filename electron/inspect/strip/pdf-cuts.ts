// What a PDF says of itself. Source: ISO 32000-1 section 14.3.

import type { Budget } from '../budget.ts';
import { decodeStream } from '../pdf/filters.ts';
import { packedObjects, tableOf } from '../pdf/object-streams.ts';
import { mostReadings, type PdfObject, type PlacedObject, readBody } from '../pdf/objects.ts';
import { entry, nameOf, other, type PdfDictionary, type PdfValue } from '../pdf/values.ts';
import { Unreadable } from '../unreadable.ts';
import { type Cut, nothing, Uncut } from './cut.ts';
import { zlibCuts } from './zlib-cuts.ts';

/** XMP that says nothing (ISO 16684-1 section 7.3): short, since catalogues have it at each of their pictures. */
const nobody = Buffer.from('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>');
const space = 0x20;

/**
 * Dictionaries with the author and the like become empty ones, and XMP becomes one that says nothing, of every revision and wherever they stand;
 * each as long as before, so that all tables lead where they led.
 */
export function pdfCuts(bytes: Buffer, budget: Budget): readonly Cut[] {
  const { objects, trailers } = readBody(bytes, () => budget.checkTime());
  if (objects.length === 0) throw new Unreadable('objects');
  const tables = [...trailers, ...objects.flatMap(tableOf)];
  if (tables.some(({ entries }) => entries.has('Encrypt'))) throw new Uncut('encrypted');
  const streams = new Streams(bytes, objects, budget);
  const packs = objects.flatMap((object) => streams.pack(object));
  const all = [...objects, ...packs.flatMap(({ members }) => members)];
  const spoken = new Spoken(tables, all);
  return inOrder([
    ...objects.flatMap((object) => valueCuts(object, spoken)),
    ...objects.flatMap((object) => (spoken.isXmp(object) ? streams.xmpCuts(object) : [])),
    ...packs.flatMap((pack) => streams.packCuts(pack, spoken)),
  ]);
}

/** An object stream, and what is in it. */
interface Pack {
  readonly object: PlacedObject;
  readonly content: Buffer;
  readonly members: readonly PlacedObject[];
}

/** Which objects speak of the document. */
class Spoken {
  readonly #dictionaries = new Set<number>();
  /** Strings that such a dictionary refers to. */
  readonly #words = new Set<number>();
  readonly #xmp = new Set<number>();

  constructor(tables: readonly PdfDictionary[], objects: readonly PdfObject[]) {
    for (const table of tables) {
      const of = entry(table, 'Info');
      if (of.kind === 'dictionary') throw new Unreadable('trailer');
      if (of.kind === 'reference') this.#dictionaries.add(of.object);
    }
    for (const { value } of objects) this.#survey(value);
    for (const { number, value } of objects)
      if (value.kind === 'dictionary' && this.#isAbout(number, value)) this.#refer(value);
  }

  /** What comes in the place of the value; null: it says nothing. */
  instead({ number, value, stream }: PdfObject): string | null {
    if (value.kind === 'string') return this.#words.has(number) && value.bytes.length > 0 ? '()' : null;
    if (value.kind !== 'dictionary' || !this.#isAbout(number, value) || value.entries.size === 0) return null;
    if (stream !== null) throw new Unreadable('information');
    return '<<>>';
  }

  isXmp({ number, value, stream }: PdfObject): boolean {
    if (value.kind !== 'dictionary' || stream === null) return false;
    return (
      this.#xmp.has(number) ||
      nameOf(entry(value, 'Type')) === 'Metadata' ||
      nameOf(entry(value, 'Subtype')) === 'XML'
    );
  }

  /** One that no trailer leads to any more is told by what it says. */
  #isAbout(number: number, dictionary: PdfDictionary): boolean {
    const says = (key: string) => ['string', 'reference'].includes(entry(dictionary, key).kind);
    const isKnown = this.#dictionaries.has(number);
    const saysWho = says('Author') || says('Producer') || says('Creator');
    const type = nameOf(entry(dictionary, 'Type'));
    if (type === '' || type === 'Info') return isKnown || (saysWho && !dictionary.entries.has('Subtype'));
    // Something that the document needs, and the trailer takes for this.
    if (isKnown && saysWho) throw new Unreadable('information');
    return false;
  }

  #survey(value: PdfValue): void {
    if (value.kind === 'array') for (const item of value.items) this.#survey(item);
    if (value.kind !== 'dictionary') return;
    if (value.entries.has('ByteRange')) throw new Uncut('signed');
    const xmp = entry(value, 'Metadata');
    if (xmp.kind === 'reference') this.#xmp.add(xmp.object);
    for (const inner of value.entries.values()) this.#survey(inner);
  }

  #refer(value: PdfValue): void {
    if (value.kind === 'reference') this.#words.add(value.object);
    if (value.kind === 'array') for (const item of value.items) this.#refer(item);
    if (value.kind === 'dictionary') for (const item of value.entries.values()) this.#refer(item);
  }
}

class Streams {
  readonly #bytes: Buffer;
  readonly #values: ReadonlyMap<number, PdfValue>;
  readonly #budget: Budget;
  /** Streams may lie within streams, but not without end. */
  #left: number;

  constructor(bytes: Buffer, objects: readonly PdfObject[], budget: Budget) {
    this.#bytes = bytes;
    this.#values = new Map(objects.map(({ number, value }) => [number, value]));
    this.#budget = budget;
    this.#left = bytes.length * mostReadings + 65_536;
  }

  pack(object: PlacedObject): Pack[] {
    const { value } = object;
    if (value.kind !== 'dictionary' || nameOf(entry(value, 'Type')) !== 'ObjStm') return [];
    const content = this.#content(object);
    const members = packedObjects(value, content, (inner) => this.#resolve(inner), this.#budget);
    return [{ object, content, members }];
  }

  packCuts({ object, content, members }: Pack, spoken: Spoken): readonly Cut[] {
    const left = Buffer.from(content);
    let isChanged = false;
    for (const member of members) {
      for (const { from, to, instead } of valueCuts(member, spoken)) {
        left.fill(space, from, to).set(instead, from);
        isChanged = true;
      }
    }
    return isChanged ? this.#instead(object, left) : [];
  }

  xmpCuts(object: PlacedObject): readonly Cut[] {
    const said = this.#said(object);
    if (said === '' || said === nobody.toString()) return [];
    const room = object.stream?.length ?? 0;
    return this.#instead(object, room < nobody.length ? nothing : nobody);
  }

  /** What cannot be read says something all the same. */
  #said(object: PlacedObject): string | null {
    try {
      return this.#content(object).toString('latin1').trimEnd();
    } catch (error) {
      if (error instanceof Unreadable) return null;
      throw error;
    }
  }

  #instead({ value, stream }: PlacedObject, content: Buffer): readonly Cut[] {
    if (stream === null) return [];
    const from = stream.byteOffset - this.#bytes.byteOffset;
    const to = from + stream.length;
    if (!this.#isPacked(value)) return [{ from, to, instead: content, fill: space }];
    return zlibCuts(content, from, to);
  }

  /** Nothing but zlib can be written here, and that without a predictor. */
  #isPacked(value: PdfValue): boolean {
    const named = value.kind === 'dictionary' ? this.#listed(entry(value, 'Filter')) : [];
    const parameters = value.kind === 'dictionary' ? this.#listed(entry(value, 'DecodeParms')) : [];
    const isPlain = parameters.every(({ kind }) => kind === 'other');
    const [filter, ...more] = named.map(nameOf);
    if (filter === undefined) return false;
    if (more.length > 0 || !isPlain || (filter !== 'FlateDecode' && filter !== 'Fl'))
      throw new Unreadable('filter of a stream');
    return true;
  }

  #listed(value: PdfValue): readonly PdfValue[] {
    const list = this.#resolve(value);
    if (list.kind === 'array') return list.items.map((item) => this.#resolve(item));
    return list.kind === 'other' ? [] : [list];
  }

  #content({ value, stream }: PdfObject): Buffer {
    this.#budget.takeEntry();
    this.#left -= stream?.length ?? 0;
    if (stream === null || value.kind !== 'dictionary' || this.#left < 0) throw new Unreadable('stream');
    return decodeStream(value, stream, this.#budget, (inner) => this.#resolve(inner));
  }

  #resolve(value: PdfValue): PdfValue {
    return value.kind === 'reference' ? (this.#values.get(value.object) ?? other) : value;
  }
}

function valueCuts(object: PlacedObject, spoken: Spoken): readonly Cut[] {
  const instead = spoken.instead(object);
  const { from, to } = object;
  return instead === null ? [] : [{ from, to, instead: Buffer.from(instead), fill: space }];
}

/** What seems to stand in something that goes, goes with it. */
function inOrder(cuts: readonly Cut[]): readonly Cut[] {
  const kept: Cut[] = [];
  let end = 0;
  for (const cut of [...cuts].sort((a, b) => a.from - b.from || b.to - a.to)) {
    if (cut.to <= end) continue;
    if (cut.from < end) throw new Unreadable('objects within objects');
    kept.push(cut);
    end = cut.to;
  }
  return kept;
}
