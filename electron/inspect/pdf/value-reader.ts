// Reads values as tolerantly as readers of PDF do. Source: ISO 32000-1 sections 7.2 and 7.3.

import { OverLimit } from '../budget.ts';
import { other, type PdfValue } from './values.ts';

const deepest = 100;
/** White space and delimiters (section 7.2.2). */
const isSpace = table('\0\t\n\f\r ');
const isDelimiter = table('()<>[]{}/%');

export class ValueReader {
  readonly #bytes: Buffer;
  /** Next byte. */
  at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  /**
   * The value that begins here; null at a word that is none ("endobj", "stream"), at the end, and at a closing bracket. What is open when
   * the bytes end is closed.
   */
  value(depth = 0): PdfValue | null {
    if (depth > deepest) throw new OverLimit('depth');
    this.space();
    const byte = this.#bytes[this.at];
    if (byte === undefined) return null;
    switch (String.fromCharCode(byte)) {
      case '/':
        return this.#name();
      case '(':
        return this.#literal();
      case '[':
        return this.#array(depth);
      case '<':
        return this.#bytes[this.at + 1] === 0x3c ? this.#dictionary(depth) : this.#hexadecimal();
      case ']':
      case '>':
      case ')':
      case '{':
      case '}':
        return null;
      default:
        return this.#word();
    }
  }

  /** Skips white space and comments. */
  space(): void {
    for (let byte = this.#bytes[this.at]; byte !== undefined; byte = this.#bytes[this.at]) {
      if (byte === 0x25) {
        while (this.at < this.#bytes.length && this.#bytes[this.at] !== 0x0a && this.#bytes[this.at] !== 0x0d)
          this.at += 1;
      } else if (isSpace[byte] !== 1) return;
      else this.at += 1;
    }
  }

  startsWith(word: string): boolean {
    return this.#bytes.toString('latin1', this.at, this.at + word.length) === word;
  }

  #regular(): string {
    const start = this.at;
    for (let byte = this.#bytes[this.at]; byte !== undefined; byte = this.#bytes[this.at]) {
      if (isSpace[byte] === 1 || isDelimiter[byte] === 1) break;
      this.at += 1;
    }
    return this.#bytes.toString('latin1', start, this.at);
  }

  /** Section 7.3.5: #xx is a byte of the name; a letter or digit has no need of it. */
  #name(): PdfValue {
    this.at += 1;
    const raw = this.#regular();
    if (!raw.includes('#')) return { kind: 'name', text: raw, isDisguised: false };
    let isDisguised = false;
    const text = raw.replaceAll(/#([0-9a-f]{2})/gi, (_, hex: string) => {
      const letter = String.fromCharCode(Number.parseInt(hex, 16));
      if (/[a-z0-9]/i.test(letter)) isDisguised = true;
      return letter;
    });
    return { kind: 'name', text, isDisguised };
  }

  /** Section 7.3.4.2. */
  #literal(): PdfValue {
    const start = this.at + 1;
    const bytes: number[] = [];
    let open = 1;
    let at = start;
    for (; at < this.#bytes.length; at += 1) {
      const byte = this.#bytes[at] ?? 0;
      if (byte === 0x5c) {
        at += 1;
        const escaped = this.#escape(at);
        if (escaped.byte !== null) bytes.push(escaped.byte);
        at = escaped.last;
        continue;
      }
      if (byte === 0x28) open += 1;
      if (byte === 0x29) open -= 1;
      if (open === 0) break;
      bytes.push(byte);
    }
    this.at = Math.min(this.#bytes.length, at + 1);
    return { kind: 'string', bytes: Buffer.from(bytes) };
  }

  #escape(at: number): { readonly byte: number | null; readonly last: number } {
    const letter = String.fromCharCode(this.#bytes[at] ?? 0);
    const octal = /^[0-7]{1,3}/.exec(this.#bytes.toString('latin1', at, at + 3))?.[0];
    if (octal !== undefined) return { byte: Number.parseInt(octal, 8) & 255, last: at + octal.length - 1 };
    if (letter === '\r') return { byte: null, last: this.#bytes[at + 1] === 0x0a ? at + 1 : at };
    if (letter === '\n') return { byte: null, last: at };
    const controls: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };
    return { byte: controls[letter] ?? this.#bytes[at] ?? null, last: at };
  }

  #hexadecimal(): PdfValue {
    const end = this.#bytes.indexOf(0x3e, this.at);
    const to = end === -1 ? this.#bytes.length : end;
    const digits = this.#bytes.toString('latin1', this.at + 1, to).replaceAll(/[^0-9a-f]/gi, '');
    this.at = Math.min(this.#bytes.length, to + 1);
    return { kind: 'string', bytes: Buffer.from(digits.length % 2 === 0 ? digits : `${digits}0`, 'hex') };
  }

  #array(depth: number): PdfValue {
    this.at += 1;
    const items = this.#items(depth);
    if (this.#bytes[this.at] === 0x5d) this.at += 1;
    return { kind: 'array', items };
  }

  #dictionary(depth: number): PdfValue {
    this.at += 2;
    const items = this.#items(depth);
    if (this.startsWith('>>')) this.at += 2;
    const entries = new Map<string, PdfValue>();
    const disguised: string[] = [];
    // A value that is missing or doubled shifts the pairs: keys are names, so go on with the next one.
    for (let index = 0; index < items.length; index += 1) {
      const key = items[index];
      if (key?.kind !== 'name') continue;
      if (key.isDisguised) disguised.push(key.text);
      const value = items[index + 1];
      if (value === undefined) break;
      // Section 7.3.7 does not say which of two counts: the first is kept unless it says nothing.
      if (!entries.has(key.text)) entries.set(key.text, value);
      else entries.set(`${key.text} (${entries.size})`, value);
      index += 1;
    }
    return { kind: 'dictionary', entries, disguised };
  }

  /** Two numbers and "R" become a reference (section 7.3.10). */
  #items(depth: number): PdfValue[] {
    const items: PdfValue[] = [];
    for (;;) {
      this.space();
      if (this.startsWith('R') && this.#endsWord(this.at + 1)) {
        const [object, generation] = items.slice(-2);
        if (object?.kind === 'number' && generation?.kind === 'number') {
          items.length -= 2;
          items.push({ kind: 'reference', object: object.value });
        }
        this.at += 1;
        continue;
      }
      const value = this.value(depth + 1);
      if (value === null) return items;
      items.push(value);
    }
  }

  #endsWord(at: number): boolean {
    const byte = this.#bytes[at];
    return byte === undefined || isSpace[byte] === 1 || isDelimiter[byte] === 1;
  }

  #word(): PdfValue | null {
    const start = this.at;
    const word = this.#regular();
    if (/^[+-]*[\d.]/.test(word)) {
      const value = Number.parseFloat(word.replace(/^[+-]*(?=[+-])/, ''));
      return { kind: 'number', value: Number.isNaN(value) ? 0 : value };
    }
    if (word === 'true' || word === 'false') return { kind: 'boolean', value: word === 'true' };
    if (word === 'null') return other;
    this.at = start;
    return null;
  }
}

function table(letters: string): Uint8Array {
  const marks = new Uint8Array(256);
  for (const letter of letters) marks[letter.charCodeAt(0)] = 1;
  return marks;
}
