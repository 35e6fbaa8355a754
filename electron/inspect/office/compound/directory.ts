// The directory of a compound file. Source: MS-CFB section 2.6.

import { u8, u16, u32, wideText } from '../../bytes.ts';
import { Unreadable } from '../../unreadable.ts';

export interface DirectoryEntry {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly start: number;
  readonly classId: string;
}

export interface Directory {
  readonly root: DirectoryEntry;
  /** By path. */
  readonly streams: ReadonlyMap<string, DirectoryEntry>;
  readonly storages: readonly { readonly path: string; readonly classId: string }[];
}

interface Node extends DirectoryEntry {
  readonly kind: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
}

const entrySize = 128;
const [storage, stream, root] = [1, 2, 5];
/** No document comes near; the directory of a bomb does. */
const mostEntries = 100_000;

/** Every entry once, whatever its links say; those that no link leads to are found too, since older programs read them. */
export function readDirectory(bytes: Buffer, isVersion3: boolean): Directory {
  const count = Math.floor(bytes.length / entrySize);
  if (count > mostEntries) throw new Unreadable('directory of a compound file');
  const nodes = Array.from({ length: count }, (_, index) => readNode(bytes, index * entrySize, isVersion3));
  const [first] = nodes;
  if (first?.kind !== root) throw new Unreadable('root of a compound file');
  const streams = new Map<string, DirectoryEntry>();
  const storages: { path: string; classId: string }[] = [];
  const visited = new Uint8Array(count);
  visited[0] = 1;
  const take = (from: number, folder: string) => {
    const waiting: [index: number, folder: string][] = [[from, folder]];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [index, parent] = next;
      const node = nodes[index];
      if (!node || visited[index] === 1) continue;
      visited[index] = 1;
      waiting.push([node.left, parent], [node.right, parent]);
      const path = `${parent}${node.name}`;
      if (node.kind === stream) streams.set(unused(streams, path), node);
      if (node.kind !== storage) continue;
      storages.push({ path, classId: node.classId });
      waiting.push([node.child, path.length > 1000 ? '(deep)/' : `${path}/`]);
    }
  };
  take(first.child, '');
  for (const [index, node] of nodes.entries()) {
    if (visited[index] === 0 && (node.kind === stream || node.kind === storage)) take(index, '(lost)/');
  }
  return { root: first, streams, storages };
}

function readNode(bytes: Buffer, at: number, isVersion3: boolean): Node {
  const nameLength = Math.max(0, Math.min(u16(bytes, at + 64), 64) - 2);
  return {
    name: plainName(wideText(bytes, at, at + nameLength)),
    kind: u8(bytes, at + 66),
    left: u32(bytes, at + 68),
    right: u32(bytes, at + 72),
    child: u32(bytes, at + 76),
    classId: classId(bytes.subarray(at + 80, at + 96)),
    start: u32(bytes, at + 116),
    // Section 2.6.1: the upper half means nothing in version 3, and older programs left garbage there.
    size: u32(bytes, at + 120) + (isVersion3 ? 0 : u32(bytes, at + 124) * 2 ** 32),
  };
}

/** Without the control character that stands before names of OLE's own; section 2.6.1 forbids four letters, so that a path is one. */
function plainName(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, '').replaceAll(/[/\\:!]/g, '_');
}

/** Lower case, as MS-DTYP section 2.3.4.3 writes it. */
function classId(bytes: Buffer): string {
  const hex = (from: number, to: number, isLittleEndian: boolean) => {
    const part = Buffer.from(bytes.subarray(from, to));
    return (isLittleEndian ? part.reverse() : part).toString('hex');
  };
  return [hex(0, 4, true), hex(4, 6, true), hex(6, 8, true), hex(8, 10, false), hex(10, 16, false)].join('-');
}

function unused(streams: ReadonlyMap<string, unknown>, path: string): string {
  let free = path;
  for (let number = streams.size; streams.has(free); number += 1) free = `${path} (${number})`;
  return free;
}
