// The binary Word format. Source: MS-DOC sections 2.5 (FIB) and 2.9.38 (Clx).

import { wideText } from '../../bytes.ts';
import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';
import { encryptedFinding } from '../encryption/encrypted-finding.ts';
import { FieldReader, inspectInstruction } from '../fields.ts';

const [begin, separator, end] = [0x13, 0x14, 0x15];

/** `table` gives the table stream that the header names ("0Table" or "1Table"). */
export function inspectWordDocument(
  stream: Buffer,
  table: (name: string) => Buffer | null,
  place: Place,
): Finding[] {
  if (stream.length < 68) return [];
  const flags = stream.readUInt16LE(10);
  // Section 2.5.2: fEncrypted is also set for obfuscation with XOR.
  if ((flags & 0x0100) !== 0) return [encryptedFinding(place)];
  const pieces = piecesOf(stream, table((flags & 0x0200) === 0 ? '0Table' : '1Table'));
  const instructions = new Set<string>();
  for (const text of pieces ?? guessedTexts(stream)) {
    const reader = new FieldReader((instruction) => instructions.add(instruction.trim()));
    readMarked(text, reader);
  }
  return [...instructions].flatMap((instruction) => inspectInstruction(instruction, place));
}

function readMarked(text: string, reader: FieldReader): void {
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const mark = text.charCodeAt(at);
    if (mark !== begin && mark !== separator && mark !== end) continue;
    reader.text(text.slice(from, at));
    if (mark === begin) reader.begin();
    else if (mark === separator) reader.separate();
    else reader.end();
    from = at + 1;
  }
  reader.close();
}

/** The text as the piece table puts it together; null where there is no table that can be read. */
function piecesOf(stream: Buffer, table: Buffer | null): string[] | null {
  const clx = table === null ? null : clxOf(stream, table);
  const places = clx === null ? null : pieceTable(clx);
  if (places === null || places.length < 16) return null;
  // Section 2.8.35: one more position than there are pieces.
  const count = Math.floor((places.length - 4) / 12);
  const texts: string[] = [];
  let left = stream.length * 2;
  for (let index = 0; index < count && left > 0; index += 1) {
    const length = places.readUInt32LE(index * 4 + 4) - places.readUInt32LE(index * 4);
    const raw = places.readUInt32LE((count + 1) * 4 + index * 8 + 2);
    const isNarrow = (raw & 0x40000000) !== 0;
    const from = isNarrow ? (raw & 0x3fffffff) >>> 1 : raw & 0x3fffffff;
    if (length <= 0 || from >= stream.length) continue;
    const to = Math.min(stream.length, from + length * (isNarrow ? 1 : 2), from + left);
    left -= to - from;
    texts.push(isNarrow ? stream.toString('latin1', from, to) : wideText(stream, from, to));
  }
  return [texts.join('')];
}

/** Section 2.5.1: the lists before it have their own lengths; the table's place is number 33 of the last. */
function clxOf(stream: Buffer, table: Buffer): Buffer | null {
  const words = 34 + stream.readUInt16LE(32) * 2;
  if (words + 2 > stream.length) return null;
  const places = words + 2 + stream.readUInt16LE(words) * 4 + 2;
  const at = places + 33 * 8;
  if (at + 8 > stream.length) return null;
  const from = stream.readUInt32LE(at);
  return table.subarray(from, from + stream.readUInt32LE(at + 4));
}

function pieceTable(clx: Buffer): Buffer | null {
  for (let at = 0; at + 5 <= clx.length; ) {
    if (clx[at] === 2) return clx.subarray(at + 5, at + 5 + clx.readUInt32LE(at + 1));
    if (clx[at] !== 1) return null;
    at += 3 + clx.readUInt16LE(at + 1);
  }
  return null;
}

/** Older or damaged documents: everything, read in both widths. */
function guessedTexts(stream: Buffer): string[] {
  return [stream.toString('latin1'), wideText(stream), wideText(stream, 1)];
}
