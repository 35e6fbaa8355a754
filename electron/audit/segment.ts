import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from '../../shared/zod.ts';
import { parsedJson } from '../parsed-json.ts';
import { decodeEntry, type EncodedEntry, type Entry } from './entry.ts';
import { frame, frameAt } from './framing.ts';
import { MerkleTree } from './merkle.ts';
import { recordIdSchema, type SignedHead, sha256Schema, signedHeadSchema } from './signed-head.ts';

/** The first frame of every segment: all that is needed to go on from it when the segments before are gone. */
const segmentHeaderSchema = z.strictObject({
  v: z.literal(1),
  record: recordIdSchema,
  /** The number of its first entry, and the tree over all before. */
  first: z.number().int().nonnegative(),
  peaks: z.array(sha256Schema).max(53),
  /** The head over exactly those; null in the first segment. */
  head: signedHeadSchema.nullable(),
  /** What policy promised when it was begun. A later and shorter promise is for later segments. */
  retentionDays: z.number().int().positive(),
  time: z.number().int().nonnegative(),
});
export type SegmentHeader = z.infer<typeof segmentHeaderSchema>;

export type Item =
  | { readonly kind: 'entry'; readonly leaf: Buffer; readonly beside: Buffer; readonly entry: Entry }
  | { readonly kind: 'head'; readonly head: SignedHead };

export interface Segment {
  readonly file: string;
  /** Null when it does not begin with a header. */
  readonly header: SegmentHeader | null;
  /** One after the other until the end or the first that cannot be read. */
  readonly items: Generator<Item, { readonly isWhole: boolean; readonly end: number }>;
  readonly bytes: number;
}

/** Far above what is ever written. */
const largestSegment = 256 * 1024 * 1024;
const types = { header: 1, entry: 2, head: 3 } as const;
export const segmentMagic = Buffer.from('GHREC\0\0\x01', 'latin1');

export function segmentName(first: number): string {
  return `${String(first).padStart(16, '0')}.segment`;
}

/** The segments' names in their order. */
export function segmentsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => /^\d{16}\.segment$/.test(name))
    .sort();
}

export function readSegment(file: string): Segment {
  const bytes = statSync(file).size > largestSegment ? Buffer.alloc(0) : readFileSync(file);
  const first = bytes.subarray(0, segmentMagic.length).equals(segmentMagic)
    ? frameAt(bytes, segmentMagic.length)
    : null;
  const header =
    first?.type === types.header
      ? segmentHeaderSchema.safeParse(parsedJson(first.payload.toString('utf8')))
      : null;
  return {
    file: path.basename(file),
    header: header?.success === true ? header.data : null,
    items: itemsIn(bytes, first?.end ?? bytes.length),
    bytes: bytes.length,
  };
}

/** The tree before the segment; null when the header says what cannot be. */
export function treeOf(header: SegmentHeader): MerkleTree | null {
  try {
    return new MerkleTree(
      header.first,
      header.peaks.map((peak) => Buffer.from(peak, 'hex')),
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

export function headerBytes(header: SegmentHeader): Buffer {
  return Buffer.concat([segmentMagic, frame(types.header, Buffer.from(JSON.stringify(header)))]);
}

export function entryBytes({ leaf, beside }: EncodedEntry): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(leaf.length);
  return frame(types.entry, Buffer.concat([length, leaf, beside]));
}

export function headBytes(head: SignedHead): Buffer {
  return frame(types.head, Buffer.from(JSON.stringify(head)));
}

function* itemsIn(bytes: Buffer, start: number): Segment['items'] {
  let end = start;
  while (end < bytes.length) {
    const next = frameAt(bytes, end);
    const item = next === null ? null : itemIn(next.type, next.payload);
    if (next === null || item === null) return { isWhole: false, end };
    yield item;
    end = next.end;
  }
  return { isWhole: true, end };
}

/** What a frame holds that is no header; null when it is damaged. */
export function itemIn(type: number, payload: Buffer): Item | null {
  if (type === types.head) {
    const head = signedHeadSchema.safeParse(parsedJson(payload.toString('utf8')));
    return head.success ? { kind: 'head', head: head.data } : null;
  }
  if (type !== types.entry || payload.length < 4) return null;
  const length = payload.readUInt32BE(0);
  if (length > payload.length - 4) return null;
  const leaf = payload.subarray(4, 4 + length);
  const entry = decodeEntry(leaf);
  return entry === null ? null : { kind: 'entry', leaf, beside: payload.subarray(4 + length), entry };
}
