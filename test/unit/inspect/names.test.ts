import { describe, expect, test } from 'vitest';
import { inspecting, told } from './inspecting.ts';
import { makeZip } from './make-zip.ts';

const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(100)]);
const png = Buffer.from('89504e470d0a1a0a', 'hex');
const codes = (bytes: Uint8Array | string, name: string, declaredType?: string) => {
  const { verdict } = inspecting(bytes, name, {
    inspectors: [],
    ...(declaredType === undefined ? {} : { declaredType }),
  });
  return verdict.reasons
    .map(({ code, level }) => `${level} ${code}`)
    .filter((line) => !line.includes('unknown-type'));
};

test('a name that turns its letters round is held (T24)', () => {
  const { verdict } = inspecting('x', 'invoice\u202Efdp.txt');
  expect(verdict).toMatchObject({
    level: 'hold',
    reasons: [{ code: 'file.hidden-characters', params: { characters: 'U+202E' } }],
  });
});

test('marks and joiners that ordinary names of many languages have are only noted (T24)', () => {
  expect(codes('x', '\u200Fשלום.txt')).toEqual(['notice file.hidden-characters']);
});

test.each(['report.pdf.exe', 'Photo.JPG.scr', 'a.docx.js', 'a.pdf.html', 'a.txt.lnk . ', 'a.xlsx.iso'])(
  'a double ending is held: %s',
  (name) => {
    expect(codes('x', name)).toContain('hold file.double-ending');
  },
);

test.each(['archive.tar.gz', 'jquery.min.js', 'v1.2.3.zip', 'report.pdf', 'a.b.c.txt', '.bashrc'])(
  'an ordinary name with dots is not a double ending: %s',
  (name) => {
    expect(codes('x', name)).not.toContain('hold file.double-ending');
  },
);

test.each(['a.exe', 'a.COM', 'a.scr ', 'a.dmg', 'a.cpl'])('the ending of a program is enough: %s', (name) => {
  expect(codes('X5O!P%@AP', name)).toEqual(['hold file.runs-by-name']);
  expect(codes(png, name)).toEqual(['hold file.runs-by-name']);
});

test.each([
  ['a.js', 'a sound file', 'ID3=1;new ActiveXObject("WScript.Shell").Run("calc")'],
  ['a.vbs', 'a film', 'OggS=1\r\nCreateObject("WScript.Shell").Run "calc"'],
  ['a.js', 'a font', 'OTTO=1;new ActiveXObject("WScript.Shell").Run("calc")'],
  ['a.bat', 'a sound file without a name', Buffer.from('fffb0d0a73746172742063616c63', 'hex')],
  ['a.cmd', 'a picture', '8BPS\r\nstart calc'],
  ['a.bat', 'a document', '{\\rtf1\r\nstart calc'],
  ['a.bat', 'a table', 'ID;P\r\nstart calc'],
  ['a.ps1', 'a mail', '<#\r\nMIME-Version: 1.0\r\n#> start calc'],
  ['a.cmd', 'a drawing', '<svg>\r\nstart calc'],
  ['a.ps1', 'a workbook', '<#\r\nprogid="excel.sheet" #> start calc'],
  ['a.html', 'a document', '{\\rtf1 <script>x</script>'],
  ['a.html', 'a mail', '<p>\nMIME-Version: 1.0\n<script>x</script>'],
  ['a.htm', 'a sound file', 'ID3<script>x</script>'],
  ['a.svg', 'a mail', '<svg><!--\nMIME-Version: 1.0\n--><script>x</script></svg>'],
])('%s that begins as %s is held (T24, T27)', (name, _, content) => {
  expect(inspecting(content, name).verdict.level).toBe('hold');
});

test.each([
  ['a.html', '<p>Hello'],
  ['a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>'],
  ['a.csv', 'a,b'],
  ['a.eml', 'MIME-Version: 1.0\r\n\r\nHello'],
  ['a.js', ''],
])('what is what its ending says does not run by its name: %s', (name, content) => {
  expect(codes(content, name)).toEqual([]);
});

test('a name that pushes its ending out of sight is held', () => {
  expect(codes('x', `invoice.pdf${' '.repeat(60)}.txt`)).toContain('hold file.padded-name');
  expect(codes('x', 'an ordinary  name with spaces.txt')).toEqual([]);
});

describe('what a file pretends', () => {
  test('a program under the ending of a picture is blocked', () => {
    expect(codes(program, 'photo.jpg')).toEqual(['block file.disguised']);
    expect(codes('#!/bin/sh\n', 'notes.txt')).toEqual(['block file.disguised']);
  });
  test('a program that was declared to be a picture is blocked (T27)', () => {
    expect(codes(program, 'photo', 'image/png')).toEqual(['block file.disguised']);
  });
  test('a page under the ending of a document is warned of', () => {
    expect(codes('<html><p>x', 'a.pdf')).toEqual(['warn file.type-mismatch']);
  });
  test('a picture of another format is only noted', () => {
    expect(codes(png, 'a.jpg', 'image/jpeg')).toEqual(['notice file.type-mismatch']);
    expect(codes(png, 'a.png', 'image/png')).toEqual([]);
  });
  test('in an archive the same counts for each member', () => {
    const zip = makeZip([{ name: 'photos/a.jpg', content: program }]);
    expect(told(inspecting(zip, 'a.zip'))).toContain('file.disguised photos/a.jpg');
  });
});

describe('two files in one', () => {
  const zip = makeZip([{ name: 'run.exe', content: program }]);
  test('a zip behind a picture is held, and what is in it is named', () => {
    const both = Buffer.concat([png, Buffer.alloc(100, 1), zip]);
    expect(told(inspecting(both, 'a.png', { inspectors: [] }))).toContain('file.polyglot');
    expect(told(inspecting(both, 'a.png'))).toContain('file.program run.exe');
  });
  test('a PDF behind another beginning is held', () => {
    expect(codes(Buffer.concat([png, Buffer.from('%PDF-1.4 1 0 obj')]), 'a.png')).toContain(
      'hold file.polyglot',
    );
  });
  test('a text that only speaks of it is not', () => {
    expect(
      codes(`Both %PDF-1.4 and PK\x05\x06 at the end are signatures. ${'words '.repeat(40)}`, 'a.txt'),
    ).toEqual([]);
  });
});
