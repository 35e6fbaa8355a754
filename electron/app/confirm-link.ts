import type { BrowserWindow, WebContentsView } from 'electron';
import type { ConfirmCalls } from '../../shared/ipc/confirm.ts';
import type { Outcome } from '../bridge/answer.ts';
import type { ConfirmHandlers, ConfirmRouter } from '../bridge/confirm-router.ts';
import { confirmUrl } from './origins.ts';

export type LinkAnswer = 'back' | 'open' | 'report';
export type LinkQuestion = Extract<Outcome<ConfirmCalls['confirm.get']>, { ok: true }>['value'];

/**
 * How long the question must have been in sight before anything but going back counts, in milliseconds. A page that times
 * the question under a double click gains nothing by it.
 */
const soonest = 500;

interface LinkConfirmationParts {
  readonly createView: () => WebContentsView;
  readonly router: Pick<ConfirmRouter, 'open' | 'close'>;
  /** Monotonic, in milliseconds. */
  readonly now: () => number;
}

/**
 * Asks whether a warned link is to be opened, in a view of its own above the page: another process, another origin,
 * another preload. Script in the page can neither read it, cover it, nor press its buttons.
 */
export class LinkConfirmation {
  readonly #parts: LinkConfirmationParts;
  #isAsking = false;

  constructor(parts: LinkConfirmationParts) {
    this.#parts = parts;
  }

  /** `back` whenever there is no clear other answer: the view failed, the window closed, another question is open. */
  async ask(window: BrowserWindow, question: LinkQuestion): Promise<LinkAnswer> {
    if (this.#isAsking || window.isDestroyed()) return 'back';
    this.#isAsking = true;
    const view = this.#parts.createView();
    const { promise, resolve } = Promise.withResolvers<LinkAnswer>();
    this.#parts.router.open(view.webContents, this.#handlers(question, resolve));
    const uncover = layOver(window, view);
    const back = (): void => resolve('back');
    view.webContents.once('render-process-gone', back);
    view.webContents.once('destroyed', back);
    window.once('closed', back);
    view.webContents.loadURL(confirmUrl).catch(back);
    try {
      return await promise;
    } finally {
      this.#parts.router.close();
      window.off('closed', back);
      uncover();
      this.#isAsking = false;
    }
  }

  #handlers(question: LinkQuestion, resolve: (answer: LinkAnswer) => void): ConfirmHandlers {
    let askedAt: number | null = null;
    return {
      'confirm.get': async () => {
        askedAt ??= this.#parts.now();
        return { ok: true, value: question };
      },
      'confirm.answer': async ({ answer }) => {
        const isSettled = askedAt !== null && this.#parts.now() - askedAt >= soonest;
        if (answer !== 'back' && !isSettled) return { ok: false, error: 'too-early' };
        if (answer === 'open' && !question.mayOpen) return { ok: false, error: 'not-offered' };
        resolve(answer);
        return { ok: true, value: null };
      },
    };
  }
}

/** Lays the view over the whole window, and takes keyboard and mouse from the page below until it is gone. */
function layOver(window: BrowserWindow, view: WebContentsView): () => void {
  const page = window.webContents;
  const fillWindow = (): void => {
    const { width, height } = window.getContentBounds();
    view.setBounds({ x: 0, y: 0, width, height });
  };
  const swallow = (event: Electron.Event): void => event.preventDefault();
  const focus = (): void => {
    if (!view.webContents.isDestroyed()) view.webContents.focus();
  };
  // A change of focus within a change of focus is ignored.
  const keepFocus = (): NodeJS.Immediate => setImmediate(focus);
  view.setBackgroundColor('#00000000');
  fillWindow();
  window.contentView.addChildView(view);
  window.on('resize', fillWindow);
  page.on('before-input-event', swallow);
  page.on('focus', keepFocus);
  view.webContents.setIgnoreMenuShortcuts(true);
  // Until its page is there, the view has nothing that could take the focus.
  view.webContents.once('dom-ready', focus);
  return () => {
    if (!view.webContents.isDestroyed()) view.webContents.close();
    if (window.isDestroyed()) return;
    window.off('resize', fillWindow);
    page.off('before-input-event', swallow);
    page.off('focus', keepFocus);
    window.contentView.removeChildView(view);
    page.focus();
  };
}
