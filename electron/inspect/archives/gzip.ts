import { inflate } from '../inflate.ts';
import type { Inspector } from '../inspector.ts';

/** One file, compressed (RFC 1952). Its name is what the header says, or the archive's without its ending. */
export const gzip: Inspector = {
  name: 'gzip',
  takes: ['gzip'],
  inspect: (bytes, context) =>
    context.nested(inflate(bytes, 'gzip', context.budget), storedName(bytes) || innerName(context.name)),
};

const hasExtra = 4;
const hasName = 8;

function storedName(bytes: Uint8Array): string {
  const flags = bytes[3] ?? 0;
  if ((flags & hasName) === 0) return '';
  const start = (flags & hasExtra) === 0 ? 10 : 12 + (bytes[10] ?? 0) + 256 * (bytes[11] ?? 0);
  const end = bytes.indexOf(0, start);
  return end < 0 ? '' : Buffer.from(bytes.subarray(start, Math.min(end, start + 1024))).toString('latin1');
}

function innerName(name: string): string {
  return name
    .replace(/\.tgz$/i, '.tar')
    .replace(/\.svgz$/i, '.svg')
    .replace(/\.gz$/i, '');
}
