import { expect, test } from 'vitest';
import { safeFileName } from '../../../electron/transfer/safe-file-name.ts';

test.each([
  ['plan.pdf', 'plan.pdf'],
  ['Übersicht 2026 (neu).xlsx', 'Übersicht 2026 (neu).xlsx'],
  ['archive.tar.gz', 'archive.tar.gz'],
  ['年度报告.pdf', '年度报告.pdf'],
])('an ordinary name stays as it is: %s', (written, name) => {
  expect(safeFileName(written)).toBe(name);
});

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system32\\calc.exe', 'calc.exe'],
  ['..\\..\\run.bat', 'run.bat'],
  ['/', 'file'],
  ['..', 'file'],
  ['', 'file'],
  ['.bashrc', 'bashrc'],
])('T27: no path is left of %s', (written, name) => {
  expect(safeFileName(written)).toBe(name);
});

test.each([
  ['plan\u202efdp.exe', 'planfdp.exe'],
  ['pl\u200ban.p\u2066df', 'plan.pdf'],
  ['plan\n.pdf\u0000', 'plan.pdf'],
  ['plan.pdf                                   .exe', 'plan_pdf .exe'],
])('T24: nothing that is not seen is left of %j', (written, name) => {
  expect(safeFileName(written)).toBe(name);
});

test.each([
  ['invoice.pdf.exe', 'invoice_pdf.exe'],
  ['photo.jpg.lnk', 'photo_jpg.lnk'],
  ['plan.v2.docx.js', 'plan_v2_docx.js'],
  ['report.v2.pdf', 'report.v2.pdf'],
])('the ending that counts is the only one that shows: %s', (written, name) => {
  expect(safeFileName(written)).toBe(name);
});

test.each([
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['com¹.log', '_com¹.log'],
  ['AUX .pdf', '_AUX .pdf'],
  ['conference.pdf', 'conference.pdf'],
  ['a<b>:c|d?.txt', 'a_b__c_d_.txt'],
  ['plan.pdf. . .', 'plan.pdf'],
  ['plan.txt:evil.exe', 'plan.txt_evil.exe'],
])('no name that a system reads in its own way is left of %s', (written, name) => {
  expect(safeFileName(written)).toBe(name);
});

test('a long name is cut before its ending, and no character in two', () => {
  const name = safeFileName(`${'😀'.repeat(200)}.pdf`);
  expect(name.endsWith('😀.pdf')).toBe(true);
  expect(Buffer.byteLength(name)).toBeLessThanOrEqual(200);
  expect(safeFileName('x'.repeat(5000))).toHaveLength(200);
});
