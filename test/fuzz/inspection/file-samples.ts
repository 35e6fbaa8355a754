import { gzipSync } from 'node:zlib';
import { make7z, makeCab, makeIso, makeRar, makeTar } from '../../unit/inspect/make-archives.ts';
import { makePng, smallGif, smallJpeg, smallWebp } from '../../unit/inspect/make-pictures.ts';
import { makeZip } from '../../unit/inspect/make-zip.ts';
import type { FuzzSample } from './broken-files.ts';

/** Everything but documents: archives of every format, pictures, pages, shortcuts, programs, and what pretends to be another. */
export function fileSamples(): FuzzSample[] {
  return [
    archive('a.zip', (content) =>
      makeZip([
        { name: 'a/run.exe', content },
        { name: '../b.txt', content: 'b', isStored: true },
      ]),
    ),
    archive('b.zip', (content) =>
      makeZip([
        { name: 'a', content, flags: 1 },
        { name: 'a', localName: 'b', content },
      ]),
    ),
    archive('a.tar', (content) =>
      makeTar([
        { name: '././@LongLink', kind: 'L', content: 'long/name\0' },
        { name: 'run.exe', content: Buffer.from(content) },
        { name: 'x', kind: 'x', content: '16 path=../climb\n' },
        { name: 'link', kind: '2', target: '/etc' },
      ]),
    ),
    archive('a.tar.gz', (content) => gzipSync(makeTar([{ name: 'run.exe', content: Buffer.from(content) }]))),
    archive('a.7z', (content) => make7z('run.exe', content.subarray(0, 100))),
    archive('a.rar', (content) => makeRar('run.exe', content)),
    archive('a.cab', (content) => makeCab('run.exe', content)),
    archive('a.iso', (content) => makeIso('RUN.EXE', content.subarray(0, 2048))),
    whole('a.png', Buffer.concat([makePng(32, 16), Buffer.from('#!/bin/sh\nrm -rf ~')])),
    whole('a.jpg', Buffer.concat([smallJpeg, makeZip([{ name: 'run.exe', content: program }])])),
    whole('a.gif', smallGif),
    whole('a.webp', smallWebp),
    whole(
      'a.one',
      Buffer.from(
        `e4525c7b8cd8a74daeb15378d02996d3e716e3bd65261145a4c48d4d0b7a9eac05${'00'.repeat(19)}4d5a000000`,
        'hex',
      ),
    ),
    whole('a.pdf.exe', program),
    whole('a.lnk', Buffer.from('4c0000000114020000000000c0000000000000469b000800', 'hex')),
    whole('a.url', Buffer.from('[InternetShortcut]\r\nURL=https://a.test\r\nIconFile=\\\\b.test\\c\\d.ico')),
    whole('a.html', Buffer.from(page)),
    whole('b.html', Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(page, 'utf16le')])),
    whole('a.svg', Buffer.from('<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY a "b">]><svg><script/></svg>')),
    whole(
      'a.webloc',
      Buffer.from(
        '<?xml version="1.0"?><plist><dict><key>URL</key><string>https://a.test</string></dict></plist>',
      ),
    ),
    whole('a.img', Buffer.concat([Buffer.alloc(510, 1), Buffer.from('55aa', 'hex')])),
    whole('a\u202Egpj.exe', Buffer.from('<html><HTA:APPLICATION></html>')),
  ];
}

const program = Buffer.concat([
  Buffer.from('MZ'),
  Buffer.alloc(58),
  Buffer.from('40000000504500004c01', 'hex'),
  Buffer.alloc(40),
]);
const page =
  '<!DOCTYPE html><!-- a --><html><script>x</script><img src=x onerror=y><a href="https://a.test/">b</a><meta http-equiv=refresh></html>';

/** Its member is broken too, and packed after that. */
function archive(name: string, pack: (content: Buffer) => Buffer): FuzzSample {
  return { name, parts: [program], pack: ([content]) => pack(content ?? program) };
}

function whole(name: string, content: Buffer): FuzzSample {
  return { name, parts: [content], pack: ([broken]) => broken ?? content };
}
