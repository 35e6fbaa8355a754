import { describe, expect, test } from 'vitest';
import { mostInstead } from '../../../../electron/inspect/strip/cut.ts';
import { cutsOf as cutsBy } from '../../../../electron/inspect/strip/cuts-of.ts';
import { filesSchema } from '../../../../shared/files-policy.ts';
import { makePackage } from '../documents/make-office.ts';
import { makeGif, makeJpeg, makePngPhoto, makeWebp, type Photo, secret } from '../make-photos.ts';
import { makeZip } from '../make-zip.ts';
import { stripped } from './stripped.ts';

const photos: readonly (readonly [string, Photo])[] = [
  ['JPEG', makeJpeg()],
  ['JPEG that stands upright', makeJpeg(1)],
  ['PNG', makePngPhoto()],
  ['PNG that stands upright', makePngPhoto(1)],
  ['WebP', makeWebp()],
  ['WebP that stands upright', makeWebp(1)],
  ['GIF', makeGif()],
];

const rules = { files: filesSchema.parse({ stripMetadata: 'pictures' }), now: () => 0 };
const cutsOf = (bytes: Uint8Array, name: string) => cutsBy(bytes, name, rules);

describe.each(photos)('%s', (_name, { whole, clean }) => {
  test('loses places, devices, names, comments and what lies behind it, and no byte of what it shows', async () => {
    expect(whole.includes(secret)).toBe(true);
    expect(clean.includes(secret)).toBe(false);
    for (const pieceSize of [1, 7, whole.length])
      expect(await stripped(whole, cutsOf(whole, 'photo'), pieceSize)).toEqual(clean);
  });

  test('that says nothing is left as it is', () => {
    expect(cutsOf(clean, 'photo')).toEqual([]);
  });

  test('that is cut short is never taken for clean', () => {
    for (let length = 40; length < clean.length - 1; length += 1)
      expect([length, cutsOf(clean.subarray(0, length), 'photo')]).toEqual([length, 'form']);
  });

  test('broken in any way is clean, or cannot be stripped: the cuts are in order, small and in the file', async () => {
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return (seed >>> 8) % below;
    };
    for (let round = 0; round < 3000; round += 1) {
      const broken = Buffer.from(whole);
      for (let change = random(4); change >= 0; change -= 1)
        broken[4 + random(broken.length - 4)] = [0, 0xff, 0x7f, random(256)][random(4)] ?? 0;
      const cuts = cutsOf(broken, 'photo');
      if (typeof cuts === 'string') continue;
      let [at, added] = [0, 0];
      for (const { from, to, instead } of cuts) {
        expect(from >= at && to > from && to <= broken.length).toBe(true);
        at = to;
        added += instead.length;
      }
      expect(added).toBeLessThan(mostInstead);
      const left = await stripped(broken, cuts, broken.length);
      if (cuts.length > 0) expect(cutsOf(left, 'photo')).toEqual([]);
    }
  });
});

test.each([
  ['a JPEG whose segment is longer than the file', 'ffd8ffe1ffff457869660000'],
  ['a JPEG whose segment has no length', 'ffd8ffe10000ffc0000b080010002001011100'],
  ['a JPEG without a picture', 'ffd8ffe000044a46ffd9'],
  [
    'a PNG whose chunk is longer than the file',
    '89504e470d0a1a0a0000000d49484452000000010000000108000000000000000080000000',
  ],
  ['a WebP without a picture', Buffer.from('RIFF\x0c\0\0\0WEBPEXIF\0\0\0\0', 'latin1').toString('hex')],
  ['a TIFF', '49492a000800000000000000'],
  ['a picture of Apple’s', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1').toString('hex')],
])('%s cannot be stripped', (_what, hex) => {
  expect(cutsOf(Buffer.from(hex, 'hex'), 'photo.jpg')).toMatch(/^(?:form|kind)$/);
});

test('what is no picture is left as it is where policy names pictures alone', () => {
  expect(cutsOf(Buffer.from('%PDF-1.7\n'), 'a.pdf')).toEqual([]);
  const author = '<coreProperties><creator>Erika Mustermann</creator></coreProperties>'.repeat(3);
  expect(cutsOf(makePackage({ 'docProps/core.xml': author }), 'a.docx')).toEqual([]);
  expect(cutsOf(makeZip([{ name: 'a.jpg', content: makeJpeg().whole }]), 'a.zip')).toEqual([]);
});
