import { element } from '../above/element.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { nameParts } from '../text/file-name.ts';
import { revealedText } from '../text/reveal.ts';
import type { FileView } from './shown.ts';

interface Frame {
  readonly dialog: HTMLElement;
  /** Where the file is shown; scrolls, and has the focus. */
  readonly room: HTMLElement;
  readonly title: string;
  readonly show: (view: FileView) => void;
}

/** Whose file it is, what can be done about its size, and the way back. Saving is in the conversation, not here. */
export function frameOf(name: string, text: Catalogue['preview'], close: () => void): Frame {
  const title = revealedText(name, 'exact');
  const { start, tail } = nameParts(title);
  const facts = element('span', { class: 'facts' });
  const zoom = element(
    'button',
    { type: 'button', class: 'zoom', 'aria-pressed': 'false', hidden: '' },
    text.actual,
  );
  const back = element('button', { type: 'button', class: 'close' }, text.close);
  back.addEventListener('click', close);
  const room = element(
    'div',
    { class: 'room', tabindex: '0', role: 'region', 'aria-label': text.content },
    element('p', { class: 'message', role: 'status' }, text.opening),
  );
  const dialog = element(
    'section',
    { role: 'dialog', 'aria-modal': 'true', 'aria-label': text.title(title) },
    element(
      'header',
      {},
      element(
        'h1',
        { dir: 'ltr', title },
        element('span', { class: 'start' }, start),
        element('span', { class: 'tail' }, tail),
      ),
      facts,
      zoom,
      back,
    ),
    room,
  );
  const show = (view: FileView): void => {
    facts.textContent = view.facts;
    room.replaceChildren(view.content);
    const { setFit } = view;
    if (setFit === null) return;
    zoom.hidden = false;
    setFit(true);
    zoom.addEventListener('click', () => {
      const isActual = zoom.getAttribute('aria-pressed') !== 'true';
      zoom.setAttribute('aria-pressed', String(isActual));
      setFit(!isActual);
    });
  };
  return { dialog, room, title, show };
}
