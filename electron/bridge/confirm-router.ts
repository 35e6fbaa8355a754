import type { IpcMain, WebContents } from 'electron';
import { type ConfirmCalls, confirmCalls } from '../../shared/ipc/confirm.ts';
import { answer, type FaultLog, type HandlersOf } from './answer.ts';
import { confirmChannel } from './channels.ts';
import { isFromTopFrame } from './sender.ts';

export type ConfirmHandlers = HandlersOf<ConfirmCalls>;

interface ConfirmRouterParts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly origin: string;
  readonly log: FaultLog;
}

/** The confirmation's door: it answers the one view that asks at the moment, and nobody else. */
export class ConfirmRouter {
  #asking: { readonly view: WebContents; readonly handlers: ConfirmHandlers } | null = null;

  constructor({ ipcMain, origin, log }: ConfirmRouterParts) {
    ipcMain.handle(confirmChannel, async (event, name: unknown, input: unknown) => {
      const asking = this.#asking;
      if (asking === null || !isFromTopFrame(event, asking.view, origin))
        return { ok: false, error: 'forbidden' };
      return answer(confirmCalls, asking.handlers, { name, input }, log);
    });
  }

  open(view: WebContents, handlers: ConfirmHandlers): void {
    this.#asking = { view, handlers };
  }

  close(): void {
    this.#asking = null;
  }
}
