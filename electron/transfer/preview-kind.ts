import type { SharedFile } from '../../shared/model/shared-file.ts';

/** How a file of this true type is looked at here; null: not at all. */
export function previewKind(type: string): SharedFile['preview'] {
  if (images.has(type)) return 'image';
  if (type === 'pdf') return 'pdf';
  return texts.has(type) ? 'text' : null;
}

/** What Chromium decodes in its sandbox. */
const images = new Set(['png', 'jpeg', 'gif', 'webp', 'bmp']);
/** Nothing in them is ever more than characters in a preview. */
const texts = new Set(['text', 'csv', 'xml']);
