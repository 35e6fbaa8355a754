import { expect, test } from 'vitest';
import { inspecting, told } from '../inspecting.ts';
import { makeCompound } from './make-compound.ts';

/** A binary document whose text is made of these pieces, in this order. */
function wordDocument(pieces: readonly string[], flags = 0x0200): Buffer {
  const header = Buffer.alloc(1024);
  header.writeUInt16LE(0xa5ec, 0);
  header.writeUInt16LE(flags, 10);
  header.writeUInt16LE(14, 32);
  header.writeUInt16LE(22, 62);
  header.writeUInt16LE(93, 152);
  // The stream holds the pieces backwards: only the table says how they follow each other.
  const places = new Map<string, number>();
  let end = header.length;
  for (const piece of [...pieces].reverse()) {
    places.set(piece, end);
    end += piece.length;
  }
  const positions = [0];
  for (const piece of pieces) positions.push((positions.at(-1) ?? 0) + piece.length);
  const table = Buffer.alloc(5 + positions.length * 4 + pieces.length * 8);
  table[0] = 2;
  table.writeUInt32LE(table.length - 5, 1);
  for (const [index, position] of positions.entries()) table.writeUInt32LE(position, 5 + index * 4);
  for (const [index, piece] of pieces.entries()) {
    const at = 5 + positions.length * 4 + index * 8 + 2;
    table.writeUInt32LE(0x40000000 | ((places.get(piece) ?? 0) * 2), at);
  }
  header.writeUInt32LE(0, 154 + 33 * 8);
  header.writeUInt32LE(table.length, 154 + 33 * 8 + 4);
  const stream = Buffer.concat([
    header,
    ...[...pieces].reverse().map((piece) => Buffer.from(piece, 'latin1')),
  ]);
  return makeCompound([
    { path: 'WordDocument', content: stream },
    { path: '1Table', content: table },
  ]);
}

test('DDE in a binary document is put together from its pieces', () => {
  const document = wordDocument(['text \u0013 DDE', 'AUTO cmd "/k', ' calc"\u0014x\u0015']);
  expect(inspecting(document, 'a.doc').verdict.reasons[0]).toMatchObject({
    code: 'document.dde',
    params: { command: 'cmd "/k calc"' },
  });
});

test('a document that is encrypted is held', () => {
  expect(told(inspecting(wordDocument(['x'], 0x0300), 'a.doc'))).toEqual(['file.encrypted']);
});

test('a piece table that claims the world is read no further than the document', () => {
  const document = wordDocument(['\u0013 DDE x\u0015']);
  const end = document.indexOf(Buffer.from('0200', 'hex'), 512);
  expect(end).toBeGreaterThan(0);
  for (const value of [0xffffffff, 0x7fffffff]) {
    const hostile = Buffer.from(document);
    for (let at = 512; at + 4 < hostile.length; at += 256) hostile.writeUInt32LE(value >>> 0, at);
    expect(inspecting(hostile, 'a.doc').verdict.level).toMatch(/allow|hold/);
  }
});
