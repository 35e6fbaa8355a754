import { testSignature } from '../../server/clamd.ts';
import { makePackage } from '../../unit/inspect/documents/make-office.ts';
import { makeVbaProject } from '../../unit/inspect/documents/make-vba.ts';
import { codeOf } from '../../unit/inspect/make-code.ts';
import { makeZip } from '../../unit/inspect/make-zip.ts';

/** For policy's blocklist. */
export const blockedHost = 'evil.example';

const dropper = 'Sub Workbook_Open()\r\n  CreateObject("WScript.Shell").Run "calc"\r\nEnd Sub';

/** What it is, its name, the file, and the reason it is held for; the first for what clamd has a signature of. */
export const dangerousFiles: readonly (readonly [
  what: string,
  name: string,
  make: () => Promise<Uint8Array> | Uint8Array,
  code: string,
])[] = [
  ['what the scanner knows', 'notes.txt', () => Buffer.from(`see ${testSignature}`), 'file.malware'],
  [
    'a macro that starts a program',
    'figures.xlsm',
    () => makePackage({ 'xl/vbaProject.bin': makeVbaProject({ ThisWorkbook: dropper }) }),
    'document.macro-starts-and-runs',
  ],
  [
    'a zip bomb',
    'photos.zip',
    () => makeZip([{ name: 'zeros', content: Buffer.alloc(64 * 1024 * 1024) }]),
    'file.over-limit',
  ],
  [
    'an encrypted zip',
    'secret.zip',
    () => makeZip([{ name: 'secret.txt', content: 'x', flags: 1 }]),
    'file.encrypted',
  ],
  ['a double ending', 'invoice.pdf.bat', () => Buffer.from('@echo off\r\ncalc\r\n'), 'file.double-ending'],
  [
    'a code with a blocked link',
    'poster.png',
    () => codeOf(`https://${blockedHost}/login`),
    'file.code-link',
  ],
];
