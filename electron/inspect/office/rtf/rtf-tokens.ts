// Source: Rich Text Format Specification 1.9.1, "Contents of an RTF file", read as tolerantly as Word does.

export type RtfToken =
  | { readonly kind: 'open' }
  | { readonly kind: 'close' }
  /** `parameter` is null where none is written. */
  | { readonly kind: 'word'; readonly word: string; readonly parameter: number | null }
  /** `\'hh` */
  | { readonly kind: 'byte'; readonly byte: number }
  /** `\~`, `\*` and other single letters. */
  | { readonly kind: 'symbol'; readonly symbol: string }
  | { readonly kind: 'binary'; readonly bytes: Buffer }
  | { readonly kind: 'text'; readonly text: string };

const [backslash, openBrace, closeBrace, space, minus, quote] = [0x5c, 0x7b, 0x7d, 0x20, 0x2d, 0x27];
/** Longer words mean nothing to anybody. */
const longestWord = 250;

export function* rtfTokens(bytes: Buffer): Generator<RtfToken> {
  let at = 0;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === openBrace || byte === closeBrace) {
      at += 1;
      yield { kind: byte === openBrace ? 'open' : 'close' };
    } else if (byte !== backslash) {
      const end = endOfText(bytes, at);
      yield { kind: 'text', text: bytes.toString('latin1', at, end) };
      at = end;
    } else if (isLetter(bytes[at + 1])) {
      const word = wordAt(bytes, at + 1);
      at = word.next;
      const length = word.parameter ?? 0;
      if (word.word === 'bin' && length > 0 && length <= bytes.length - at) {
        yield { kind: 'binary', bytes: bytes.subarray(at, at + length) };
        at += length;
      } else yield { kind: 'word', word: word.word, parameter: word.parameter };
    } else if (bytes[at + 1] === quote) {
      const value = Number.parseInt(bytes.toString('latin1', at + 2, at + 4), 16);
      yield { kind: 'byte', byte: Number.isNaN(value) ? 0 : value };
      at += 4;
    } else {
      yield { kind: 'symbol', symbol: String.fromCharCode(bytes[at + 1] ?? 0) };
      at += 2;
    }
  }
}

function endOfText(bytes: Buffer, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== backslash && bytes[at] !== openBrace && bytes[at] !== closeBrace)
    at += 1;
  return at;
}

function wordAt(
  bytes: Buffer,
  from: number,
): { readonly word: string; readonly parameter: number | null; readonly next: number } {
  let at = from;
  while (at - from < longestWord && isLetter(bytes[at])) at += 1;
  const word = bytes.toString('latin1', from, at);
  const numberStart = at;
  if (bytes[at] === minus) at += 1;
  while (at - numberStart < 20 && isDigit(bytes[at])) at += 1;
  const digits = bytes.toString('latin1', numberStart, at);
  const parameter = /\d/.test(digits) ? Number.parseInt(digits, 10) : null;
  return { word, parameter, next: bytes[at] === space ? at + 1 : at };
}

function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a));
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}
