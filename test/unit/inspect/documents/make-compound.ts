export interface MadeStream {
  /** Storages and its name, joined with slashes. */
  readonly path: string;
  readonly content: Uint8Array | string;
}

const sectorSize = 512;
const [free, endOfChain, fatSector] = [0xffffffff, 0xfffffffe, 0xfffffffd];

/** A compound file with these streams (MS-CFB), small ones in the mini stream. `classes`: of storages by path, '' is the root. */
export function makeCompound(
  streams: readonly MadeStream[],
  classes: Readonly<Record<string, string>> = {},
): Buffer {
  const nodes = nodesOf(streams);
  const sectors: Buffer[] = [];
  const fat: number[] = [];
  const store = (bytes: Buffer): number => {
    if (bytes.length === 0) return endOfChain;
    const first = sectors.length;
    const count = Math.ceil(bytes.length / sectorSize);
    for (let index = 0; index < count; index += 1) {
      const sector = Buffer.alloc(sectorSize);
      bytes.copy(sector, 0, index * sectorSize);
      sectors.push(sector);
      fat.push(index === count - 1 ? endOfChain : first + index + 1);
    }
    return first;
  };
  const miniPieces: Buffer[] = [];
  const miniFat: number[] = [];
  for (const node of nodes) {
    if (node.content === null) continue;
    node.start =
      node.content.length < 4096 ? storeMini(node.content, miniPieces, miniFat) : store(node.content);
  }
  const miniStream = Buffer.concat(miniPieces);
  const [root] = nodes;
  if (root) [root.start, root.size] = [store(miniStream), miniStream.length];
  const directory = store(Buffer.concat(nodes.map((node) => entryOf(node, classes[node.path] ?? ''))));
  const miniFatStart = store(words(miniFat));
  const fatSectors = Math.ceil((sectors.length + 16) / 128);
  for (let index = 0; index < fatSectors; index += 1) fat.push(fatSector);
  while (fat.length < fatSectors * 128) fat.push(free);
  const header = Buffer.alloc(sectorSize, 0);
  header.write('d0cf11e0a1b11ae1', 'hex');
  header.writeUInt16LE(0x3e, 24);
  header.writeUInt16LE(3, 26);
  header.writeUInt16LE(0xfffe, 28);
  header.writeUInt16LE(9, 30);
  header.writeUInt16LE(6, 32);
  header.writeUInt32LE(fatSectors, 44);
  header.writeUInt32LE(directory, 48);
  header.writeUInt32LE(4096, 56);
  header.writeUInt32LE(miniFatStart, 60);
  header.writeUInt32LE(Math.ceil(miniFat.length / 128), 64);
  header.writeUInt32LE(endOfChain, 68);
  header.fill(0xff, 76);
  for (let index = 0; index < fatSectors; index += 1)
    header.writeUInt32LE(sectors.length + index, 76 + index * 4);
  return Buffer.concat([header, ...sectors, words(fat)]);
}

interface Node {
  readonly path: string;
  readonly name: string;
  readonly kind: number;
  readonly content: Buffer | null;
  start: number;
  size: number;
  sibling: number;
  child: number;
}

function nodesOf(streams: readonly MadeStream[]): Node[] {
  const node = (path: string, kind: number, content: Buffer | null): Node => ({
    path,
    name: path.split('/').at(-1) ?? '',
    kind,
    content,
    start: kind === 1 ? 0 : endOfChain,
    size: content?.length ?? 0,
    sibling: free,
    child: free,
  });
  const nodes = [{ ...node('', 5, null), name: 'Root Entry' }];
  const indexOf = (path: string): number => {
    const found = nodes.findIndex((candidate) => candidate.path === path && candidate.kind !== 2);
    if (found !== -1) return found;
    nodes.push(node(path, 1, null));
    return link(nodes.length - 1);
  };
  const link = (index: number): number => {
    const path = nodes[index]?.path ?? '';
    const parent = nodes[indexOf(path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '')];
    const own = nodes[index];
    if (parent && own) [own.sibling, parent.child] = [parent.child, index];
    return index;
  };
  for (const { path, content } of streams) {
    nodes.push(node(path, 2, Buffer.from(content)));
    link(nodes.length - 1);
  }
  return nodes;
}

function storeMini(content: Buffer, pieces: Buffer[], fat: number[]): number {
  if (content.length === 0) return endOfChain;
  const first = fat.length;
  const count = Math.ceil(content.length / 64);
  pieces.push(Buffer.concat([content, Buffer.alloc(count * 64 - content.length)]));
  for (let index = 0; index < count; index += 1)
    fat.push(index === count - 1 ? endOfChain : first + index + 1);
  return first;
}

function entryOf({ name, kind, start, size, sibling, child }: Node, classId: string): Buffer {
  const entry = Buffer.alloc(128);
  entry.write(name, 'utf16le');
  entry.writeUInt16LE(name.length * 2 + 2, 64);
  entry[66] = kind;
  entry[67] = 1;
  entry.writeUInt32LE(free, 68);
  entry.writeUInt32LE(sibling, 72);
  entry.writeUInt32LE(child, 76);
  const [a = '', b = '', c = '', d = '', e = ''] = classId.split('-');
  const swapped = [a, b, c].map((part) => Buffer.from(part, 'hex').reverse().toString('hex')).join('');
  entry.write(`${swapped}${d}${e}`, 80, 'hex');
  entry.writeUInt32LE(start, 116);
  entry.writeUInt32LE(size, 120);
  return entry;
}

function words(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  for (const [index, value] of numbers.entries()) bytes.writeUInt32LE(value, index * 4);
  return bytes;
}
