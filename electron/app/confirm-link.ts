import type { BrowserWindow, WebContentsView } from 'electron';
import type { ConfirmCalls } from '../../shared/ipc/confirm.ts';
import type { HandlersOf, Outcome } from '../bridge/answer.ts';
import type { ViewRouter } from '../bridge/view-router.ts';
import { layOver } from './lay-over.ts';
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
  readonly router: Pick<ViewRouter<ConfirmCalls>, 'open' | 'close'>;
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

  #handlers(question: LinkQuestion, resolve: (answer: LinkAnswer) => void): HandlersOf<ConfirmCalls> {
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
