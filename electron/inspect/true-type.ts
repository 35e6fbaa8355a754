import { type FileType, kindOf } from './file-types.ts';
import { oleType, zipType } from './types/container-type.ts';
import { endingOf, typeByEnding } from './types/endings.ts';
import { magicTypes } from './types/magic.ts';
import { textType } from './types/text-type.ts';

/**
 * What a file is by its content. Where the content is a text, the name says what the system would do with it. The bounded tables behind
 * this decide; what they do not know is `unknown`, and that is not harmless.
 */
export function trueType(bytes: Uint8Array, name: string): FileType {
  if (bytes.byteLength === 0) return 'empty';
  const [magic] = magicTypes(bytes);
  if (magic !== undefined && isBorneOut(magic, bytes)) return refined(magic, bytes);
  const text = textType(bytes);
  const byEnding = typeByEnding(name);
  // Junk before the header of a PDF may be a text.
  if (endingOf(name) === 'pdf' && behindJunk(bytes) !== null) return 'pdf';
  if (text === 'text' || text === 'xml') return byEnding ?? text;
  // A page under the ending of a script runs as one.
  if (text === 'html' && byEnding !== null && kindOf(byEnding) === 'script') return byEnding;
  if (text !== null) return text;
  return behindJunk(bytes) ?? behindAll(bytes) ?? 'unknown';
}

/** A few letters at the beginning of a text are no signature; a table or a script may begin with those of a sound or a font. */
function isBorneOut(type: FileType, bytes: Uint8Array): boolean {
  const isLetters = lettersOnly.has(type) || kindOf(type) === 'media';
  return !isLetters || textType(bytes.subarray(0, 512)) === null;
}

const lettersOnly: ReadonlySet<FileType> = new Set([
  'bmp',
  'windows-program',
  'flash',
  'bzip2',
  'other-image',
]);

function refined(type: FileType, bytes: Uint8Array): FileType {
  if (type === 'zip') return zipType(bytes);
  if (type === 'ole') return oleType(bytes);
  if (type === 'windows-program') return isDotnet(bytes) ? 'dotnet-program' : windowsOrDos(bytes);
  if (type === 'linux-program' && bytes[8] === 0x41 && bytes[9] === 0x49) return 'installer';
  // The same four bytes begin a program for several processors, whose count (small) stands where Java has its version (45 and more).
  if (type === 'java-class' && (view(bytes).getUint16(6) < 45 || bytes.byteLength < 8)) return 'mac-program';
  return type;
}

/** Readers of PDF look for its header in the first 1024 bytes (ISO 32000-1, implementation note 13). */
function behindJunk(bytes: Uint8Array): FileType | null {
  return Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-') ? 'pdf' : null;
}

/** Disk images that are told by their last sector. */
function behindAll(bytes: Uint8Array): FileType | null {
  const last = Buffer.from(bytes.subarray(-512));
  if (last.subarray(0, 8).toString('latin1') === 'conectix') return 'disk-image';
  if (last.subarray(0, 4).toString('latin1') === 'koly') return 'disk-image';
  const isBootSector = bytes[510] === 0x55 && bytes[511] === 0xaa && bytes.byteLength % 512 === 0;
  return isBootSector ? 'disk-image' : null;
}

function isDotnet(bytes: Uint8Array): boolean {
  const optional = peHeader(bytes);
  if (optional === null) return false;
  const isLong = view(bytes).getUint16(optional, true) === 0x20b;
  // Entry 14 of the data directories is the header of the common language runtime (PE format, "Optional Header Data Directories").
  const entry = optional + (isLong ? 112 : 96) + 14 * 8;
  return entry + 8 <= bytes.byteLength && view(bytes).getUint32(entry, true) !== 0;
}

function windowsOrDos(bytes: Uint8Array): FileType {
  return peHeader(bytes) === null ? 'dos-program' : 'windows-program';
}

/** Where the optional header of a PE is; null when this is none. */
function peHeader(bytes: Uint8Array): number | null {
  if (bytes.byteLength < 64) return null;
  const at = view(bytes).getUint32(60, true);
  const isThere = at + 26 <= bytes.byteLength && view(bytes).getUint32(at, true) === 0x4550;
  return isThere ? at + 24 : null;
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
