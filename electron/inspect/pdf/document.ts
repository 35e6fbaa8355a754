import type { Budget } from '../budget.ts';
import { Unreadable } from '../unreadable.ts';
import { decodeStream } from './filters.ts';
import { packedObjects, tableOf } from './object-streams.ts';
import { mostReadings, type PdfObject, readBody } from './objects.ts';
import { type Decryption, openWithoutPassword } from './security.ts';
import { entry, nameOf, other, type PdfDictionary, type PdfValue } from './values.ts';

/** References to references are followed so far. */
const longestWay = 16;

/** The objects of a PDF in the clear, those in object streams too (ISO 32000-1 section 7.5.7). */
export class PdfDocument {
  readonly objects: readonly PdfObject[];
  /** A password is needed, or a handler that nobody has. What is in `objects` is only what was never encrypted. */
  readonly isLocked: boolean;
  readonly trailers: readonly PdfDictionary[];
  /** Object streams that could not be read: anything may be in them. */
  readonly unread: readonly number[];
  readonly #byNumber: ReadonlyMap<number, PdfObject>;
  readonly #decryption: Decryption | null;
  readonly #budget: Budget;
  /** Bytes of streams that may still be decoded: streams may lie within streams, but not without end. */
  #left: number;

  constructor(bytes: Buffer, budget: Budget) {
    this.#budget = budget;
    this.#left = bytes.length * mostReadings + 65_536;
    const { objects, trailers } = readBody(bytes, () => budget.checkTime());
    this.trailers = [...trailers, ...objects.flatMap(tableOf)];
    this.#byNumber = byNumber(objects);
    const encrypt = this.trailers
      .map((trailer) => entry(trailer, 'Encrypt'))
      .find(({ kind }) => kind !== 'other');
    const dictionary = encrypt === undefined ? other : this.resolve(encrypt);
    this.#decryption =
      dictionary.kind === 'dictionary'
        ? openWithoutPassword(
            strings(dictionary, (value) => this.resolve(value)),
            this.#id(),
          )
        : null;
    this.isLocked = encrypt !== undefined && this.#decryption === null;
    const unread: number[] = [];
    const packed = this.isLocked ? [] : objects.flatMap((object) => this.#unpack(object, unread));
    const decryption = this.#decryption;
    const plain = decryption === null ? objects : objects.map((object) => inTheClear(object, decryption));
    this.objects = [...plain, ...packed];
    this.unread = unread;
    this.#byNumber = byNumber(this.objects);
  }

  resolve(value: PdfValue): PdfValue {
    let found = value;
    for (let step = 0; found.kind === 'reference' && step < longestWay; step += 1) {
      found = this.#byNumber.get(found.object)?.value ?? other;
    }
    return found;
  }

  /** What the stream that this refers to holds; null when it is none. */
  contentOf(value: PdfValue): Buffer | null {
    const object = value.kind === 'reference' ? this.#byNumber.get(value.object) : undefined;
    return object === undefined ? null : this.content(object);
  }

  /** Throws Unreadable and OverLimit as filters do; null when it has no stream. */
  content({ number, generation, value, stream }: PdfObject): Buffer | null {
    if (stream === null || value.kind !== 'dictionary') return null;
    this.#left -= stream.length;
    if (this.#left < 0) throw new Unreadable('streams within streams');
    const isPlain = nameOf(entry(value, 'Type')) === 'XRef';
    const raw =
      this.#decryption === null || isPlain ? stream : this.#decryption.stream(stream, number, generation);
    return decodeStream(value, raw, this.#budget, (inner) => this.resolve(inner));
  }

  #id(): Buffer {
    for (const trailer of this.trailers) {
      const id = this.resolve(entry(trailer, 'ID'));
      const first = id.kind === 'array' ? this.resolve(id.items[0] ?? other) : other;
      if (first.kind === 'string') return first.bytes;
    }
    return Buffer.alloc(0);
  }

  #unpack(object: PdfObject, unread: number[]): PdfObject[] {
    if (object.value.kind !== 'dictionary' || nameOf(entry(object.value, 'Type')) !== 'ObjStm') return [];
    try {
      const content = this.content(object);
      if (content === null) return [];
      return packedObjects(object.value, content, (value) => this.resolve(value), this.#budget);
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      unread.push(object.number);
      return [];
    }
  }
}

/** Of several the last counts (section 7.5.6). */
function byNumber(objects: readonly PdfObject[]): Map<number, PdfObject> {
  return new Map(objects.map((object) => [object.number, object]));
}

function strings(dictionary: PdfDictionary, resolve: (value: PdfValue) => PdfValue): PdfDictionary {
  const entries = [...dictionary.entries].map(([key, value]) => [key, resolve(value)] as const);
  return { ...dictionary, entries: new Map(entries) };
}

function inTheClear(object: PdfObject, decryption: Decryption): PdfObject {
  const plain = (value: PdfValue): PdfValue => {
    if (value.kind === 'string')
      return { kind: 'string', bytes: decryption.string(value.bytes, object.number, object.generation) };
    if (value.kind === 'array') return { kind: 'array', items: value.items.map(plain) };
    if (value.kind !== 'dictionary') return value;
    return { ...value, entries: new Map([...value.entries].map(([key, inner]) => [key, plain(inner)])) };
  };
  return { ...object, value: plain(object.value) };
}
