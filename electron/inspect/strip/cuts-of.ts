import type { FileType } from '../file-types.ts';
import { trueType } from '../true-type.ts';
import { Unreadable } from '../unreadable.ts';
import { type Cut, mostCuts } from './cut.ts';
import { gifCuts } from './gif-cuts.ts';
import { jpegCuts } from './jpeg-cuts.ts';
import { pngCuts } from './png-cuts.ts';
import { webpCuts } from './webp-cuts.ts';

/**
 * What has to go from a picture so that it says nothing of where, when, with what and by whom it was made; none where there is nothing,
 * or the file is no picture. Pixels are left as they are, byte for byte. `cannot`: it is a picture and nobody here can clean it.
 */
export function cutsOf(bytes: Uint8Array, name: string): readonly Cut[] | 'cannot' {
  const cuts = cutters[trueType(bytes, name)];
  if (cuts === undefined) return [];
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const made = cuts(view);
    return made.length > mostCuts ? 'cannot' : made;
  } catch (error) {
    // RangeError: Node's own for a place behind the last byte.
    if (error instanceof Unreadable || error instanceof RangeError) return 'cannot';
    throw error;
  }
}

const cutters: Partial<Readonly<Record<FileType, (bytes: Buffer) => readonly Cut[]>>> = {
  jpeg: jpegCuts,
  png: pngCuts,
  webp: webpCuts,
  gif: gifCuts,
  // They carry EXIF or XMP too, at places that other parts of the file point to.
  tiff: cannot,
  heif: cannot,
  'other-image': cannot,
};

function cannot(): never {
  throw new Unreadable('picture');
}
