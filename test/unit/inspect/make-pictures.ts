import { crc32, deflateSync } from 'node:zlib';

/** A PNG that claims this size; its pixels are those of one line. */
export function makePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const pixels = deflateSync(Buffer.alloc(Math.min(width, 1000) + 1));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', pixels),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(name), content, Buffer.alloc(4)]);
  bytes.writeUInt32BE(content.byteLength, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.byteLength - 4);
  return bytes;
}

/** With frames, and without pixels that anybody could decode. */
export const smallJpeg = Buffer.from(
  'ffd8ffe000044a46ffc0000b080010002001011100ffda0008010100003f00aaff00bbffd0ccffd9',
  'hex',
);
export const smallGif = Buffer.from(
  '47494638396120001000800000000000ffffff2c00000000200010000002028401003b',
  'hex',
);
export const smallWebp = Buffer.concat([
  Buffer.from('RIFF\x16\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x1f\0\0\x0f\0\0', 'latin1'),
]);
