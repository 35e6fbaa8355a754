import { element } from '../above/element.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { imageSize } from './image-size.ts';
import type { Viewed } from './shown.ts';

/** Decoded, one point takes four bytes: this is 256 MB. */
const mostPoints = 64_000_000;
const longestSide = 16_384;
/** Of the canvas, which is what stays. */
const mostShown = 16_000_000;

/** A picture, decoded only when what it says about its size is bearable, and drawn: what is in sight is points and no picture. */
export async function imageView(bytes: Uint8Array, text: Catalogue['preview']): Promise<Viewed> {
  const size = imageSize(bytes);
  if (size === null || size.width === 0 || size.height === 0) return { outcome: 'cannot-show' };
  const { width, height, mediaType } = size;
  if (Math.max(width, height) > longestSide || width * height > mostPoints) return { outcome: 'too-large' };
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: mediaType }));
  // A picture that lied about its size has been decoded by now, but is not drawn.
  if (bitmap.width * bitmap.height > mostPoints) return { outcome: 'too-large' };
  const scale = Math.min(1, Math.sqrt(mostShown / (bitmap.width * bitmap.height)));
  const canvas = element('canvas', { class: 'picture', role: 'img', 'aria-label': text.picture });
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d');
  if (context === null) return { outcome: 'cannot-show' };
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const facts = text.points(bitmap.width, bitmap.height);
  bitmap.close();
  return {
    outcome: 'shown',
    view: {
      content: canvas,
      facts,
      setFit: (isFit) => canvas.classList.toggle('fit', isFit),
    },
  };
}
