// Records of the binary Excel format. Source: MS-XLS section 2.1.4.

export interface BiffRecord {
  readonly type: number;
  /** Where its content begins in the stream: what encryption counts from. */
  readonly at: number;
  readonly content: Buffer;
}

/** Until the stream ends or a record goes beyond it. Excel too reads no further. */
export function* biffRecords(stream: Buffer): Generator<BiffRecord> {
  for (let at = 0; at + 4 <= stream.length; ) {
    const type = stream.readUInt16LE(at);
    const size = stream.readUInt16LE(at + 2);
    if (at + 4 + size > stream.length) return;
    yield { type, at: at + 4, content: stream.subarray(at + 4, at + 4 + size) };
    at += 4 + size;
  }
}

/** MS-XLS section 2.3, the ones that are looked at. */
export const biff = {
  formula: 0x0006,
  eof: 0x000a,
  name: 0x0018,
  externName: 0x0023,
  filePass: 0x002f,
  interfaceHeader: 0x00e1,
  boundSheet: 0x0085,
  mulRk: 0x00bd,
  number: 0x0203,
  rk: 0x027e,
  fileLock: 0x0195,
  userExclusive: 0x0194,
  revisionHead: 0x0138,
  revisionInfo: 0x0196,
  supBook: 0x01ae,
  hyperlink: 0x01b8,
  bof: 0x0809,
} as const;
