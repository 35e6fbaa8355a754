import type { Budget } from '../budget.ts';
import type { PdfDocument } from '../pdf/document.ts';
import { entry, nameOf, type PdfDictionary } from '../pdf/values.ts';
import { Unreadable } from '../unreadable.ts';

/** What the bytes of a drawn string say. Throws Unreadable where that is not known. */
export type PdfFont = (bytes: Buffer) => string;

/** By its map to Unicode (ISO 32000-1 section 9.10.3); without one, a simple font is read as Latin letters. */
export function pdfFont(font: PdfDictionary, document: PdfDocument, budget: Budget): PdfFont {
  const map = document.contentOf(entry(font, 'ToUnicode'));
  const isComposite = nameOf(entry(font, 'Subtype')) === 'Type0';
  if (map === null) return isComposite ? unreadable : latin;
  const { width, letters } = readMap(map.toString('latin1'), isComposite ? 2 : 1, budget);
  return (bytes) => {
    let text = '';
    for (let at = 0; at + width <= bytes.length; at += width) {
      const code = bytes.readUIntBE(at, width);
      text += letters.get(code) ?? (isComposite ? '\ufffd' : String.fromCharCode(code));
    }
    return text;
  };
}

const latin: PdfFont = (bytes) => bytes.toString('latin1');

const unreadable: PdfFont = (bytes) => {
  if (bytes.length === 0) return '';
  throw new Unreadable('letters of a font');
};

interface Letters {
  /** Bytes of one code. */
  readonly width: number;
  readonly letters: ReadonlyMap<number, string>;
}

function readMap(map: string, usualWidth: number, budget: Budget): Letters {
  const letters = new Map<number, string>();
  const width = (/begincodespacerange\s*<([0-9a-f]{2,8})>/i.exec(map)?.[1]?.length ?? usualWidth * 2) >> 1;
  for (const block of sections(map, 'bfchar')) {
    for (const [, code = '', text = ''] of block.matchAll(/<([0-9a-f]{1,8})>\s*<([0-9a-f ]{0,64})>/gi))
      letters.set(Number.parseInt(code, 16), fromHex(text));
  }
  for (const block of sections(map, 'bfrange')) {
    const ranges = block.matchAll(
      /<([0-9a-f]{1,8})>\s*<([0-9a-f]{1,8})>\s*(?:<([0-9a-f ]{0,64})>|\[([^\]]{0,65536})\])/gi,
    );
    for (const [, from = '', to = '', first, list] of ranges)
      addRange(letters, Number.parseInt(from, 16), Number.parseInt(to, 16), first, list, budget);
  }
  return { width: Math.min(4, Math.max(1, width)), letters };
}

const longestRange = 65_536;

function addRange(
  letters: Map<number, string>,
  from: number,
  to: number,
  first: string | undefined,
  list: string | undefined,
  budget: Budget,
): void {
  budget.takeEntry();
  const texts = list?.match(/[0-9a-f]{1,64}/gi)?.map(fromHex);
  const start = fromHex(first ?? '');
  const base = start.charCodeAt(start.length - 1);
  const last = Math.min(to, from + longestRange, from + (texts?.length ?? longestRange) - 1);
  for (let code = from; code <= last; code += 1) {
    if (letters.size > longestRange) throw new Unreadable('letters of a font');
    const step = code - from;
    letters.set(code, texts?.[step] ?? start.slice(0, -1) + String.fromCharCode(base + step));
  }
}

function* sections(map: string, kind: string): Generator<string> {
  for (let at = map.indexOf(`begin${kind}`); at >= 0; at = map.indexOf(`begin${kind}`, at + 1)) {
    const end = map.indexOf(`end${kind}`, at);
    if (end < 0) return;
    yield map.slice(at, end);
    at = end;
  }
}

/** UTF-16, big-endian. */
function fromHex(hex: string): string {
  const digits = hex.replaceAll(' ', '');
  let text = '';
  for (let at = 0; at < digits.length; at += 4)
    text += String.fromCharCode(Number.parseInt(digits.slice(at, at + 4), 16));
  return text;
}
