import type { FilesPolicy } from '../../../shared/files-policy.ts';
import { Budget, limitsOf, OverLimit } from '../budget.ts';
import { bufferOf } from '../bytes.ts';
import type { FileType } from '../file-types.ts';
import { trueType } from '../true-type.ts';
import { Unreadable } from '../unreadable.ts';
import { type Cut, mostCuts, mostInstead, Uncut, type UncutCause, withoutCuts } from './cut.ts';
import { gifCuts } from './gif-cuts.ts';
import { jpegCuts } from './jpeg-cuts.ts';
import { packageCuts } from './package-cuts.ts';
import { pdfCuts } from './pdf-cuts.ts';
import { pngCuts } from './png-cuts.ts';
import { webpCuts } from './webp-cuts.ts';

interface StripRules {
  readonly files: FilesPolicy;
  /** In milliseconds, on a clock that only goes forward. */
  readonly now: () => number;
}

/**
 * What has to go from a file so that it says nothing of where, when, with what and by whom it was made; none where there is nothing, or
 * policy does not ask for it. What a picture shows and what a document says is left as it is, byte for byte. A cause: this cannot be done.
 */
export function cutsOf(bytes: Uint8Array, name: string, rules: StripRules): readonly Cut[] | UncutCause {
  const type = trueType(bytes, name);
  const picture = pictures[type];
  const cutter = picture ?? (rules.files.stripMetadata === 'pictures' ? undefined : documents[type]);
  if (cutter === undefined) return [];
  const budget = () => new Budget(limitsOf(rules.files), rules.now);
  const file = bufferOf(bytes);
  try {
    const cuts = cutter(file, budget());
    if (cuts.length > mostCuts || lengthInstead(cuts) > mostInstead) return 'limit';
    // A document has more ways to be read than one: it is looked into once more as it would leave.
    if (picture === undefined && cuts.length > 0) {
      const left = withoutCuts(file, cuts);
      if (trueType(left, name) !== type || cutter(left, budget()).length > 0) return 'form';
    }
    return cuts;
  } catch (error) {
    if (error instanceof Uncut) return error.why;
    if (error instanceof OverLimit) return 'limit';
    // RangeError: Node's own for a place behind the last byte.
    if (error instanceof Unreadable || error instanceof RangeError) return 'form';
    throw error;
  }
}

type Cutters = Partial<Readonly<Record<FileType, (bytes: Buffer, budget: Budget) => readonly Cut[]>>>;

const pictures: Cutters = {
  jpeg: jpegCuts,
  png: pngCuts,
  webp: webpCuts,
  gif: gifCuts,
  // They carry EXIF or XMP too, at places that other parts of the file point to.
  tiff: unknown,
  heif: unknown,
  'other-image': unknown,
};

const documents: Cutters = {
  ooxml: packageCuts,
  odf: packageCuts,
  pdf: pdfCuts,
  ole: unknown,
  rtf: unknown,
  'office-xml': unknown,
  mhtml: unknown,
  onenote: unknown,
};

function unknown(): never {
  throw new Uncut('kind');
}

function lengthInstead(cuts: readonly Cut[]): number {
  return cuts.reduce((sum, { instead }) => sum + instead.length, 0);
}
