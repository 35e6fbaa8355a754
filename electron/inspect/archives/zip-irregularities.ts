import type { ZipEntry } from './zip-file.ts';

/**
 * What no ordinary program writes and what two readers see differently. `overlap`: two members share bytes, the way a small file
 * becomes a very large one. `other-header`: the local header says something else. `hidden-member`: one that the directory does not
 * name. `twice`: two members of one name.
 */
export interface Irregularity {
  readonly what: 'overlap' | 'other-header' | 'hidden-member' | 'twice';
  readonly member: string;
}

const local = 0x04034b50;

/** `end`: where the central directory begins. */
export function irregularities(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  end: number,
): readonly Irregularity[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: Irregularity[] = [];
  const names = new Set<string>();
  let covered: number | null = null;
  for (const entry of [...entries].sort((a, b) => a.start - b.start)) {
    const member = entry.name;
    if (names.has(member)) found.push({ what: 'twice', member });
    names.add(member);
    const header = localHeader(bytes, view, entry);
    if (!header.isSame) found.push({ what: 'other-header', member });
    if (covered !== null) {
      if (entry.start < covered) found.push({ what: 'overlap', member });
      else if (holdsHeader(view, covered, entry.start)) found.push({ what: 'hidden-member', member });
    }
    covered = Math.max(covered ?? 0, header.dataStart + entry.compressedSize);
  }
  if (covered !== null) {
    if (covered > end) found.push({ what: 'overlap', member: '' });
    else if (holdsHeader(view, covered, end)) found.push({ what: 'hidden-member', member: '' });
  }
  return found;
}

function localHeader(
  bytes: Uint8Array,
  view: DataView,
  entry: ZipEntry,
): { readonly isSame: boolean; readonly dataStart: number } {
  const { start } = entry;
  if (start + 30 > bytes.byteLength || view.getUint32(start, true) !== local)
    return { isSame: false, dataStart: start };
  const nameLength = view.getUint16(start + 26, true);
  const dataStart = start + 30 + nameLength + view.getUint16(start + 28, true);
  const name = bytes.subarray(start + 30, start + 30 + nameLength);
  const flags = view.getUint16(start + 6, true);
  const compressedSize = view.getUint32(start + 18, true);
  const size = view.getUint32(start + 22, true);
  // Bit 3: written as a stream, so the sizes stand behind the member; all ones: in the zip64 field.
  const isLater = (flags & 8) !== 0 || compressedSize === 0xffffffff || size === 0xffffffff;
  const isSame =
    dataStart + entry.compressedSize <= bytes.byteLength &&
    isName(name, entry.name) &&
    view.getUint16(start + 8, true) === entry.method &&
    ((flags & 0x2041) !== 0 || entry.method === 99) === entry.isEncrypted &&
    (isLater || (compressedSize === entry.compressedSize && size === entry.size));
  return { isSame, dataStart };
}

function isName(bytes: Uint8Array, name: string): boolean {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return text.toString('utf8') === name || text.toString('latin1') === name;
}

/** Descriptors (APPNOTE 4.3.9) and padding lie between members, but no header does. */
function holdsHeader(view: DataView, from: number, to: number): boolean {
  const bytes = Buffer.from(view.buffer, view.byteOffset, view.byteLength);
  const at = bytes.indexOf('PK\x03\x04', from, 'latin1');
  return at !== -1 && at < to;
}
