import { describe, expect, it } from 'vitest';
import { imageSize } from '../../../../renderer/preview/image-size.ts';
import { makePng, smallGif, smallJpeg, smallWebp } from '../../inspect/make-pictures.ts';

const bmp = new Uint8Array(54);
bmp.set(Buffer.from('BM'));
const view = new DataView(bmp.buffer);
view.setUint32(14, 40, true);
view.setInt32(18, 32, true);
// Top down.
view.setInt32(22, -16, true);

describe('the size of a picture, before it is decoded', () => {
  it.each([
    ['png', makePng(32, 16), 'image/png'],
    ['gif', smallGif, 'image/gif'],
    ['jpeg', smallJpeg, 'image/jpeg'],
    ['webp', smallWebp, 'image/webp'],
    ['bmp', bmp, 'image/bmp'],
  ])('is read from a %s', (_what, bytes, mediaType) => {
    expect(imageSize(bytes)).toEqual({ mediaType, width: 32, height: 16 });
  });

  it('is nothing of what ends before it, whatever it begins as', () => {
    for (const whole of [makePng(32, 16), smallGif, smallJpeg, smallWebp, bmp])
      for (let length = 0; length < 10; length += 1) expect(imageSize(whole.subarray(0, length))).toBeNull();
  });

  it('is nothing of what is no picture', () => {
    expect(
      imageSize(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>')),
    ).toBeNull();
    expect(
      imageSize(Buffer.from('%PDF-1.7 and what else there is in a file that is long enough')),
    ).toBeNull();
  });
});
