import { expect, test } from 'vitest';
import { trueType } from '../../../electron/inspect/true-type.ts';
import { inspecting } from './inspecting.ts';
import { makeZip } from './make-zip.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const at = (offset: number, text: string, length = offset + 64) => {
  const bytes = Buffer.alloc(length);
  bytes.write(text, offset, 'latin1');
  return bytes;
};

const utf16 = (text: string) => Buffer.concat([hex('fffe'), Buffer.from(text, 'utf16le')]);

/** A PE with the header of the common language runtime, or without. */
function program(isDotnet: boolean): Buffer {
  const bytes = Buffer.alloc(512);
  bytes.write('MZ');
  bytes.writeUInt32LE(0x80, 60);
  bytes.write('PE\0\0', 0x80, 'latin1');
  bytes.writeUInt16LE(0x20b, 0x98);
  if (isDotnet) bytes.writeUInt32LE(0x2008, 0x98 + 112 + 14 * 8);
  return bytes;
}

/** An OLE compound file with this class of its root. */
function compound(classId: string): Buffer {
  const bytes = Buffer.alloc(2048);
  hex('d0cf11e0a1b11ae1').copy(bytes);
  bytes.writeUInt16LE(9, 30);
  bytes.writeUInt32LE(1, 48);
  hex(classId).copy(bytes, 1024 + 80);
  return bytes;
}

const dangerous: [type: string, name: string, bytes: Buffer | string][] = [
  ['windows-program', 'a.jpg', program(false)],
  ['dotnet-program', 'a.txt', program(true)],
  ['dos-program', 'a.txt', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(80)])],
  ['linux-program', 'a', hex('7f454c460201010000000000')],
  ['installer', 'a.AppImage', hex('7f454c46020101004149020000')],
  ['mac-program', 'a', hex('cffaedfe07000001')],
  ['mac-program', 'a', hex('cafebabe0000000201000007')],
  ['java-class', 'a', hex('cafebabe0000003d0010')],
  ['webassembly', 'a', hex('0061736d01000000')],
  ['android-program', 'a', hex('6465780a30333500')],
  ['browser-extension', 'a', 'Cr24\x03\0\0\0'],
  ['compiled-help', 'a.pdf', 'ITSF\x03\0\0\0'],
  ['shortcut', 'a.pdf', hex('4c0000000114020000000000c000000000000046 9b000800')],
  ['installer', 'a.doc', compound('84100c0000000000c000000000000046')],
  ['installer', 'a.msp', compound('86100c0000000000c000000000000046')],
  ['installer', 'a', '!<arch>\ndebian-binary   1410122664'],
  ['installer', 'a', hex('edabeedb03000000')],
  ['installer', 'a', 'xar!\0\x1c\0\x01'],
  ['iso', 'a.img', at(0x8001, 'CD001')],
  ['disk-image', 'a.vhd', 'conectix\0\0\0\x02'],
  ['disk-image', 'a.vhd', at(1024, 'conectix', 1536)],
  ['disk-image', 'a.vhdx', 'vhdxfile\0\0'],
  ['disk-image', 'a.dmg', Buffer.concat([Buffer.alloc(700, 7), at(0, 'koly', 512)])],
  ['disk-image', 'a.img', Buffer.concat([Buffer.alloc(510), hex('55aa')])],
  ['script', 'a.ps1', 'Write-Host hello'],
  ['script', 'a.js', 'alert(1)'],
  ['script', 'a.VBS', 'MsgBox 1'],
  ['script', 'a.vbs', utf16('MsgBox 1')],
  ['script', 'a.wsf', '<job><script language="VBScript">x</script></job>'],
  ['script', 'a.txt', '<?xml version="1.0"?>\n<!-- x --><package><job><script>x</script></job></package>'],
  ['script', 'a.bat', 'dir'],
  ['script', 'a.txt', '@echo off\r\ndel *'],
  ['script', 'a.txt', '#!/bin/sh\nrm -rf ~'],
  ['script', 'a.cmd . ', 'dir'],
  ['script', 'a.sct', '<?XML version="1.0"?><scriptlet><registration/></scriptlet>'],
  ['hta', 'a.hta', '<html><script>1</script></html>'],
  ['hta', 'a.txt', '<html><HTA:APPLICATION ID="x"></html>'],
  ['registry-file', 'a.txt', 'Windows Registry Editor Version 5.00\r\n'],
  ['registry-file', 'a.txt', utf16('Windows Registry Editor Version 5.00\r\n')],
  ['internet-shortcut', 'a.txt', '[InternetShortcut]\r\nURL=https://a.test'],
  ['internet-shortcut', 'a.webloc', '<?xml version="1.0"?><plist><dict><key>URL</key></dict></plist>'],
  ['desktop-entry', 'a.pdf', '# a comment\n[Desktop Entry]\nExec=sh -c id\n'],
  ['shell-command', 'a.txt', '[Shell]\r\nCommand=2\r\nIconFile=\\\\a.test\\x.ico'],
  ['library-file', 'a.xml', '<?xml version="1.0"?><libraryDescription xmlns="x"></libraryDescription>'],
  ['search-file', 'a.xml', '<?xml version="1.0"?><persistedQuery version="1.0"/>'],
  ['settings-shortcut', 'a.xml', '<?xml version="1.0"?><PCSettings/>'],
  ['remote-desktop', 'a.txt', 'screen mode id:i:2\r\nfull address:s:a.test\r\n'],
  ['java-archive', 'a.zip', makeZip([{ name: 'META-INF/MANIFEST.MF', content: 'x' }])],
  ['android-program', 'a.zip', makeZip([{ name: 'AndroidManifest.xml', content: 'x' }])],
  ['installer', 'a.zip', makeZip([{ name: 'AppxManifest.xml', content: 'x' }])],
];

test.each(dangerous)('%s by content, and held: %s', (type, name, bytes) => {
  const content = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes;
  expect(trueType(content, name)).toBe(type);
  expect(['hold', 'block']).toContain(inspecting(content, name).verdict.level);
});

const others: [type: string, name: string, bytes: Buffer | string][] = [
  ['pdf', 'a.pdf', '%PDF-1.4\n'],
  ['pdf', 'a.pdf', `${'junk\n'.repeat(20)}\0%PDF-1.4\n`],
  ['rtf', 'a.doc', '{\\rt\n'],
  ['ole', 'a.doc', compound('0609020000000000c000000000000046')],
  ['ooxml', 'a.docx', makeZip([{ name: '[Content_Types].xml', content: '<Types/>' }])],
  [
    'odf',
    'a.odt',
    makeZip([
      { name: 'mimetype', content: 'x', isStored: true },
      { name: 'META-INF/manifest.xml', content: 'x' },
    ]),
  ],
  ['office-xml', 'a.xml', '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>'],
  ['onenote', 'a.one', hex('e4525c7b8cd8a74daeb15378d02996d3')],
  ['csv', 'a.csv', 'a,b\n1,2'],
  ['slk', 'a.txt', 'ID;PWXL;N;E'],
  ['tar', 'a.tar', at(257, 'ustar', 1024)],
  ['text', 'a.txt', 'Hello, MZ is a code and so is BM.'],
  ['text', 'a.txt', 'BM is how this begins'],
  ['text', 'readme', utf16('Grüße')],
  ['xml', 'a.xml', '<?xml version="1.0"?><package name="opf"><metadata/></package>'],
  ['html', 'a.txt', '<!DOCTYPE html><p>x'],
  ['html', 'a.htm', 'just words'],
  ['svg', 'a.png', '<?xml version="1.0"?><!-- x --><!DOCTYPE svg [<!ENTITY a "b">]><svg:svg xmlns:svg="x"/>'],
  ['empty', 'a.exe', ''],
  ['unknown', 'a.dat', hex('00010203ff00fe9988')],
];

test.each(others)('%s by content: %s', (type, name, bytes) => {
  expect(trueType(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes, name)).toBe(type);
});
