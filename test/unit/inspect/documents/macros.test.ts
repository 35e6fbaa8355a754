import { expect, test } from 'vitest';
import { decompressVba } from '../../../../electron/inspect/office/vba/decompress.ts';
import { inspecting, told } from '../inspecting.ts';
import { makeCompound } from './make-compound.ts';
import { makePackage } from './make-office.ts';
import { makeVbaProject, vbaStreams } from './make-vba.ts';

const workbook = (sources: Readonly<Record<string, string>>) =>
  inspecting(makePackage({ 'xl/vbaProject.bin': makeVbaProject(sources) }), 'a.xlsm');

const dropper = 'Sub Workbook_Open()\r\n  CreateObject("WScript.Shell").Run "calc"\r\nEnd Sub';

test('source comes out as MS-OVBA section 3.2 has it', () => {
  const container = Buffer.from(
    '012fb0002361616162636465826600706167686 96a01380861 6b6c00306d6e6f70067102700410727374757610777 8797a003c'.replaceAll(
      ' ',
      '',
    ),
    'hex',
  );
  expect(decompressVba(container).toString()).toBe(
    '#aaabcdefaaaaghijaaaaaklaaamnopqaaaaaaaaaaaarstuvwxyzaaa',
  );
  expect(decompressVba(Buffer.from('0103b00261450 0'.replaceAll(' ', ''), 'hex')).toString()).toBe(
    `a${'a'.repeat(72)}`,
  );
});

test('a macro that runs on opening and starts a program is held, with its place', () => {
  const judgement = workbook({ ThisWorkbook: dropper });
  expect(told(judgement)).toEqual(['document.macro-starts-and-runs xl/vbaProject.bin/VBA/ThisWorkbook']);
  expect(judgement.verdict.level).toBe('hold');
  expect(judgement.verdict.reasons[0]?.params).toMatchObject({
    starts: 'Workbook_Open',
    does: 'CreateObject',
  });
});

test.each([
  ['in any letter case', 'SUB WORKBOOK_OPEN()\r\nx = sHeLl("calc")\r\nEND SUB'],
  [
    'in another module than it starts in',
    'Sub AutoOpen()\r\nother\r\nEnd Sub\r\nSub other()\r\nShell "x"\r\nEnd Sub',
  ],
  [
    'in a name split by a continued line',
    'Sub Document_ _\r\nOpen()\r\nEnd Sub\r\nSub Auto_Close()\r\nShell _\r\n "x"\r\nEnd Sub',
  ],
  ['in an event of a control', 'Private Sub Image1_MouseMove(ByVal x As Integer)\r\nShell "x"\r\nEnd Sub'],
  ['behind a button', 'Private Sub CommandButton1_Click()\r\nShell "x"\r\nEnd Sub'],
  [
    'through a declaration',
    'Private Declare PtrSafe Function f Lib "kernel32" () As Long\r\nSub AutoExec()\r\nf\r\nEnd Sub',
  ],
])('what starts and runs is found %s', (_, source) => {
  expect(workbook({ Module1: source }).verdict.level).toBe('hold');
});

test('a macro that runs on opening and writes a file is held', () => {
  const source = 'Sub Document_Open()\r\nOpen "x.js" For Output As #1\r\nEnd Sub';
  expect(told(workbook({ M: source }))[0]).toContain('document.macro-starts-and-writes');
});

test('a harmless macro is a macro and no malware', () => {
  const quiet = workbook({ Module1: 'Sub Sum()\r\nRange("A1").Value = 2\r\nEnd Sub' });
  expect(told(quiet)).toEqual(['document.macro xl/vbaProject.bin/VBA/Module1']);
  expect(quiet.verdict.level).toBe('notice');
  const greeting = workbook({
    Module1: "Sub Workbook_Open()\r\n' Shell is not called\r\nRem CreateObject\r\nEnd Sub",
  });
  expect(told(greeting)).toEqual(['document.macro-starts xl/vbaProject.bin/VBA/Module1']);
  expect(greeting.verdict.level).toBe('notice');
});

test('a macro whose source cannot be read is held', () => {
  const torn = vbaStreams({ Module1: dropper }).map((stream) =>
    stream.path.endsWith('Module1') ? { ...stream, content: Buffer.from('p-code only') } : stream,
  );
  expect(told(inspecting(makeCompound(torn), 'a.bin'))).toEqual(['document.macro-unreadable VBA/Module1']);
});

test('a module that the project does not list is found', () => {
  const streams = vbaStreams({ Module1: dropper }).filter(({ path }) => !path.endsWith('dir'));
  expect(inspecting(makeCompound(streams), 'a.doc').verdict.level).toBe('hold');
});

test('a macro is found in a binary document and under any name in a package', () => {
  const old = makeCompound(vbaStreams({ ThisDocument: dropper }, 'Macros/VBA'));
  expect(told(inspecting(old, 'a.doc'))).toEqual(['document.macro-starts-and-runs Macros/VBA/ThisDocument']);
  const renamed = makePackage({ 'word/media/image1.png': makeVbaProject({ ThisDocument: dropper }) });
  expect(told(inspecting(renamed, 'a.docx'))).toContain(
    'document.macro-starts-and-runs word/media/image1.png/VBA/ThisDocument',
  );
});

test('a source that was replaced while the compiled form stayed is held', () => {
  const compiled = (lines: number) => {
    const cache = Buffer.concat([Buffer.from('feca0100', 'hex'), Buffer.of(lines, 0), Buffer.alloc(20)]);
    const streams = vbaStreams({ ThisDocument: 'Sub Hello()\r\nEnd Sub' }, 'VBA', cache);
    return inspecting(makeCompound(streams), 'a.doc');
  };
  expect(told(compiled(40))).toContain('document.macro-differs VBA/ThisDocument');
  expect(compiled(40).verdict.level).toBe('hold');
  expect(compiled(2).verdict.level).toBe('notice');
});
