// Objects as RTF carries them. Source: MS-OLEDS section 2.2.

import { exactly, u32 } from '../../bytes.ts';
import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';
import { Unreadable } from '../../unreadable.ts';
import { CompoundFile } from '../compound/compound-file.ts';
import { inspectNamedClass } from '../objects/class-name.ts';
import { inspectNative } from '../objects/objects.ts';
import { inspectTarget } from '../targets.ts';

const [linked, embedded] = [1, 2];

export function inspectOldObject(bytes: Buffer, place: Place): Finding[] {
  const object = readObject(bytes);
  // A digit too many or something else between them: what Word makes of it is not known, so it is held and searched all the same.
  if (object === null)
    return [
      place.found('document.obfuscated', 'hold', { how: 'hexadecimal' }),
      ...inspectLoose(bytes, place),
    ];
  const named = inspectNamedClass(object.className, place);
  if (object.format === linked) return [...named, ...inspectTarget('oleObject', object.topic, place)];
  if (object.className.toLowerCase() === 'package') return inspectNative(object.native, place);
  return object.native.length === 0 ? named : [...named, ...embeddedIn(object, place)];
}

function embeddedIn({ className, native }: OldObject, place: Place): Finding[] {
  const name = className || 'content';
  return [place.found('document.embedded-file', 'notice', { name }), ...place.nested(native, name)];
}

interface OldObject {
  readonly format: number;
  readonly className: string;
  readonly topic: string;
  readonly native: Buffer;
}

/** Section 2.2.4 and 2.2.5. The version in front means nothing to Word. */
function readObject(bytes: Buffer): OldObject | null {
  try {
    const format = u32(bytes, 4);
    if (format !== linked && format !== embedded) return null;
    const className = textAt(bytes, 8);
    const topic = textAt(bytes, className.next);
    const item = textAt(bytes, topic.next);
    const size = format === embedded ? u32(bytes, item.next) : 0;
    const start = item.next + (format === embedded ? 4 : 0);
    // Shortened objects are read as far as they go, by Word too.
    const native = format === embedded ? bytes.subarray(start, start + size) : Buffer.alloc(0);
    return { format, className: className.text, topic: topic.text, native };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return null;
  }
}

/** Section 2.1.4: length with the zero at the end, then the letters. */
function textAt(bytes: Buffer, at: number): { readonly text: string; readonly next: number } {
  const length = u32(bytes, at);
  const letters = exactly(bytes, at + 4, length).toString('latin1');
  return { text: letters.split('\0', 1)[0] ?? '', next: at + 4 + length };
}

/** A compound file somewhere in the bytes is one, wherever it begins. */
function inspectLoose(bytes: Buffer, place: Place): Finding[] {
  const start = bytes.indexOf(Buffer.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1));
  if (start === -1 || !CompoundFile.isOne(bytes.subarray(start))) return [];
  return place.nested(bytes.subarray(start), 'content');
}
