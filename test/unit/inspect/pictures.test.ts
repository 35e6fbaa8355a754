import { describe, expect, test } from 'vitest';
import { codesIn } from '../../../electron/inspect/images/codes-in.ts';
import { filesSchema } from '../../../shared/files-policy.ts';
import { allow, type Verdict, verdictOf } from '../../../shared/model/verdict.ts';
import { engines, inspecting, told } from './inspecting.ts';
import { codeOf } from './make-code.ts';
import { makePng, smallGif, smallJpeg, smallWebp } from './make-pictures.ts';
import { makeZip } from './make-zip.ts';

describe('the frame of a picture', () => {
  test.each([
    ['a.png', makePng(32, 16)],
    ['a.jpg', smallJpeg],
    ['a.gif', smallGif],
    ['a.webp', smallWebp],
  ])('an ordinary %s is clean', (name, bytes) => {
    expect(inspecting(bytes, name).verdict).toEqual(allow);
  });

  test.each([
    ['a.png', makePng(32, 16)],
    ['a.jpg', smallJpeg],
    ['a.gif', smallGif],
  ])('%s that is cut off is held', (name, bytes) => {
    expect(inspecting(bytes.subarray(0, -3), name).verdict).toMatchObject({
      level: 'hold',
      reasons: [{ code: 'file.not-inspected', params: { inspector: 'picture' } }],
    });
  });

  test.each([
    [100_000, 100_000],
    [70_000, 1],
    [0, 16],
  ])('a size that is no picture’s is held: %d × %d', (width, height) => {
    const { verdict, pictures } = inspecting(makePng(width, height), 'a.png');
    expect(verdict).toMatchObject({ level: 'hold', reasons: [{ code: 'file.absurd-size' }] });
    expect(pictures).toEqual([]);
  });
});

describe('behind a picture', () => {
  const script = Buffer.from('#!/bin/sh\nrm -rf ~ # and more');
  test.each([
    ['a.png', makePng(32, 16)],
    ['a.jpg', smallJpeg],
    ['a.gif', smallGif],
  ])('another file is found and inspected: %s', (name, bytes) => {
    expect(told(inspecting(Buffer.concat([bytes, script]), name))).toEqual([
      'file.trailing-data',
      'file.script',
    ]);
  });
  test('something of no known kind is noted, as cameras do it', () => {
    const noise = Buffer.from('SEFH\x6b\0\0\0\x04\0\0\0\xff\xfe\0\x80\x81\x82\x83', 'latin1');
    expect(inspecting(Buffer.concat([smallJpeg, noise]), 'a.jpg').verdict).toMatchObject({
      level: 'notice',
      reasons: [{ code: 'file.trailing-data', params: { bytes: '19' } }],
    });
  });
  test('zeros and a second picture are nothing', () => {
    expect(inspecting(Buffer.concat([smallJpeg, Buffer.alloc(100)]), 'a.jpg').verdict).toEqual(allow);
    expect(inspecting(Buffer.concat([smallJpeg, smallJpeg]), 'a.jpg').verdict).toEqual(allow);
  });
});

describe('codes in pictures', () => {
  const gate = (url: string): Verdict =>
    url.includes('bad.test')
      ? verdictOf([
          { code: 'link.blocklisted', level: 'block', params: { host: 'bad.test', entry: 'bad.test' } },
        ])
      : allow;
  const files = filesSchema.parse({});
  const now = () => performance.now();
  const codes = async (bytes: Uint8Array, name: string, readCodes = engines.readCodes) =>
    codesIn(inspecting(bytes, name).pictures, readCodes, { link: gate, now, files });

  test('a code that leads to a blocked link is blocked, wherever the picture lies (T25)', async () => {
    const zip = makeZip([{ name: 'bill/pay.png', content: await codeOf('https://bad.test/login') }]);
    expect(await codes(zip, 'a.zip')).toEqual({
      level: 'block',
      reasons: [
        { code: 'file.code-link', level: 'block', params: { host: 'bad.test', where: 'bill/pay.png' } },
        {
          code: 'link.blocklisted',
          level: 'block',
          params: { host: 'bad.test', entry: 'bad.test', where: 'bill/pay.png' },
        },
      ],
    });
    expect((await codes(await codeOf('bad.test/x'), 'a.png')).level).toBe('block');
  });

  test('a code that leads to a harmless link is noted with where it leads, and one that is none is nothing', async () => {
    expect(await codes(await codeOf('https://good.test/'), 'a.png')).toMatchObject({
      level: 'notice',
      reasons: [{ code: 'file.code-link', params: { host: 'good.test' } }],
    });
    for (const text of ['WIFI:T:WPA;S:guest;P:secret;;', '4006381333931', 'Table 12']) {
      expect(await codes(await codeOf(text), 'a.png')).toEqual(allow);
    }
  });

  test('a picture that cannot be decoded, and one whose turn never comes, were not inspected', async () => {
    const fails = () => Promise.reject(new Error('secret content'));
    const failed = await codes(makePng(32, 16), 'a.png', fails);
    expect(failed).toMatchObject({
      level: 'hold',
      reasons: [{ code: 'file.not-inspected', params: { cause: 'Error' } }],
    });
    let time = 0;
    const pictures = [
      { bytes: makePng(1, 1), where: 'a' },
      { bytes: makePng(1, 1), where: 'b' },
    ];
    const late = await codesIn(pictures, async () => [], { link: gate, files, now: () => (time += 20_000) });
    expect(late.reasons).toMatchObject([{ code: 'file.over-limit', params: { limit: 'time', where: 'b' } }]);
  });
});
