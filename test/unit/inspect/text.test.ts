import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inspectors } from '../../../electron/inspect/inspectors.ts';
import { textOf } from '../../../electron/inspect/text/text-of.ts';
import { filesSchema } from '../../../shared/files-policy.ts';
import { allow } from '../../../shared/model/verdict.ts';
import { makeCompound } from './documents/make-compound.ts';
import { makePackage, wordBody } from './documents/make-office.ts';
import { makePdf, pdfStream } from './documents/make-pdf.ts';
import { engines } from './inspecting.ts';
import { make7z, makeTar } from './make-archives.ts';
import { makeZip } from './make-zip.ts';

const card = '4111 1111 1111 1111';

function read(bytes: Uint8Array | string, name: string, files: object = {}): string | null {
  return textOf(
    { bytes: typeof bytes === 'string' ? Buffer.from(bytes) : bytes, name, declaredType: null },
    {
      inspectors,
      yara: null,
      files: filesSchema.parse(files),
      now: () => performance.now(),
      link: () => allow,
      blockedHashes: new Set(),
      openArchive: engines.openArchive,
    },
  );
}

const sheet = (cells: string) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>${cells}</row></sheetData></worksheet>`;
const page = (
  content: Uint8Array,
  entries = '',
  font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
) => [
  '<< /Type /Catalog /Pages 2 0 R >>',
  '<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /Font << /F1 5 0 R >> >> >>',
  '<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>',
  pdfStream(content, entries),
  font,
];

describe('the words of a file are read, whatever it is', () => {
  const documents: Readonly<Record<string, () => Uint8Array | string>> = {
    'a.txt': () => `Card: ${card}`,
    'a.csv': () => `name,card\nAlice,${card}\n`,
    'a.html': () => `<html><p>Card: 4111 <b>1111</b> 1111&nbsp;1&#49;11</p></html>`,
    'a.eml': () =>
      `MIME-Version: 1.0\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(`Card ${card}`).toString('base64')}\r\n`,
    'a.rtf': () => `{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}Card: {\\b 4111 11}11\r\n 1111 11\\'31\\u49?\\par}`,
    'a.docx': () =>
      makePackage({
        'word/document.xml': wordBody(
          '<w:r><w:t>4111 11</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">11 1111 1111</w:t></w:r>',
        ),
      }),
    'a.xlsx': () =>
      makePackage({
        'xl/worksheets/sheet1.xml': sheet('<c r="A1" t="s"><v>0</v></c><c r="B1"><v>4111</v></c>'),
        'xl/sharedStrings.xml': `<?xml version="1.0"?><sst><si><r><t>4111 1111</t></r><r><t xml:space="preserve"> 1111 1111</t></r></si></sst>`,
      }),
    'a.pptx': () =>
      makePackage({
        'ppt/slides/slide1.xml': `<?xml version="1.0"?><p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>${card}</a:t></a:r></a:p></p:sld>`,
      }),
    'a.odt': () =>
      makeZip([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.text', isStored: true },
        { name: 'META-INF/manifest.xml', content: '<?xml version="1.0"?><manifest/>' },
        {
          name: 'content.xml',
          content: `<?xml version="1.0"?><d xmlns:text="t"><text:p>4111<text:s/>1111 <text:span>1111 11</text:span>11</text:p></d>`,
        },
      ]),
    'a.doc': () =>
      makeCompound([
        {
          path: 'Book text',
          content: Buffer.concat([Buffer.alloc(600, 1), Buffer.from(card, 'utf16le'), Buffer.alloc(20)]),
        },
      ]),
    'a.pdf': () =>
      makePdf(page(Buffer.from(`BT /F1 12 Tf 10 10 Td [(4111) -300 (11) 20 (11 1111 1111)] TJ ET`))),
    'packed.pdf': () =>
      makePdf(page(deflateSync(Buffer.from(`BT /F1 12 Tf (${card}) Tj ET`)), '/Filter /FlateDecode')),
    'a.zip': () =>
      makeZip([
        {
          name: 'inner/a.docx',
          content: makePackage({ 'word/document.xml': wordBody(`<w:r><w:t>${card}</w:t></w:r>`) }),
        },
      ]),
    'a.tar.gz': () => gzipSync(makeTar([{ name: 'a.txt', content: card }])),
    'a.7z': () => make7z('a.txt', Buffer.from(card)),
  };
  test.each(Object.entries(documents))('%s', (name, make) => {
    expect(read(make(), name)).toContain(card);
  });

  test('a PDF whose letters only its fonts know', () => {
    const map = `/CIDInit begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange
      1 beginbfrange <0010> <0019> <0030> endbfrange 2 beginbfchar <0003> <0020> <0004> <00430061> endbfchar endcmap`;
    const codes = [...card].map((letter) => (letter === ' ' ? '0003' : `001${letter}`)).join('');
    const objects = page(
      Buffer.from(`BT /F1 12 Tf <0004${codes}> Tj ET`),
      '',
      '<< /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode 6 0 R >>',
    );
    expect(read(makePdf([...objects, pdfStream(map)]), 'a.pdf')).toContain(`Ca${card}`);
  });

  test('also what a PDF says beside its pages', () => {
    const pdf = makePdf([
      '<< /Type /Catalog >>',
      `<< /Type /Annot /Contents (${card}) >>`,
      `<< /Title (x) /FT /Tx /V (secret) >>`,
    ]);
    expect(read(pdf, 'a.pdf')).toContain(card);
    expect(read(pdf, 'a.pdf')).toContain('secret');
  });
});

describe('what could not be read is said, never passed over', () => {
  test.each([
    ['an encrypted member', 'a.zip', () => makeZip([{ name: 'a.txt', content: 'x', flags: 1 }])],
    ['a broken document', 'a.docx', () => makePackage({ 'word/document.xml': '<w:document><w:p>' })],
    [
      'letters of a font that nobody can name',
      'a.pdf',
      () => makePdf(page(Buffer.from('BT /F1 1 Tf <0011> Tj ET'), '', '<< /Type /Font /Subtype /Type0 >>')),
    ],
    ['more than there is patience for', 'a.txt', () => Buffer.alloc(9 * 1024 * 1024, 'words ')],
  ])('%s', (_, name, make) => {
    expect(read(make(), name)).toBeNull();
  });

  test('a file without words is read to its end', () => {
    expect(read('', 'empty.txt')).toBe('');
  });
});

test('a hostile page and a hostile document take no longer than their size', () => {
  const began = performance.now();
  read('<'.repeat(2_000_000), 'a.html');
  read(`<html>${'<p'.repeat(1_000_000)}`, 'a.html');
  read(`{\\rtf1 ${'{'.repeat(1_000_000)}`, 'a.rtf');
  read(makePdf(page(Buffer.from('['.repeat(50) + '('.repeat(1_000_000)))), 'a.pdf');
  read(makePdf(page(Buffer.from('BI ID '.repeat(200_000)))), 'a.pdf');
  expect(performance.now() - began).toBeLessThan(20_000);
});
