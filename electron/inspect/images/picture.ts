import type { FileType } from '../file-types.ts';
import type { Finding, InspectionContext, Inspector } from '../inspector.ts';
import { frameOf } from './frame.ts';

/** Larger than any camera makes; whoever opens it needs more memory than it takes. */
const mostPixels = 250_000_000;
const longestSide = 65_000;
/** Codes are looked for up to here. */
const mostReadPixels = 64_000_000;

const readable: ReadonlySet<FileType> = new Set(['png', 'jpeg', 'gif', 'bmp']);

/** The frame of a picture, and what somebody put behind it. Its pixels are for the reader of codes. */
export const picture: Inspector = {
  name: 'picture',
  takes: ['png', 'jpeg', 'gif', 'webp', 'bmp', 'tiff', 'icon', 'heif', 'other-image'],
  inspect: (bytes, context) => {
    const frame = frameOf(bytes, context.type);
    if (frame === null) return [];
    const { width, height, end } = frame;
    const pixels = width * height;
    if (pixels > mostPixels || Math.max(width, height) > longestSide || pixels === 0)
      return [absurd(width, height)];
    const behind = end === null ? [] : trailing(bytes.subarray(end), context);
    if (!readable.has(context.type)) return behind;
    if (pixels > mostReadPixels) return [...behind, absurd(width, height)];
    context.picture(bytes);
    return behind;
  },
};

function absurd(width: number, height: number): Finding {
  return { code: 'file.absurd-size', level: 'hold', where: '', params: { size: `${width} × ${height}` } };
}

/** Cameras put previews, films and notes behind a picture; anything else is a file that nobody is meant to see. */
function trailing(bytes: Uint8Array, context: InspectionContext): readonly Finding[] {
  if (bytes.byteLength < 16 || bytes.every((byte) => byte === 0 || byte === 0x20 || byte === 0x0a)) return [];
  const nested = context.nested(bytes, '');
  if (nested.length === 0) return [];
  const isUnknown = nested.every(({ code }) => code === 'file.unknown-type');
  const level = isUnknown ? 'notice' : 'hold';
  const finding: Finding = {
    code: 'file.trailing-data',
    level,
    where: '',
    params: { bytes: String(bytes.byteLength) },
  };
  return isUnknown ? [finding] : [finding, ...nested];
}
