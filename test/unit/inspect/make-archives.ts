import { crc32 } from 'node:zlib';

// One small file, stored without compression, in the formats that no library here writes.

export function makeTar(
  members: readonly { name: string; content?: string | Buffer; kind?: string; target?: string }[],
): Buffer {
  const blocks = members.flatMap(({ name, content = '', kind = '0', target = '' }) => {
    const bytes = Buffer.from(content);
    const header = Buffer.alloc(512);
    header.write(name, 0, 100);
    header.write('0000644\0', 100);
    header.write(`${bytes.byteLength.toString(8).padStart(11, '0')}\0`, 124);
    header.write('        ', 148);
    header.write(kind, 156);
    header.write(target, 157, 100);
    header.write('ustar\x0000', 257, 'latin1');
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    return [header, bytes, Buffer.alloc((512 - (bytes.byteLength % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

/** [MS-CAB] 2. */
export function makeCab(name: string, content: Buffer): Buffer {
  const file = Buffer.concat([Buffer.alloc(16), Buffer.from(`${name}\0`)]);
  file.writeUInt32LE(content.byteLength, 0);
  const header = Buffer.alloc(44);
  header.write('MSCF');
  header.writeUInt32LE(44 + file.byteLength + 8 + content.byteLength, 8);
  header.writeUInt32LE(44, 16);
  header.writeUInt16LE(0x0103, 24);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(1, 28);
  header.writeUInt32LE(44 + file.byteLength, 36);
  header.writeUInt16LE(1, 40);
  const data = Buffer.alloc(8);
  data.writeUInt16LE(content.byteLength, 4);
  data.writeUInt16LE(content.byteLength, 6);
  return Buffer.concat([header, file, data, content]);
}

/** RAR 4. `isEncrypted`: only says so. */
export function makeRar(name: string, content: Buffer, isEncrypted = false): Buffer {
  const main = withCrc16(Buffer.from('00007300000000000000000000', 'hex'), 13);
  const file = Buffer.alloc(32 + name.length);
  file[2] = 0x74;
  file.writeUInt16LE(isEncrypted ? 0x8004 : 0x8000, 3);
  file.writeUInt32LE(content.byteLength, 7);
  file.writeUInt32LE(content.byteLength, 11);
  file[15] = 3;
  file.writeUInt32LE(crc32(content), 16);
  file[24] = 20;
  file[25] = 0x30;
  file.writeUInt16LE(name.length, 26);
  file.writeUInt32LE(0o100644, 28);
  file.write(name, 32);
  return Buffer.concat([
    Buffer.from('526172211a0700', 'hex'),
    main,
    withCrc16(file, file.byteLength),
    content,
  ]);
}

function withCrc16(header: Buffer, size: number): Buffer {
  header.writeUInt16LE(size, 5);
  header.writeUInt16LE(crc32(header.subarray(2)) & 0xffff, 0);
  return header;
}

/** 7zFormat.txt; content and name of less than 100 bytes. */
export function make7z(name: string, content: Buffer): Buffer {
  const names = Buffer.concat([Buffer.of(0), Buffer.from(`${name}\0`, 'utf16le')]);
  const size = content.byteLength;
  const header = Buffer.concat([
    Buffer.of(1, 4, 6, 0, 1, 9, size, 0, 7, 11, 1, 0, 1, 1, 0, 12, size, 0, 8, 13, 1, 0, 0),
    Buffer.of(5, 1, 0x11, names.byteLength),
    names,
    Buffer.of(0, 0),
  ]);
  const start = Buffer.alloc(20);
  start.writeBigUInt64LE(BigInt(size), 0);
  start.writeBigUInt64LE(BigInt(header.byteLength), 8);
  start.writeUInt32LE(crc32(header), 16);
  const signature = Buffer.from('377abcaf271c000400000000', 'hex');
  signature.writeUInt32LE(crc32(start), 8);
  return Buffer.concat([signature, start, content, header]);
}

/** ECMA-119, one file in the root. */
export function makeIso(name: string, content: Buffer): Buffer {
  const sector = 2048;
  const image = Buffer.alloc(24 * sector);
  const descriptor = image.subarray(16 * sector, 17 * sector);
  descriptor.write('\x01CD001\x01', 'latin1');
  both32(descriptor, 80, 24);
  for (const [at, value] of [
    [120, 1],
    [124, 1],
    [128, sector],
  ] as const) {
    descriptor.writeUInt16LE(value, at);
    descriptor.writeUInt16BE(value, at + 2);
  }
  descriptor.writeUInt32LE(18, 140);
  descriptor.writeUInt32BE(18, 148);
  directoryRecord(18, sector, 2, '\0').copy(descriptor, 156);
  descriptor[881] = 1;
  image.write('\xffCD001\x01', 17 * sector, 'latin1');
  const records = [
    directoryRecord(18, sector, 2, '\0'),
    directoryRecord(18, sector, 2, '\x01'),
    directoryRecord(19, content.byteLength, 0, name),
  ];
  Buffer.concat(records).copy(image, 18 * sector);
  content.copy(image, 19 * sector);
  return image;
}

function directoryRecord(place: number, size: number, flags: number, name: string): Buffer {
  const length = 33 + name.length + ((name.length + 1) % 2);
  const record = Buffer.alloc(length);
  record[0] = length;
  both32(record, 2, place);
  both32(record, 10, size);
  record[25] = flags;
  record.writeUInt16LE(1, 28);
  record.writeUInt16BE(1, 30);
  record[32] = name.length;
  record.write(name, 33, 'latin1');
  return record;
}

function both32(bytes: Buffer, at: number, value: number): void {
  bytes.writeUInt32LE(value, at);
  bytes.writeUInt32BE(value, at + 4);
}
