import type { BrowserWindow, Event, Input, WebContentsView } from 'electron';
import type { PreviewCalls } from '../../shared/ipc/preview.ts';
import type { Outcome } from '../bridge/answer.ts';
import type { ViewRouter } from '../bridge/view-router.ts';
import { layOver } from './lay-over.ts';
import { previewUrl } from './origins.ts';

export type ShownFile = Extract<Outcome<PreviewCalls['preview.get']>, { ok: true }>['value'];

interface PreviewParts {
  readonly createView: () => WebContentsView;
  readonly router: Pick<ViewRouter<PreviewCalls>, 'open' | 'close'>;
}

/**
 * Shows a file that was inspected, in a view above the page: another process, another origin, another session, another preload. What
 * its decoder could be made to do, it does where there is nothing but this one file.
 */
export class PreviewView {
  readonly #parts: PreviewParts;
  #isShowing = false;

  constructor(parts: PreviewParts) {
    this.#parts = parts;
  }

  /** Resolves when the file is no longer shown: closed, or its view failed. */
  async show(window: BrowserWindow, file: ShownFile): Promise<void> {
    if (this.#isShowing || window.isDestroyed()) return;
    this.#isShowing = true;
    const view = this.#parts.createView();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#parts.router.open(view.webContents, {
      'preview.get': async () => ({ ok: true, value: file }),
      'preview.close': async () => {
        resolve();
        return { ok: true, value: null };
      },
    });
    const uncover = layOver(window, view);
    const onInput = (event: Event, { type, key }: Input): void => {
      if (type !== 'keyDown' || key !== 'Escape') return;
      event.preventDefault();
      resolve();
    };
    // Heard here: a file that keeps its page busy for ever can still be closed.
    view.webContents.on('before-input-event', onInput);
    view.webContents.once('render-process-gone', () => resolve());
    view.webContents.once('destroyed', () => resolve());
    window.once('closed', resolve);
    view.webContents.loadURL(previewUrl).catch(() => resolve());
    try {
      await promise;
    } finally {
      this.#parts.router.close();
      window.off('closed', resolve);
      uncover();
      this.#isShowing = false;
    }
  }
}
