// A file inside of a document, as Windows' packager stores it. Source: MS-OLEDS section 2.3.6 (Ole10Native) and the packager itself.

import { exactly, u16, u32 } from '../../bytes.ts';
import { Unreadable } from '../../unreadable.ts';

export interface PackagedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

/** `native` without the length that stands before it in a stream. Null for what is no package but some program's own content. */
export function packagedFile(native: Buffer): PackagedFile | null {
  try {
    if (u16(native, 0) !== 2) return null;
    const label = textAt(native, 2);
    const path = textAt(native, label.next);
    const command = u32(native, path.next + 4);
    const size = path.next + 8 + command;
    const bytes = exactly(
      native,
      size + 4,
      Math.min(u32(native, size), Math.max(0, native.length - size - 4)),
    );
    const temporary = native.toString('latin1', path.next + 8, size);
    const name = [label.text, path.text, temporary].map(lastPart).find((part) => part !== '') ?? '';
    return { name, bytes };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return null;
  }
}

function textAt(bytes: Buffer, from: number): { readonly text: string; readonly next: number } {
  const end = bytes.indexOf(0, from);
  if (end === -1 || end - from > 4096) throw new Unreadable('package');
  return { text: bytes.toString('latin1', from, end), next: end + 1 };
}

function lastPart(path: string): string {
  return path.split('\0', 1)[0]?.split(/[\\/]/).at(-1) ?? '';
}
