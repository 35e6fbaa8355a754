// Records of the parts of xlsb. Source: MS-XLSB.

export interface BinaryRecord {
  readonly type: number;
  readonly content: Buffer;
}

/** Section 2.1.4: type in up to two bytes, size in up to four, seven bits each. */
export function* binaryRecords(bytes: Buffer): Generator<BinaryRecord> {
  for (let at = 0; at < bytes.length; ) {
    let type = bytes[at] ?? 0;
    at += 1;
    if (type >= 0x80) {
      type = (type & 0x7f) | (((bytes[at] ?? 0) & 0x7f) << 7);
      at += 1;
    }
    let size = 0;
    for (let shift = 0; shift < 28; shift += 7) {
      const byte = bytes[at] ?? 0;
      at += 1;
      size |= (byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    if (at + size > bytes.length) return;
    yield { type, content: bytes.subarray(at, at + size) };
    at += size;
  }
}
