import { createHash } from 'node:crypto';
import { deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inspectors } from '../../../electron/inspect/inspectors.ts';
import { Rc4 } from '../../../electron/inspect/office/encryption/rc4.ts';
import { decryptWorkbook } from '../../../electron/inspect/office/excel/decrypt-workbook.ts';
import { textOf } from '../../../electron/inspect/text/text-of.ts';
import { filesSchema } from '../../../shared/files-policy.ts';
import { allow } from '../../../shared/model/verdict.ts';
import { makeCompound } from './documents/make-compound.ts';
import { makeBiff, makePackage, wordBody } from './documents/make-office.ts';
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

describe('numbers in the cells of a binary workbook are read', () => {
  const cell = (...values: Buffer[]) => Buffer.concat([Buffer.alloc(6), ...values]);
  const real = (value: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(value);
    return bytes;
  };
  const packed = (value: number) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return bytes;
  };
  const xls = (stream: Buffer, name = 'Workbook') =>
    read(makeCompound([{ path: name, content: stream }]), 'a.xls');
  const number = 4_111_111_111_111_111;
  const upper = real(2 ** 40).readInt32LE(4);
  const records: readonly (readonly [number, Buffer])[] = [
    [0x0203, cell(real(number))],
    [0x027e, cell(packed((123_456 << 2) | 2))],
    [
      0x00bd,
      Buffer.concat([
        Buffer.alloc(4),
        ...[(-7 << 2) | 3, upper].map((value) => Buffer.concat([Buffer.alloc(2), packed(value)])),
        Buffer.alloc(2),
      ]),
    ],
    [0x0006, cell(real(5_555_555_555_554_444), Buffer.alloc(8))],
    [0x0006, cell(Buffer.from('000000000000ffff', 'hex'), Buffer.alloc(8))],
  ];

  test('of xls, whatever record they stand in', () => {
    const words = ['4111111111111111', '123456', '-0.07', '1099511627776', '5555555555554444'];
    expect(
      xls(makeBiff(records))
        ?.split('\n')
        .filter((line) => /^-?[\d.]+$/.test(line)),
    ).toEqual(words);
    expect(xls(makeBiff(records), 'Book')).toContain('4111111111111111');
  });

  test('of xls that Excel opens without asking for its password', () => {
    expect(
      xls(
        lockedByDefault([
          [0x0203, cell(real(number))],
          [0x00fc, Buffer.from('confidential')],
        ]),
      ),
    ).toMatch(/confidential.*4111111111111111/s);
  });

  test('of xlsb, with its texts', () => {
    const record = (type: number, content: Buffer) =>
      Buffer.concat([Buffer.of(type, content.length), content]);
    const texts = record(
      19,
      Buffer.concat([Buffer.of(0, 12, 0, 0, 0), Buffer.from('confidential', 'utf16le')]),
    );
    const cells = [
      record(2, Buffer.concat([Buffer.alloc(8), packed((42_424_242 << 2) | 2)])),
      record(5, Buffer.concat([Buffer.alloc(8), real(number)])),
    ];
    const xlsb = makePackage({
      'xl/sharedStrings.bin': texts,
      'xl/worksheets/sheet1.bin': Buffer.concat(cells),
    });
    expect(read(xlsb, 'a.xlsb')).toMatch(/confidential\n42424242\n4111111111111111/);
  });
});

/** MS-OFFCRYPTO sections 2.3.6.1 and 2.3.6.2, with the password that Excel tries. The cipher is its own reverse. */
function lockedByDefault(records: readonly (readonly [number, Buffer])[]): Buffer {
  const md5 = (...pieces: Buffer[]) => createHash('md5').update(Buffer.concat(pieces)).digest();
  const salt = Buffer.alloc(16, 7);
  const short = md5(Buffer.from('VelvetSweatshop', 'utf16le')).subarray(0, 5);
  const mixed = md5(...Array.from({ length: 16 }, () => [short, salt]).flat()).subarray(0, 5);
  const cipher = new Rc4(md5(mixed, Buffer.alloc(4)));
  const verifier = Buffer.alloc(16, 9);
  const filePass = Buffer.concat([
    Buffer.of(1, 0, 1, 0, 1, 0),
    salt,
    cipher.apply(verifier),
    cipher.apply(md5(verifier)),
  ]);
  const locked = decryptWorkbook(makeBiff([[0x002f, filePass], ...records]), filePass);
  if (locked === null) throw new Error('another password');
  return locked;
}

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
  const before = process.cpuUsage();
  read('<'.repeat(2_000_000), 'a.html');
  read(`<html>${'<p'.repeat(1_000_000)}`, 'a.html');
  read(`{\\rtf1 ${'{'.repeat(1_000_000)}`, 'a.rtf');
  read(makePdf(page(Buffer.from('['.repeat(50) + '('.repeat(1_000_000)))), 'a.pdf');
  read(makePdf(page(Buffer.from('BI ID '.repeat(200_000)))), 'a.pdf');
  expect(process.cpuUsage(before).user / 1000).toBeLessThan(20_000);
});
