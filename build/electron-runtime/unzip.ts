// Takes chosen entries out of a zip archive whose hash has been checked: deflated or stored, with POSIX modes and
// symbolic links, no encryption, no zip64. PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16.

import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, type FileHandle, mkdir, open, symlink } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw, inflateRawSync } from 'node:zlib';

interface Entry {
  readonly name: string;
  readonly mode: number;
  readonly isDeflated: boolean;
  readonly compressedSize: number;
  readonly headerOffset: number;
}

const END_OF_CENTRAL_DIRECTORY = 0x06054b50;
const END_RECORD_MAX = 22 + 0xffff;
const TYPE_MASK = 0o170000;
const SYMLINK = 0o120000;

/**
 * Writes entries below `folder`.
 * @param placeOf where an entry goes, relative to `folder`, or undefined to leave it out
 */
export async function unzip(
  archive: string,
  folder: string,
  placeOf: (name: string) => string | undefined = (name) => name,
): Promise<void> {
  const file = await open(archive);
  try {
    for (const entry of await entriesOf(file)) {
      const place = entry.name.endsWith('/') ? undefined : placeOf(entry.name);
      if (place !== undefined) await write(archive, file, entry, contained(folder, place));
    }
  } finally {
    await file.close();
  }
}

async function entriesOf(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - END_RECORD_MAX), Math.min(size, END_RECORD_MAX));
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || tail.readUInt32LE(end) !== END_OF_CENTRAL_DIRECTORY) throw new Error('not a zip archive');
  const count = tail.readUInt16LE(end + 10);
  const directory = await read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const entries: Entry[] = [];
  for (let at = 0, left = count; left > 0; left -= 1) {
    const nameLength = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      isDeflated: directory.readUInt16LE(at + 10) === 8,
      compressedSize: directory.readUInt32LE(at + 20),
      headerOffset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function write(archive: string, file: FileHandle, entry: Entry, target: string): Promise<void> {
  await mkdir(path.dirname(target), { recursive: true });
  const header = await read(file, entry.headerOffset, 30);
  const start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  if ((entry.mode & TYPE_MASK) === SYMLINK) {
    const content = await read(file, start, entry.compressedSize);
    const destination = (entry.isDeflated ? inflateRawSync(content) : content).toString('utf8');
    contained(path.dirname(target), destination, path.dirname(target));
    await symlink(destination, target);
    return;
  }
  if (entry.compressedSize === 0) {
    await (await open(target, 'w')).close();
  } else {
    const source = createReadStream(archive, { start, end: start + entry.compressedSize - 1 });
    const steps = entry.isDeflated ? [createInflateRaw()] : [];
    await pipeline([source, ...steps, createWriteStream(target)]);
  }
  await chmod(target, entry.mode & 0o777 || 0o644);
}

/** The path of `place` below `folder`; throws on a name that leads out of `limit`. */
function contained(folder: string, place: string, limit = folder): string {
  const target = path.resolve(folder, place);
  if (!target.startsWith(limit + path.sep))
    throw new Error(`the archive has an entry outside its folder: ${place}`);
  return target;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead !== length) throw new Error('the zip archive is cut short');
  return buffer;
}
