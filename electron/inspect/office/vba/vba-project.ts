// Source: MS-OVBA sections 2.2 and 2.3.4.2 (the dir stream).

import { u16, u32, wideText } from '../../bytes.ts';
import { Unreadable } from '../../unreadable.ts';
import type { CompoundFile } from '../compound/compound-file.ts';
import { decompressVba } from './decompress.ts';

export interface VbaModule {
  /** Stream in the compound file. */
  readonly path: string;
  readonly source: string;
  /** Of the compiled form, which Office runs in place of the source where versions agree; null where there is none. */
  readonly compiledLines: number | null;
}

export interface VbaProject {
  readonly modules: readonly VbaModule[];
  /** Streams that should hold source and hold none that can be read: what they run cannot be known. */
  readonly unreadable: readonly string[];
}

/** Every module is compressed from its "Attribute VB_Name" on: one byte of flags, then eight letters as they are. */
const sourceStart = Buffer.from('\0Attribut', 'latin1');
const startOffset = 3;
/** In one stream, where one is enough. */
const mostStarts = 8;

/** The modules that the dir stream names, and all others that look like one; null where there is nothing of VBA. */
export function readVbaProject(file: CompoundFile): VbaProject | null {
  const modules: VbaModule[] = [];
  const unreadable: string[] = [];
  const named = new Map<string, number>();
  for (const { path } of file.streams) {
    if (!/(?:^|\/)dir$/i.test(path)) continue;
    for (const [name, offset] of modulesOf(file.read(path))) {
      const stream = file.find(`${path.slice(0, -3)}${name}`);
      if (stream === null) unreadable.push(name);
      else named.set(stream, offset);
    }
  }
  const hasProject = file.find('_VBA_PROJECT') !== null;
  for (const { path } of file.streams) {
    const bytes = file.read(path) ?? Buffer.alloc(0);
    const offset = named.get(path);
    const starts = [...(offset === undefined ? [] : [offset]), ...startsIn(bytes)];
    const sources = [...new Set(starts)]
      .map((start) => sourceAt(bytes, start))
      .filter((text) => text !== null);
    if (sources.length > 0)
      modules.push({ path, source: sources.join('\n'), compiledLines: compiledLines(bytes) });
    else if (offset !== undefined) unreadable.push(path);
    if (starts.length > mostStarts) unreadable.push(path);
  }
  if (modules.length === 0 && named.size === 0 && !hasProject) return null;
  if (modules.length === 0 && unreadable.length === 0) unreadable.push('_VBA_PROJECT');
  return { modules, unreadable };
}

/** Stream name and where in it the source begins; what the stream says until it stops making sense. */
function modulesOf(stream: Buffer | null): Map<string, number> {
  const modules = new Map<string, number>();
  const dir = dirOf(stream);
  let name = '';
  for (let at = 0; at + 6 <= dir.length; ) {
    const id = u16(dir, at);
    const size = u32(dir, at + 2);
    const content = dir.subarray(at + 6, at + 6 + size);
    if (id === 0x001a) name = content.toString('latin1');
    // Section 2.3.4.2.3.2.3.1: the name once more in Unicode, which is what the directory has.
    if (id === 0x0032) name = wideText(content);
    if (id === 0x0031 && content.length === 4) modules.set(name, u32(content, 0));
    // Section 2.3.4.2.1.11: the version's size does not count its last two bytes.
    at += 6 + size + (id === 0x0009 ? 2 : 0);
  }
  return modules;
}

function dirOf(stream: Buffer | null): Buffer {
  try {
    return stream === null ? Buffer.alloc(0) : decompressVba(stream);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return Buffer.alloc(0);
  }
}

/** The table of lines in the performance cache (MS-OVBA section 2.3.4.3 leaves it open): its mark, then how many there are. */
function compiledLines(bytes: Buffer): number | null {
  const mark = bytes.indexOf(Buffer.of(0xfe, 0xca, 1, 0));
  return mark === -1 || mark + 6 > bytes.length ? null : bytes.readUInt16LE(mark + 4);
}

function startsIn(bytes: Buffer): number[] {
  const starts: number[] = [];
  for (
    let at = bytes.indexOf(sourceStart);
    at !== -1 && starts.length <= mostStarts;
    at = bytes.indexOf(sourceStart, at + 1)
  ) {
    if (at >= startOffset && bytes[at - startOffset] === 1) starts.push(at - startOffset);
  }
  return starts;
}

function sourceAt(bytes: Buffer, start: number): string | null {
  try {
    const source = decompressVba(bytes.subarray(start)).toString('latin1');
    return source.trim() === '' ? null : source;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return null;
  }
}
