import { crc32, deflateSync } from 'node:zlib';

/** Stands in everything that has to go. */
export const secret = 'GPS 52.5200 N';

/** EXIF as a telephone writes it: turned, with a place and a picture of its own. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(38);
  tiff.write('II*\0\x08\0\0\0\x02\0', 'latin1');
  tiff.set([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0], 10);
  tiff.set([0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0], 22);
  return Buffer.concat([tiff, Buffer.from(secret), Buffer.from('ffd8ffd9', 'hex')]);
}

/** That, and nothing but how it is turned. */
function turned(orientation: number): Buffer {
  return Buffer.from(
    `4d4d002a000000080001011200030000000100${orientation.toString(16).padStart(2, '0')}000000000000`,
    'hex',
  );
}

export interface Photo {
  readonly whole: Buffer;
  readonly clean: Buffer;
}

function photo(parts: readonly (readonly [Buffer, clean?: Buffer | null])[]): Photo {
  return {
    whole: Buffer.concat(parts.map(([part]) => part)),
    clean: Buffer.concat(
      parts.map(([part, clean]) => (clean === undefined ? part : (clean ?? Buffer.alloc(0)))),
    ),
  };
}

export function makeJpeg(orientation = 6): Photo {
  const jfif = Buffer.from('JFIF\0\x01\x02\0\0\x01\0\x01', 'latin1');
  const named = (name: string) => Buffer.from(`${name}\0${secret}`, 'latin1');
  return photo([
    [Buffer.from('ffd8', 'hex')],
    [
      segment(0xe0, Buffer.concat([jfif, Buffer.from('\x01\x01abc', 'latin1')])),
      segment(0xe0, Buffer.concat([jfif, Buffer.alloc(2)])),
    ],
    [
      segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif(orientation)])),
      orientation === 1
        ? null
        : segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), turned(orientation)])),
    ],
    [segment(0xe1, named('http://ns.adobe.com/xap/1.0/')), null],
    [segment(0xe2, Buffer.from('ICC_PROFILE\0\x01\x01colours', 'latin1'))],
    [segment(0xe2, named('MPF')), null],
    [segment(0xed, named('Photoshop 3.0')), null],
    [segment(0xee, Buffer.from('Adobe\0\x64\0\0\0\0\x01', 'latin1'))],
    [segment(0xfe, named('taken by Alice')), null],
    [segment(0xdb, Buffer.alloc(65, 7))],
    [Buffer.from('ffc0000b080010002001011100', 'hex')],
    [Buffer.from('ffda0008010100003f00aaff00bbffd0ccffd7dd', 'hex')],
    [segment(0xe5, named('between the scans')), null],
    [Buffer.from('ffffda0008010100003f00eeff00', 'hex')],
    [Buffer.from('ffd9', 'hex')],
    [Buffer.from(`\xff\xd8${secret}\xff\xd9`, 'latin1'), null],
  ]);
}

function segment(marker: number, content: Buffer): Buffer {
  const header = Buffer.from([0xff, marker, 0, 0]);
  header.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([header, content]);
}

export function makePngPhoto(orientation = 6): Photo {
  const pixels = deflateSync(Buffer.from([0, 1, 2, 3, 4]));
  return photo([
    [Buffer.from('89504e470d0a1a0a', 'hex')],
    [chunk('IHDR', Buffer.from('00000004000000010800000000', 'hex'))],
    [chunk('gAMA', Buffer.alloc(4, 1))],
    [chunk('eXIf', exif(orientation)), orientation === 1 ? null : chunk('eXIf', turned(orientation))],
    [chunk('tEXt', Buffer.from(`Author\0${secret}`)), null],
    [chunk('zTXt', Buffer.from(`Author\0\0${secret}`)), null],
    [chunk('iTXt', Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${secret}`)), null],
    [chunk('caBX', Buffer.from(secret)), null],
    [chunk('IDAT', pixels.subarray(0, 5))],
    [chunk('IDAT', pixels.subarray(5))],
    [chunk('tIME', Buffer.alloc(7)), null],
    [chunk('IEND', Buffer.alloc(0))],
    [Buffer.from(secret), null],
  ]);
}

function chunk(name: string, content: Buffer): Buffer {
  const bytes = Buffer.concat([Buffer.alloc(4), Buffer.from(name), content, Buffer.alloc(4)]);
  bytes.writeUInt32BE(content.byteLength, 0);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, -4)), bytes.byteLength - 4);
  return bytes;
}

export function makeWebp(orientation = 6): Photo {
  const vp8x = (flags: number) => riff('VP8X', Buffer.from([flags, 0, 0, 0, 31, 0, 0, 15, 0, 0]));
  const isTurned = orientation !== 1;
  const { whole, clean } = photo([
    [Buffer.from('WEBP')],
    [vp8x(0x2c), vp8x(isTurned ? 0x28 : 0x20)],
    [riff('ICCP', Buffer.from('colours'))],
    [riff('VP8 ', Buffer.from('the pixels, all of them'))],
    [riff('EXIF', exif(orientation)), isTurned ? riff('EXIF', turned(orientation)) : null],
    [riff('XMP ', Buffer.from(secret)), null],
    [riff('MINE', Buffer.from(secret)), null],
  ]);
  return { whole: Buffer.concat([riff('RIFF', whole), Buffer.from(secret)]), clean: riff('RIFF', clean) };
}

function riff(name: string, content: Buffer): Buffer {
  const header = Buffer.from(`${name}\0\0\0\0`);
  header.writeUInt32LE(content.length, 4);
  return Buffer.concat([header, content, Buffer.alloc(content.length % 2)]);
}

export function makeGif(): Photo {
  const blocks = (text: string) => Buffer.from(`${String.fromCharCode(text.length)}${text}\0`, 'latin1');
  return photo([
    [Buffer.from('47494638396120001000800000000000ffffff', 'hex')],
    [Buffer.concat([Buffer.from('21ff0b', 'hex'), Buffer.from('NETSCAPE2.0'), blocks('\x01\0\0')])],
    [Buffer.concat([Buffer.from('21fe', 'hex'), blocks(secret)]), null],
    [Buffer.concat([Buffer.from('21ff0b', 'hex'), Buffer.from('XMP DataXMP'), blocks(secret)]), null],
    [Buffer.from('21f904000a0000002c00000000200010000002028401003b', 'hex')],
    [Buffer.from(secret), null],
  ]);
}
