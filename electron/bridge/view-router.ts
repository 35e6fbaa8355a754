import type { IpcMain, WebContents } from 'electron';
import { answer, type CallTable, type FaultLog, type HandlersOf } from './answer.ts';
import { isFromTopFrame } from './sender.ts';

interface ViewRouterParts<Table extends CallTable> {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly channel: string;
  readonly calls: Table;
  readonly origin: string;
  readonly log: FaultLog;
}

/** The door of a view above the page: it answers the one view that is open at the moment, and nobody else. */
export class ViewRouter<Table extends CallTable> {
  #open: { readonly view: WebContents; readonly handlers: HandlersOf<Table> } | null = null;

  constructor({ ipcMain, channel, calls, origin, log }: ViewRouterParts<Table>) {
    ipcMain.handle(channel, async (event, name: unknown, input: unknown) => {
      const open = this.#open;
      if (open === null || !isFromTopFrame(event, open.view, origin))
        return { ok: false, error: 'forbidden' };
      return answer(calls, open.handlers, { name, input }, log);
    });
  }

  open(view: WebContents, handlers: HandlersOf<Table>): void {
    this.#open = { view, handlers };
  }

  close(): void {
    this.#open = null;
  }
}
