import './preview.css';
import { z } from 'zod';
import { element } from '../confirm/element.ts';
import { holdFocus } from '../confirm/hold-focus.ts';
import { catalogueOf } from '../text/catalogue.ts';
import { frameOf } from './frame.ts';
import { imageView } from './image-view.ts';
import { PreviewClient } from './preview-client.ts';
import type { Viewed } from './shown.ts';
import { textView } from './text-view.ts';

// The content security policy has no 'unsafe-eval', and zod would probe for it and leave a violation in the log.
z.config({ jitless: true });

const client = new PreviewClient(window.gatehousePreview);
const file = await client.file();
const root = document.documentElement;
root.lang = file.language;
if (file.theme !== 'system') root.dataset['theme'] = file.theme;
const text = catalogueOf(file.language).preview;

const frame = frameOf(file.name, text, () => client.close());
document.body.append(frame.dialog);
document.title = frame.title;
holdFocus(frame.dialog, frame.room);
// Main hears it too, for a page that no longer hears anything.
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') client.close();
});

// What a decoder throws is about the file that it was given, and says no more than this.
const viewed = await viewOf(file).catch((): Viewed => ({ outcome: 'cannot-show' }));
if (viewed.outcome === 'shown') frame.show(viewed.view);
else frame.room.replaceChildren(element('p', { class: 'message', role: 'alert' }, text[viewed.outcome]));

async function viewOf({ kind, bytes }: typeof file): Promise<Viewed> {
  switch (kind) {
    case 'image':
      return imageView(bytes, text);
    case 'text':
      return textView(bytes, text);
    case 'pdf': {
      const { pdfView } = await import('./pdf-view.ts');
      return pdfView(bytes, text);
    }
  }
}
