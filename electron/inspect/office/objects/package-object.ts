// A file inside of a document, as Windows' packager stores it. Source: MS-OLEDS section 2.3.6 (Ole10Native) and the packager itself.

import { exactly, u16, u32, wideText } from '../../bytes.ts';
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
    const texts = [wideLabel(native, size + 4 + bytes.length), label.text, path.text, temporary];
    return { name: texts.map(lastPart).find((part) => part !== '') ?? '', bytes };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return null;
  }
}

/** Since Windows Vista the texts stand once more behind the file, in Unicode: command, label, path, each behind its count of letters. */
function wideLabel(native: Buffer, at: number): string {
  if (at + 4 > native.length) return '';
  const label = at + 4 + u32(native, at) * 2;
  if (label + 4 > native.length) return '';
  const length = u32(native, label);
  return length > 4096 ? '' : wideText(native, label + 4, label + 4 + length * 2);
}

function textAt(bytes: Buffer, from: number): { readonly text: string; readonly next: number } {
  const end = bytes.indexOf(0, from);
  if (end === -1 || end - from > 4096) throw new Unreadable('package');
  return { text: bytes.toString('latin1', from, end), next: end + 1 };
}

function lastPart(path: string): string {
  return path.split('\0', 1)[0]?.split(/[\\/]/).at(-1) ?? '';
}
