import type { Budget } from '../budget.ts';
import type { Inspector } from '../inspector.ts';
import { Unreadable } from '../unreadable.ts';
import type { ArchiveMember } from './open-archive.ts';
import { membersOf } from './packed.ts';

/** POSIX ustar with the extensions of GNU and pax for long names (POSIX.1-2017, pax). */
export const tar: Inspector = {
  name: 'tar',
  takes: ['tar'],
  inspect: (bytes, context) => membersOf(tarMembers(bytes, context.budget), context),
};

const block = 512;

function* tarMembers(bytes: Uint8Array, budget: Budget): Generator<ArchiveMember> {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let longName: string | null = null;
  for (let at = 0; at + block <= all.byteLength; ) {
    const header = all.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) return;
    budget.takeEntry();
    if (!isIntact(header)) throw new Unreadable('tar header');
    const size = numberIn(header, 124, 12);
    const from = at + block;
    if (from + size > all.byteLength) throw new Unreadable('member beyond the end');
    const content = all.subarray(from, from + size);
    at = from + Math.ceil(size / block) * block;
    const kind = String.fromCharCode(header[156] ?? 0);
    if (kind === 'L') longName = textIn(content, 0, content.byteLength);
    else if (kind === 'x') longName = paxPath(content) ?? longName;
    else if (kind === 'K' || kind === 'g') continue;
    else {
      yield member(header, kind, content, longName, budget);
      longName = null;
    }
  }
}

function member(
  header: Buffer,
  kind: string,
  content: Buffer,
  longName: string | null,
  budget: Budget,
): ArchiveMember {
  const prefix = header.toString('latin1', 257, 262) === 'ustar' ? textIn(header, 345, 155) : '';
  const name = longName ?? [prefix, textIn(header, 0, 100)].filter(Boolean).join('/');
  const isLink = kind === '1' || kind === '2';
  return {
    name,
    isDirectory: kind === '5',
    target: isLink ? textIn(header, 157, 100) || '?' : '',
    isEncrypted: false,
    read: () => {
      // Devices, pipes and files with holes: nothing that belongs into a message, and nothing to look into.
      if (!['0', '7', '\0'].includes(kind)) throw new Unreadable('kind of a member');
      budget.takeBytes(content.byteLength);
      return content;
    },
  };
}

/** The sum of all bytes, its own field counted as spaces. */
function isIntact(header: Buffer): boolean {
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 32 : byte), 0);
  return sum === numberIn(header, 148, 8);
}

/** Octal, or base 256 when the first bit is set. */
function numberIn(bytes: Buffer, at: number, length: number): number {
  if (((bytes[at] ?? 0) & 0x80) !== 0) {
    const value = BigInt(`0x${bytes.toString('hex', at + 1, at + length)}`);
    if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Unreadable('number');
    return Number(value);
  }
  const text = textIn(bytes, at, length).trim();
  if (text === '') return 0;
  if (!/^[0-7]+$/.test(text)) throw new Unreadable('number');
  return Number.parseInt(text, 8);
}

function textIn(bytes: Buffer, at: number, length: number): string {
  const field = bytes.subarray(at, at + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end < 0 ? field.byteLength : end);
}

/** Records of "length key=value\n". */
function paxPath(content: Buffer): string | null {
  const text = content.toString('utf8', 0, 64 * 1024);
  return /(?:^|\n)\d{1,6} path=([^\n]*)\n/.exec(text)?.[1] ?? null;
}
