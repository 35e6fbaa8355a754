import { Unreadable } from '../unreadable.ts';
import { type Cut, nothing } from './cut.ts';
import { exifWith, orientationOf } from './orientation.ts';

const shownWith = new Set(['VP8X', 'VP8 ', 'VP8L', 'ALPH', 'ANIM', 'ANMF', 'ICCP']);
const frameParts = new Set(['ALPH', 'VP8 ', 'VP8L']);
const frameHeader = 16;
const exifFlag = 0x08;
const xmpFlag = 0x04;

interface Chunk {
  readonly name: string;
  readonly from: number;
  /** With the byte that fills it up. */
  readonly to: number;
  readonly content: Buffer;
}

/** RFC 9649. Every chunk that does not show the picture goes (EXIF, XMP, and what is somebody's own), and what lies behind the file. */
export function webpCuts(bytes: Buffer): readonly Cut[] {
  const said = 8 + bytes.readUInt32LE(4);
  // The byte that fills up the last chunk is missing in some.
  if (said > bytes.length + 1) throw new Unreadable('picture');
  const end = Math.min(bytes.length, said);
  const chunks = chunksOf(bytes, 12, end);
  if (!chunks.some(({ name }) => ['VP8 ', 'VP8L', 'ANMF'].includes(name))) throw new Unreadable('picture');
  if (chunks.slice(1).some(({ name }) => name === 'VP8X')) throw new Unreadable('picture');
  const { cuts, orientation } = withoutSomebodys(chunks);
  const last = chunks.at(-1)?.to ?? end;
  if (last < bytes.length) cuts.push({ from: last, to: bytes.length, instead: nothing });
  const removed = cuts.reduce((sum, { from, to, instead }) => sum + to - from - instead.length, 0);
  return [
    ...changed(bytes, 4, sizeField(bytes.length - removed - 8)),
    ...flagsOf(bytes, chunks, orientation !== 1),
    ...cuts,
  ];
}

function chunksOf(bytes: Buffer, from: number, end: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = from; at < end; ) {
    const length = bytes.readUInt32LE(at + 4);
    if (at + 8 + length > end) throw new Unreadable('picture');
    const to = Math.min(bytes.length, at + 8 + length + (length % 2));
    const name = bytes.toString('latin1', at, at + 4);
    chunks.push({ name, from: at, to, content: bytes.subarray(at + 8, at + 8 + length) });
    at = to;
  }
  return chunks;
}

function withoutSomebodys(chunks: readonly Chunk[]): { cuts: Cut[]; orientation: number } {
  const cuts: Cut[] = [];
  let orientation = 1;
  for (const { name, from, to, content } of chunks) {
    if (name === 'ANMF') onlyFrames(content);
    if (shownWith.has(name)) continue;
    const own = name === 'EXIF' && orientation === 1 ? orientationOf(tiffIn(content)) : 1;
    if (own !== 1) orientation = own;
    const instead = own === 1 ? nothing : exifChunk(own);
    if (own === 1 || !content.equals(exifWith(own))) cuts.push({ from, to, instead });
  }
  return { cuts, orientation };
}

/** A frame of a moving picture has chunks of its own, and nothing is cut out of those. */
function onlyFrames(frame: Buffer): void {
  const parts = chunksOf(frame, frameHeader, frame.length);
  if (parts.some(({ name }) => !frameParts.has(name))) throw new Unreadable('picture');
}

/** Some write the name of JPEG's segment before it. */
function tiffIn(content: Buffer): Buffer {
  return content.toString('latin1', 0, 6) === 'Exif\0\0' ? content.subarray(6) : content;
}

function flagsOf(bytes: Buffer, chunks: readonly Chunk[], isTurned: boolean): readonly Cut[] {
  const [header] = chunks;
  if (header?.name !== 'VP8X') return [];
  const at = header.from + 8;
  const flags = (header.content.readUInt8(0) & ~(xmpFlag | exifFlag)) | (isTurned ? exifFlag : 0);
  return changed(bytes, at, Buffer.from([flags]));
}

function changed(bytes: Buffer, from: number, instead: Buffer): readonly Cut[] {
  const to = from + instead.length;
  return bytes.subarray(from, to).equals(instead) ? [] : [{ from, to, instead }];
}

function sizeField(size: number): Buffer {
  const field = Buffer.alloc(4);
  field.writeUInt32LE(size);
  return field;
}

function exifChunk(orientation: number): Buffer {
  const tiff = exifWith(orientation);
  return Buffer.concat([Buffer.from('EXIF'), sizeField(tiff.length), tiff]);
}
