import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inspecting, told } from './inspecting.ts';
import { make7z, makeCab, makeIso, makeRar, makeTar } from './make-archives.ts';
import { makeZip } from './make-zip.ts';

const program = Buffer.concat([Buffer.from('MZ'), Buffer.alloc(70)]);
/** A tar with run.exe in it. */
const tarXz =
  '/Td6WFoAAATm1rRGAgAhARwAAAAQz1jM4Cf/AGFdADkdSfv8gF8PYh15P5psorWA8E2gficLHkXb4VxG/GWd+9PiIZwDl8MRmUXnSr+O8Tn3fnM01lBrrlRDfidkJv8Qg5nsvYBlju6GfxO7hRWjbj6RkD3zfOuZm3MXA5J42wAAAAAAG8pSeFR4e30AAX2AUAAAAPJ1Ag6xxGf7AgAAAAAEWVo=';
const tarBz2 =
  'QlpoOTFBWSZTWaaqlQYAAHd/hMyAAEBAAWUAAAIAMGIBnkAAAIAIIABUMpD01AaPU0M9UEkKaDJoBoFvuJxCEG0kkIqzYF+TXFGSQODPZzqNZJHtiMTTIYawylWXS8XIuLvaJsE6WZJA/F3JFOFCQpqqVBg=';
/** run.exe under the password "infected". */
const encryptedZip =
  'UEsDBBQAAQAAAAAAIQC8m0d5VAAAAEgAAAAHAAAAcnVuLmV4ZQNHOg7bz3NRsFiOSUq+ncEJ0HH0zkJhJmMZsCz7jySNxAo6H6fDeHUWPVjGBOSzj+5jRFLms8sAspM3RHCpAvrqnA6lrET7A1igFettB6e2DvxFN1BLAQIUABQAAQAAAAAAIQC8m0d5VAAAAEgAAAAHAAAAAAAAAAAAAAAAAAAAAABydW4uZXhlUEsFBgAAAAABAAEANQAAAHkAAAAAAA==';

const archives: [name: string, bytes: Buffer, member: string][] = [
  ['a.tar', makeTar([{ name: 'run.exe', content: program }]), 'run.exe'],
  ['a.tar.gz', gzipSync(makeTar([{ name: 'run.exe', content: program }])), 'a.tar/run.exe'],
  ['run.exe.gz', gzipSync(program), 'run.exe'],
  ['a.tar.xz', Buffer.from(tarXz, 'base64'), 'run.exe'],
  ['a.tar.bz2', Buffer.from(tarBz2, 'base64'), 'run.exe'],
  ['a.7z', make7z('run.exe', program), 'run.exe'],
  ['a.rar', makeRar('run.exe', program), 'run.exe'],
  ['a.cab', makeCab('run.exe', program), 'run.exe'],
  ['a.iso', makeIso('RUN.EXE', program), 'RUN.EXE'],
];

test.each(archives)('what is in %s is inspected without unpacking it to the disk', (name, bytes, member) => {
  expect(told(inspecting(bytes, name))).toContain(`file.program ${member}`);
});

test.each(archives)('%s that is cut off is held', (name, bytes) => {
  expect(inspecting(bytes.subarray(0, bytes.byteLength * 0.4), name).verdict.level).toBe('hold');
});

test('an ordinary tar is clean', () => {
  const long = `${'folder/'.repeat(20)}notes.txt`;
  const tar = makeTar([
    { name: 'folder', kind: '5' },
    { name: 'folder/notes.txt', content: 'hello' },
    { name: '././@LongLink', kind: 'L', content: `${long}\0` },
    { name: long.slice(0, 100), content: 'hello' },
  ]);
  expect(inspecting(tar, 'a.tar').verdict.level).toBe('allow');
});

test('a tar that would write elsewhere is held: names that climb, links, devices (CVE-2018-1002201)', () => {
  expect(told(inspecting(makeTar([{ name: '../../a', content: 'x' }]), 'a.tar'))).toContain(
    'file.climbing-name ../../a',
  );
  expect(told(inspecting(makeTar([{ name: 'a', kind: '2', target: '/etc' }]), 'a.tar'))).toEqual([
    'file.link-in-archive a',
  ]);
  expect(inspecting(makeTar([{ name: 'a', kind: '3' }]), 'a.tar').verdict.level).toBe('hold');
});

test('what was found in front of a broken member stays', () => {
  const tar = makeTar([
    { name: 'run.exe', content: program },
    { name: 'b', content: 'x' },
  ]);
  tar.write('damage', 1024);
  expect(told(inspecting(tar, 'a.tar')).toSorted()).toEqual(['file.not-inspected', 'file.program run.exe']);
});

test('an encrypted member is held, whatever the archive', () => {
  expect(told(inspecting(makeRar('a.txt', program, true), 'a.rar'))).toEqual(['file.encrypted a.txt']);
});

describe('a bomb is held in every format', () => {
  test('gzip', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    expect(inspecting(bomb, 'a.gz').verdict.reasons[0]?.params).toMatchObject({ limit: 'ratio' });
  });
  test('through the library', () => {
    const judged = inspecting(makeCab('a', Buffer.alloc(5000)), 'a.cab', { limits: { bytes: 1000 } });
    expect(judged.verdict.reasons[0]?.params).toMatchObject({ limit: 'bytes' });
  });
  test('by depth, whatever is packed in what', () => {
    let nested = makeTar([{ name: 'a', content: 'x' }]);
    for (let depth = 0; depth < 10; depth += 1)
      nested = makeZip([{ name: 'a.gz', content: gzipSync(nested) }]);
    expect(inspecting(nested, 'a.zip').verdict.reasons[0]?.params).toMatchObject({ limit: 'depth' });
  });
});

test('an encrypted zip stays held, but what opens with a password that everybody tries is named', () => {
  const zip = Buffer.from(encryptedZip, 'base64');
  expect(told(inspecting(zip, 'a.zip')).toSorted()).toEqual([
    'file.encrypted run.exe',
    'file.program run.exe',
  ]);
});

test('a format that nobody here opens is held', () => {
  expect(inspecting(Buffer.from('28b52ffd0401000099e9d851', 'hex'), 'a.zst').verdict.level).toBe('hold');
});
