import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { describe, expect, test, vi } from 'vitest';
import { Budget, strictLimits } from '../../../../electron/inspect/budget.ts';
import { PdfDocument } from '../../../../electron/inspect/pdf/document.ts';
import { withoutCuts } from '../../../../electron/inspect/strip/cut.ts';
import { cutsOf } from '../../../../electron/inspect/strip/cuts-of.ts';
import { filesSchema } from '../../../../shared/files-policy.ts';
import { makePdf, objectStream, pdfStream } from '../documents/make-pdf.ts';
import { stripped } from './stripped.ts';

// The machine may have other things to do.
vi.setConfig({ testTimeout: 60_000 });

const person = 'Erika Mustermann';
const rules = { files: filesSchema.parse({ stripMetadata: 'pictures-and-documents' }), now: () => 0 };
const info = `<< /Author (${person} \\(Sales \\\\ \\051) /Title (Offer (2) for ${person}) /Company <${Buffer.from(person).toString('hex')}> /Producer (Writer 7) /CreationDate (D:20261124081500) >>`;
const xmp = `<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator><rdf:Seq><rdf:li>${person}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
const about = '/Type /Metadata /Subtype /XML';
const packed = (content: string, entries = about) =>
  pdfStream(deflateSync(Buffer.from(content)), `${entries} /Filter /FlateDecode`);

/** A page that says something, and these objects from 5 on. */
function letter(objects: readonly (string | Buffer)[], trailer = '', catalog = ''): Buffer {
  const page =
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>';
  return makePdf(
    [
      `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
      page,
      pdfStream('BT /F 12 Tf 20 200 Td (Dear customer, 5 0 obj) Tj ET'),
      ...objects,
    ],
    `<< /Root 1 0 R ${trailer} >>`,
  );
}

const reference = '/Info 5 0 R';
const letters: readonly (readonly [string, Buffer])[] = [
  ['in its information', letter([info], reference)],
  [
    'in strings that its information leads to',
    letter(
      [`<< /Author 6 0 R /Keywords [7 0 R] >>`, `(${person})`, `<${Buffer.from(person).toString('hex')}>`],
      reference,
    ),
  ],
  ['in XMP', letter([pdfStream(xmp, about)], '', '/Metadata 5 0 R')],
  ['in compressed XMP', letter([packed(xmp)], '', '/Metadata 5 0 R')],
  [
    'in long XMP that hardly compresses',
    letter([packed(`${xmp}${randomBytes(150_000).toString('base64')}`)], '', '/Metadata 5 0 R'),
  ],
  ['in XMP shorter than one that says nothing', letter([pdfStream(`<x>${person}</x>`, about)])],
  ['in compressed XMP of a part', letter([packed(`<x>${person}</x>`)])],
  ['in XMP that only the catalog knows as that', letter([pdfStream(xmp)], '', '/Metadata 5 0 R')],
  ['in an object stream', letter([objectStream([info, '<< /Title (chapter) >>'], 20)], '/Info 20 0 R')],
  [
    'in an object stream that is not compressed',
    letter([pdfStream(`20 0 ${info} `, '/Type /ObjStm /N 1 /First 5')], '/Info 20 0 R'),
  ],
  ['in both', letter([info, packed(xmp)], reference, '/Metadata 6 0 R')],
  [
    'in an earlier revision',
    Buffer.concat([letter([info], reference), letter(['<< /Producer (Writer 8) >>'], '/Info 5 0 R /Prev 9')]),
  ],
  ['in information that no trailer leads to any more', letter([info])],
];

describe.each(letters)('T37: a PDF that says who made it %s', (_where, whole) => {
  test('says so nowhere, and reads as before, at the same places', async () => {
    expect(everything(whole)).toContain('Mustermann');
    for (const pieceSize of [7, 64 * 1024]) {
      const left = await stripped(whole, cutsOf(whole, 'a.pdf', rules), pieceSize);
      expect(left.byteLength).toBe(whole.byteLength);
      expect(everything(left)).not.toMatch(/Mustermann|Writer|20261124|45726966/i);
      expect(await shown(left)).toEqual({ text: 'Dear customer, 5 0 obj', said: [] });
      expect(cutsOf(left, 'a.pdf', rules)).toEqual([]);
    }
  });

  test('does not say so when it is cut short either, or does not go', () => {
    for (let length = 20; length < whole.length; length += 1 + Math.floor(whole.length / 60)) {
      const short = whole.subarray(0, length);
      const cuts = cutsOf(short, 'a.pdf', rules);
      if (typeof cuts === 'string') continue;
      const left = withoutCuts(short, cuts);
      expect(left.length).toBe(length);
      expect([length, left.includes('Mustermann')]).toEqual([length, false]);
    }
  });
});

test('T37: a catalogue with XMP at each of hundreds of pictures loses all of it', () => {
  const pictures = Array.from({ length: 700 }, () => packed(xmp));
  const whole = letter(pictures, '', '/Metadata 5 0 R');
  const cuts = cutsOf(whole, 'a.pdf', rules);
  expect(cuts).toHaveLength(1400);
  expect(typeof cuts === 'string' ? cuts : everything(withoutCuts(whole, cuts))).not.toContain('Mustermann');
});

test('a PDF that says nothing of itself is left as it is', () => {
  expect(cutsOf(letter(['<< /Title (chapter) >>', pdfStream('x')]), 'a.pdf', rules)).toEqual([]);
});

test.each([
  ['encrypted', 'encrypted', letter([info], `${reference} /Encrypt 6 0 R`)],
  ['signed', 'signed', letter([info, '<< /Type /Sig /ByteRange [0 1 2 3] /Contents <00> >>'], reference)],
  [
    'signed in a field',
    'signed',
    letter([info, '<< /FT /Sig /V << /ByteRange [0 1 2 3] /Contents <00> >> >>'], reference),
  ],
  ['without objects', 'form', Buffer.from('%PDF-1.7\nnothing')],
  ['with information in its trailer', 'form', letter([], `/Info ${info}`)],
  ['with information in a page', 'form', letter(['<< /Type /Page /Author (Erika) >>'], reference)],
  ['with information in a stream', 'form', letter([pdfStream('x', '/Author (Erika)')], reference)],
  [
    'with an object stream that nobody can read',
    'form',
    letter([pdfStream('broken', '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode')]),
  ],
  [
    'with XMP that is packed in another way',
    'form',
    letter([pdfStream(Buffer.from(xmp).toString('hex'), `${about} /Filter /ASCIIHexDecode`)]),
  ],
  [
    'with XMP that is packed with a predictor',
    'form',
    letter([packed(xmp, `${about} /DecodeParms << /Predictor 12 >>`)]),
  ],
])('T37: a PDF %s is left alone, which is said', (_how, cause, whole) => {
  expect(cutsOf(whole, 'a.pdf', rules)).toBe(cause);
});

/** All bytes, and what all streams hold. */
function everything(bytes: Buffer): string {
  const document = new PdfDocument(bytes, new Budget(strictLimits, () => 0));
  const held = document.objects.map((object) => document.content(object)?.toString('latin1') ?? '');
  return [bytes.toString('latin1'), ...held].join('\n');
}

/** By a reader that is not ours. */
async function shown(bytes: Buffer): Promise<{ readonly text: string; readonly said: readonly unknown[] }> {
  const task = getDocument({ data: new Uint8Array(bytes), verbosity: 0 });
  const document = await task.promise;
  const { info: of, metadata } = await document.getMetadata();
  const content = await (await document.getPage(1)).getTextContent();
  await task.destroy();
  const keys = ['Author', 'Title', 'Producer', 'Creator', 'CreationDate', 'Keywords', 'Custom'];
  const said = keys.flatMap((key) => Object.entries(of).filter(([name]) => name === key));
  return {
    text: content.items.map((item) => ('str' in item ? item.str : '')).join(''),
    said: [...said, ...(metadata === null ? [] : metadata)],
  };
}
