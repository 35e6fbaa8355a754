import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron';
import type { Reply } from '../../shared/ipc/bridge.ts';
import { type Calls, calls } from '../../shared/ipc/calls.ts';
import { type EventName, type EventPayload, events } from '../../shared/ipc/events.ts';
import { answer, type FaultLog, type HandlersOf, placesOf } from './answer.ts';
import { callChannel, eventChannel } from './channels.ts';
import { isFromTopFrame } from './sender.ts';

/** What main answers: one function per call of shared/ipc/calls.ts. */
export type Handlers = HandlersOf<Calls>;

/** Kept for a page that does not listen yet; the page asks for the state anyway when it starts, so the oldest may go. */
const mostQueued = 1000;

interface RouterParts {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  /** The page's own origin as Chromium writes it. */
  readonly origin: string;
  readonly log: FaultLog;
}

/**
 * The only door between the page and main: one channel in, one out, everything else derived from shared/ipc. The preload
 * is treated as hostile (CVE-2026-70601): name, sender, size and schema are checked here again.
 */
export class Router {
  readonly #parts: RouterParts;
  #handlers: Partial<Handlers> = {};
  #house: Promise<unknown> = Promise.resolve();
  #page: WebContents | null = null;
  #isListening = false;
  #queue: { readonly name: EventName; readonly payload: unknown }[] = [];

  constructor(parts: RouterParts) {
    this.#parts = parts;
    parts.ipcMain.handle(callChannel, (event, name: unknown, input: unknown) =>
      this.#answer(event, name, input),
    );
  }

  /** Adds answers. A call that nobody serves is answered `not-signed-in`. */
  serve(handlers: Partial<Handlers>): void {
    this.#handlers = { ...this.#handlers, ...handlers };
  }

  /** What nobody serves yet waits for the house to be built; so the page may start before it. */
  holdUntil(house: Promise<unknown>): void {
    this.#house = house;
  }

  /** From now on these contents are the page. */
  attach(page: WebContents): void {
    this.#page = page;
    this.#isListening = false;
    page.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) this.#isListening = false;
    });
    page.once('destroyed', () => {
      if (this.#page === page) this.#page = null;
    });
  }

  /** Tells the page. Kept until the page has asked its first question: by then its listeners stand. */
  publish<Name extends EventName>(name: Name, payload: EventPayload<Name>): void {
    const parsed = events[name].safeParse(payload);
    if (!parsed.success) {
      this.#parts.log({ call: name, what: `event: ${placesOf(parsed.error)}` });
      return;
    }
    this.#queue.push({ name, payload: parsed.data });
    if (this.#queue.length > mostQueued) this.#queue.shift();
    this.#deliver();
  }

  async #answer(event: IpcMainInvokeEvent, name: unknown, input: unknown): Promise<Reply> {
    const page = this.#page;
    if (page === null || !isFromTopFrame(event, page, this.#parts.origin))
      return { ok: false, error: 'forbidden' };
    this.#isListening = true;
    this.#deliver();
    if (typeof name === 'string' && !Object.hasOwn(this.#handlers, name)) await this.#house;
    return answer(calls, this.#handlers, { name, input }, this.#parts.log);
  }

  #deliver(): void {
    const page = this.#page;
    if (page === null || !this.#isListening || page.isDestroyed()) return;
    const waiting = this.#queue;
    this.#queue = [];
    for (const { name, payload } of waiting) page.send(eventChannel, name, payload);
  }
}
