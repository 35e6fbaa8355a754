import { crc32, deflateRawSync } from 'node:zlib';

export interface MadeMember {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly isStored?: boolean;
  /** General purpose bits of both headers. */
  readonly flags?: number;
  /** What the local header says instead. */
  readonly localName?: string;
  /** What the directory claims instead. */
  readonly claimedSize?: number;
  /** External attributes, as of Unix in the upper half. */
  readonly mode?: number;
  /** In the file and not in the directory. */
  readonly isHidden?: boolean;
}

/** A zip with exactly these members, and what hostile ones would have. */
export function makeZip(members: readonly MadeMember[], comment = ''): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const content = typeof member.content === 'string' ? Buffer.from(member.content) : member.content;
    const packed = member.isStored ? content : deflateRawSync(content);
    const size = member.claimedSize ?? content.byteLength;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(member.flags ?? 0, 2);
    common.writeUInt16LE(member.isStored ? 0 : 8, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(packed.byteLength, 14);
    common.writeUInt32LE(size, 18);
    const name = Buffer.from(member.name);
    const localName = Buffer.from(member.localName ?? member.name);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), common, localName, packed]);
    local.writeUInt16LE(localName.byteLength, 26);
    locals.push(local);
    const record = Buffer.concat([
      Buffer.from('PK\x01\x02\x14\x03', 'latin1'),
      common,
      Buffer.alloc(14),
      name,
    ]);
    record.writeUInt16LE(name.byteLength, 28);
    record.writeUInt32LE(((member.mode ?? 0) << 16) >>> 0, 38);
    record.writeUInt32LE(offset, 42);
    if (!member.isHidden) directory.push(record);
    offset += local.byteLength;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).byteLength, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(Buffer.byteLength(comment), 20);
  return Buffer.concat([...locals, ...directory, end, Buffer.from(comment)]);
}
