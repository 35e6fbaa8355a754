import type { CallInput, CallOutput } from '../../shared/ipc/calls.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { LeavingQuestion } from '../../shared/model/leaving.ts';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { BridgeClient } from '../bridge-client.ts';
import { keyed } from '../store/keyed.ts';
import {
  cursorOf,
  emptyWindow,
  type MessageWindow,
  withArrival,
  withNewer,
  withOlder,
  withPage,
} from '../store/message-window.ts';
import type { State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { Attention } from './attention.ts';
import type { LeavingActions } from './leaving-actions.ts';

type PageQuery = Omit<CallInput<'conversations.page'>, 'peer' | 'limit'>;

const pageLength = 60;
const longestPage = 200;
const newest: PageQuery = { before: null, after: null, around: null };

/** Opening, reading and writing conversations. */
export class ConversationActions {
  readonly #client: BridgeClient;
  readonly #store: Store<State>;
  readonly #leaving: LeavingActions;
  readonly #attention: Attention;
  #turn = 0;

  constructor(client: BridgeClient, store: Store<State>, attention: Attention, leaving: LeavingActions) {
    this.#client = client;
    this.#store = store;
    this.#attention = attention;
    this.#leaving = leaving;
  }

  /** Shows a conversation and brings its newest page, or the one around `target`. */
  async open(peer: BareJid, target: MessageId | null = null): Promise<void> {
    if (this.#store.state.people.get(peer)?.isWaiting === true) return this.#showRequests();
    this.#store.update((state) => ({
      ...withConversationLeft(state, peer),
      main: { kind: 'conversation', peer },
      column: 'conversations',
      overlay: null,
    }));
    if (target !== null) return this.#showAround(peer, target);
    if (this.#window(peer)?.status !== 'ready') await this.#showNewest(peer);
  }

  /** Whoever waits in the tray is looked at there, whatever asked to see him. */
  #showRequests(): void {
    this.#store.update((state) => ({
      ...withConversationLeft(state, null),
      main: { kind: 'requests' },
      aside: 'none',
      overlay: null,
    }));
  }

  close(): void {
    this.#store.update((state) => ({
      ...withConversationLeft(state, null),
      main: { kind: 'nothing' },
      aside: 'none',
    }));
  }

  async loadOlder(peer: BareJid): Promise<void> {
    const first = this.#window(peer)?.messages[0];
    if (first === undefined || !this.#begin(peer, 'older')) return;
    const page = await this.#page(peer, { ...newest, before: cursorOf(first) });
    this.#change(peer, (window) =>
      page === null ? { ...window, fetching: 'none' } : withOlder(window, page),
    );
  }

  async loadNewer(peer: BareJid): Promise<void> {
    const last = this.#window(peer)?.messages.at(-1);
    if (last === undefined || !this.#begin(peer, 'newer')) return;
    const page = await this.#page(peer, { ...newest, after: cursorOf(last) });
    this.#change(peer, (window) =>
      page === null ? { ...window, fetching: 'none' } : withNewer(window, page),
    );
  }

  /** Loads the end of the conversation where it is not loaded, and brings it into view. */
  async showEnd(peer: BareJid): Promise<void> {
    if (this.#window(peer)?.hasNewer === true) await this.#showNewest(peer);
    const endTurn = ++this.#turn;
    this.#change(peer, (window) => ({ ...window, endTurn }));
  }

  async retryLoading(peer: BareJid): Promise<void> {
    await this.#showNewest(peer);
  }

  /** The reader has seen the end of the conversation. */
  seen(peer: BareJid): void {
    if (!this.#attention.isOn(peer)) return;
    this.#change(peer, (window) => (window.arrived === 0 ? window : { ...window, arrived: 0 }));
    if ((this.#store.state.conversations.get(peer)?.unread ?? 0) === 0) return;
    void this.#client.call('conversations.markRead', { peer });
  }

  /**
   * `kept`: its writer was asked and keeps it; `failed`: main could not take it. Either way the text is the composer's, which is told by
   * `onAsked` before the question.
   */
  async send(
    peer: BareJid,
    text: string,
    onAsked: (question: LeavingQuestion) => void,
  ): Promise<'sent' | 'kept' | 'failed'> {
    const reply = await this.#leaving.leave(
      { kind: 'send', peer, text },
      (answer) => this.#client.call('messages.send', { peer, text, answer }),
      onAsked,
    );
    if (!reply.ok) return reply.error === 'kept' ? 'kept' : 'failed';
    await this.showSent(reply.value);
    return 'sent';
  }

  /** What one has just sent is in view, and nothing before it is new any more. */
  async showSent(message: Message): Promise<void> {
    const { peer } = message;
    this.take(peer, [message], []);
    await this.showEnd(peer);
    this.#change(peer, (window) => ({ ...window, newFrom: null, arrived: 0 }));
  }

  async retry({ id, peer, body }: Message): Promise<boolean> {
    const reply = await this.#leaving.leave({ kind: 'send', peer, text: body }, (answer) =>
      this.#client.call('messages.retry', { id, answer }),
    );
    return reply.ok;
  }

  async discard(id: MessageId): Promise<boolean> {
    return (await this.#client.call('messages.discard', { id })).ok;
  }

  saveDraft(peer: BareJid, text: string): void {
    this.#store.update((state) => {
      const conversation = state.conversations.get(peer);
      if (conversation === undefined) return state;
      return {
        ...state,
        conversations: keyed(state.conversations, [[peer, { ...conversation, draft: text }]]),
      };
    });
    void this.#client.call('conversations.setDraft', { peer, text });
  }

  tellComposing(peer: BareJid, composing: boolean): void {
    if (!this.#store.state.settings.sendChatStates) return;
    void this.#client.call('conversations.setComposing', { peer, composing });
  }

  /** Main judges again and asks where it must; null when the link is gone. */
  async openLink(id: MessageId, index: number): Promise<CallOutput<'links.open'> | null> {
    const reply = await this.#client.call('links.open', { id, index });
    return reply.ok ? reply.value : null;
  }

  /** New or changed messages, from an event or a reply. */
  take(peer: BareJid, changed: readonly Message[], removed: readonly MessageId[]): void {
    const isAttended = this.#attention.isOn(peer);
    this.#change(peer, (window) => withArrival(window, { changed, removed, isAttended }));
  }

  async #showNewest(peer: BareJid): Promise<void> {
    this.#replace(peer, { ...emptyWindow, status: 'loading' });
    const unread = this.#store.state.conversations.get(peer)?.unread ?? 0;
    const limit = Math.min(longestPage, Math.max(pageLength, unread + 20));
    const page = await this.#page(peer, newest, limit);
    this.#change(peer, (window) =>
      page === null ? { ...window, status: 'failed' } : withPage(window, page, unread),
    );
  }

  async #showAround(peer: BareJid, id: MessageId): Promise<void> {
    const target = { id, turn: ++this.#turn };
    if (this.#window(peer)?.messages.some((message) => message.id === id) === true) {
      this.#change(peer, (window) => ({ ...window, target }));
      return;
    }
    this.#replace(peer, emptyWindow);
    const page = await this.#page(peer, { ...newest, around: id });
    this.#change(peer, (window) =>
      page === null ? { ...window, status: 'failed' } : { ...withPage(window, page, 0), target },
    );
  }

  #begin(peer: BareJid, end: 'older' | 'newer'): boolean {
    const window = this.#window(peer);
    if (window === undefined || window.fetching !== 'none') return false;
    if (!(end === 'older' ? window.hasOlder : window.hasNewer)) return false;
    this.#change(peer, (current) => ({ ...current, fetching: end }));
    return true;
  }

  async #page(
    peer: BareJid,
    query: PageQuery,
    limit: number = pageLength,
  ): Promise<CallOutput<'conversations.page'> | null> {
    const reply = await this.#client.call('conversations.page', { peer, limit, ...query });
    return reply.ok ? reply.value : null;
  }

  #window(peer: BareJid): MessageWindow | undefined {
    return this.#store.state.windows.get(peer);
  }

  #replace(peer: BareJid, window: MessageWindow): void {
    this.#store.update((state) => ({ ...state, windows: keyed(state.windows, [[peer, window]]) }));
  }

  #change(peer: BareJid, step: (window: MessageWindow) => MessageWindow): void {
    this.#store.update((state) => {
      const window = state.windows.get(peer);
      if (window === undefined) return state;
      const next = step(window);
      return next === window ? state : { ...state, windows: keyed(state.windows, [[peer, next]]) };
    });
  }
}

/** The divider and the marked message are for one visit. */
function withConversationLeft(state: State, next: BareJid | null): State {
  if (state.main.kind !== 'conversation' || state.main.peer === next) return state;
  const { peer } = state.main;
  const window = state.windows.get(peer);
  const left = window === undefined ? [] : [[peer, { ...window, newFrom: null, target: null }] as const];
  return {
    ...state,
    windows: keyed(state.windows, left),
    aside: state.aside === 'search' ? 'none' : state.aside,
  };
}
