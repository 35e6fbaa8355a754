import type { Budget } from '../budget.ts';
import { PdfDocument } from '../pdf/document.ts';
import type { PdfObject } from '../pdf/objects.ts';
import { entry, nameOf, other, type PdfDictionary, type PdfValue, textOf } from '../pdf/values.ts';
import { Unreadable } from '../unreadable.ts';
import { drawnText } from './pdf-drawing.ts';
import { type PdfFont, pdfFont } from './pdf-font.ts';
import type { Words } from './words.ts';

/** What people see of a dictionary that is no drawing: titles, comments, what is in the fields of a form. */
const shown = ['Title', 'Author', 'Subject', 'Keywords', 'Contents', 'V', 'TU', 'RC'];

/** The words of a PDF: what is drawn on its pages, in its forms and notes. Throws Unreadable where letters are drawn that nobody can name. */
export function pdfText(bytes: Buffer, words: Words, budget: Budget): void {
  const document = new PdfDocument(bytes, budget);
  if (document.isLocked) return;
  const fonts = new Map<PdfValue, PdfFont>();
  for (const object of document.objects) {
    budget.checkTime();
    if (object.value.kind !== 'dictionary') continue;
    const dictionary = object.value;
    for (const key of shown) words.add(textOf(document.resolve(entry(dictionary, key))));
    const drawing = drawingOf(object, dictionary, document);
    if (drawing !== null) words.add(drawnText(drawing, fontsOf(dictionary, document, fonts, budget), budget));
  }
}

/** The streams of a page are one (ISO 32000-1 section 7.8.2); a form is drawn by whoever names it (section 8.10). */
function drawingOf(object: PdfObject, dictionary: PdfDictionary, document: PdfDocument): Buffer | null {
  if (nameOf(entry(dictionary, 'Subtype')) === 'Form') return document.content(object);
  if (nameOf(entry(dictionary, 'Type')) !== 'Page') return null;
  const contents = entry(dictionary, 'Contents');
  const list = document.resolve(contents);
  const parts = list.kind === 'array' ? list.items : [contents];
  const streams = parts.map((part) => document.contentOf(part)).filter((part) => part !== null);
  return Buffer.concat(streams.flatMap((stream) => [stream, Buffer.from('\n')]));
}

function fontsOf(
  dictionary: PdfDictionary,
  document: PdfDocument,
  known: Map<PdfValue, PdfFont>,
  budget: Budget,
): (name: string) => PdfFont | null {
  const resources = inherited(dictionary, document);
  const fonts = resources === null ? other : document.resolve(entry(resources, 'Font'));
  return (name) => {
    const font = fonts.kind === 'dictionary' ? document.resolve(entry(fonts, name)) : other;
    if (font.kind !== 'dictionary') return null;
    const seen = known.get(font);
    if (seen !== undefined) return seen;
    const read = pdfFont(font, document, budget);
    known.set(font, read);
    return read;
  };
}

const longestWay = 32;

/** Section 7.7.3.4. */
function inherited(dictionary: PdfDictionary, document: PdfDocument): PdfDictionary | null {
  let node: PdfValue = dictionary;
  for (let step = 0; node.kind === 'dictionary' && step < longestWay; step += 1) {
    const resources = document.resolve(entry(node, 'Resources'));
    if (resources.kind === 'dictionary') return resources;
    node = document.resolve(entry(node, 'Parent'));
  }
  if (node.kind === 'dictionary') throw new Unreadable('resources of a page');
  return null;
}
