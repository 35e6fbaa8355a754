import { openZip } from '../archives/zip-file.ts';
import { type FileKind, kindOf } from '../file-types.ts';
import type { Finding, InspectionContext } from '../inspector.ts';
import { Unreadable } from '../unreadable.ts';
import { magicTypes } from './magic.ts';

/** A file that is two things at once, to be taken for the harmless one by whoever looks and for the other by whoever opens it. */
export function polyglots(bytes: Uint8Array, context: InspectionContext): readonly Finding[] {
  return [...zipBehind(bytes, context), ...pdfBehind(bytes, context), ...twoBeginnings(bytes, context)];
}

const zips = new Set([
  'zip',
  'ooxml',
  'odf',
  'java-archive',
  'android-program',
  'browser-extension',
  'installer',
]);

/** Zips are read from their end, so one behind a picture opens as a zip. What is in it is inspected. */
function zipBehind(bytes: Uint8Array, context: InspectionContext): readonly Finding[] {
  if (zips.has(context.type) || kindOf(context.type) === 'text') return [];
  const tail = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).subarray(-(0xffff + 22));
  if (!tail.includes('PK\x05\x06', 0, 'latin1')) return [];
  try {
    const { entries, before, behind } = openZip(bytes, context.budget);
    const isAtEnd = behind === 0 || kindOf(context.type) === 'image';
    if (entries.length === 0 || !isAtEnd) return [];
    return [two('zip', 'hold'), ...context.nested(bytes.subarray(before), '')];
  } catch (error) {
    // The four letters were an accident: no reader of zips would open this either.
    if (error instanceof Unreadable) return [];
    throw error;
  }
}

function pdfBehind(bytes: Uint8Array, { type }: InspectionContext): readonly Finding[] {
  if (type === 'pdf' || type === 'text' || type === 'csv') return [];
  const start = Buffer.from(bytes.subarray(0, 1024)).toString('latin1');
  return /%PDF-[12]\.\d/.test(start) ? [two('pdf', 'hold')] : [];
}

const looseSignatures: ReadonlySet<FileKind> = new Set(['archive', 'media', 'image', 'disk-image']);

/** Signatures at different places: a tar that begins as a picture, a disk image that begins as a program. */
function twoBeginnings(bytes: Uint8Array, { type }: InspectionContext): readonly Finding[] {
  const [first, second] = magicTypes(bytes);
  if (first === undefined || second === undefined || kindOf(first) === kindOf(second)) return [];
  return looseSignatures.has(kindOf(second)) && type !== 'unknown' ? [two(second, 'hold')] : [];
}

function two(second: string, level: Finding['level']): Finding {
  return { code: 'file.polyglot', level, where: '', params: { second } };
}
