import './preview.css';
import { previewCalls } from '../../shared/ipc/preview.ts';
import { element } from '../above/element.ts';
import { holdFocus } from '../above/hold-focus.ts';
import { shownHere } from '../above/shown-here.ts';
import { catalogueOf } from '../text/catalogue.ts';
import { frameOf } from './frame.ts';
import { imageView } from './image-view.ts';
import type { Viewed } from './shown.ts';
import { textView } from './text-view.ts';

const bridge = window.gatehousePreview;
const file = await shownHere(bridge, 'preview.get', previewCalls['preview.get'].output);
// Main closes the view, so nothing here waits for it.
const close = (): void => void bridge.call('preview.close', null);
const text = catalogueOf(file.language).preview;

const frame = frameOf(file.name, text, close);
document.body.append(frame.dialog);
document.title = frame.title;
holdFocus(frame.dialog, frame.room);
// Main hears it too, for a page that no longer hears anything.
document.addEventListener('keydown', ({ key }) => {
  if (key === 'Escape') close();
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
