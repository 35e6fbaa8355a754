import type { CallOutput } from '../../shared/ipc/calls.ts';
import type { Cursor, Message, MessageId } from '../../shared/model/message.ts';

/** The stretch of a conversation that is loaded: contiguous, ascending by (at, position). */
export interface MessageWindow {
  readonly status: 'loading' | 'ready' | 'failed';
  readonly messages: readonly Message[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** The page being fetched at an end. */
  readonly fetching: 'none' | 'older' | 'newer';
  /** The first message that arrived while the reader was not looking; the divider stands above it. */
  readonly newFrom: MessageId | null;
  /** How many arrived below the reader's eyes and were not seen yet. */
  readonly arrived: number;
  /** Arrived while the page they may belong to was under way, which may or may not have them. */
  readonly pending: readonly Message[];
  /** Brought to the middle and marked, after a search; `turn` makes asking for the same one twice two requests. */
  readonly target: { readonly id: MessageId; readonly turn: number } | null;
  /** Changes when the end is to be shown: after sending, or on "jump to newest". */
  readonly endTurn: number;
}

type Page = CallOutput<'conversations.page'>;

/** More than this is not kept around the reader: the far end is dropped and fetched again when it is needed. */
export const longestWindow = 600;

export const emptyWindow: MessageWindow = {
  status: 'loading',
  messages: [],
  hasOlder: false,
  hasNewer: false,
  fetching: 'none',
  newFrom: null,
  arrived: 0,
  pending: [],
  target: null,
  endTurn: 0,
};

/** The newest page, or one around a message. `unread`: how many of its last incoming messages are new. */
export function withPage(window: MessageWindow, page: Page, unread: number): MessageWindow {
  return withPending({
    ...window,
    status: 'ready',
    fetching: 'none',
    messages: page.messages,
    hasOlder: page.hasOlder,
    hasNewer: page.hasNewer,
    newFrom: firstUnread(page.messages, unread) ?? window.newFrom,
    arrived: page.hasNewer ? window.arrived : 0,
  });
}

export function withOlder(window: MessageWindow, page: Page): MessageWindow {
  const messages = merge(page.messages, window.messages);
  const isTooLong = messages.length > longestWindow;
  return {
    ...window,
    fetching: 'none',
    messages: isTooLong ? messages.slice(0, longestWindow) : messages,
    hasOlder: page.hasOlder,
    hasNewer: window.hasNewer || isTooLong,
  };
}

export function withNewer(window: MessageWindow, page: Page): MessageWindow {
  const messages = merge(page.messages, window.messages);
  const isTooLong = messages.length > longestWindow;
  return withPending({
    ...window,
    fetching: 'none',
    messages: isTooLong ? messages.slice(-longestWindow) : messages,
    hasOlder: window.hasOlder || isTooLong,
    hasNewer: page.hasNewer,
  });
}

export interface Arrival {
  readonly changed: readonly Message[];
  readonly removed: readonly MessageId[];
  /** Whether the reader sees the newest message as it arrives. */
  readonly isAttended: boolean;
}

/**
 * Changed messages take the place of their earlier selves. New ones go where their time puts them; those beyond an end that
 * is not loaded are left to the page that will bring them.
 */
export function withArrival(window: MessageWindow, { changed, removed, isAttended }: Arrival): MessageWindow {
  if (window.status !== 'ready') return { ...window, pending: [...window.pending, ...changed] };
  const known = new Map(window.messages.map((message) => [message.id, message]));
  const first = window.messages[0];
  const last = window.messages.at(-1);
  const added = changed.filter((message) => !known.has(message.id));
  const news = added.filter(
    (message) => message.direction === 'in' && (last === undefined || compare(message, last) > 0),
  );
  const isInside = (message: Message): boolean =>
    known.has(message.id) ||
    ((first === undefined || !window.hasOlder || compare(message, first) > 0) &&
      (last === undefined || !window.hasNewer || compare(message, last) < 0));
  const upserts = changed.filter(isInside);
  const messages =
    upserts.length === 0 && removed.length === 0
      ? window.messages
      : merge(
          window.messages.filter((message) => !removed.includes(message.id)),
          upserts,
        );
  const arrived = isAttended ? 0 : window.arrived + news.length;
  const newFrom = window.newFrom ?? (isAttended ? null : (news[0]?.id ?? null));
  const beyond = window.fetching === 'newer' ? changed.filter((message) => !isInside(message)) : [];
  const isSame = messages === window.messages && arrived === window.arrived && newFrom === window.newFrom;
  if (isSame && beyond.length === 0) return window;
  return { ...window, messages, arrived, newFrom, pending: [...window.pending, ...beyond] };
}

export function cursorOf(message: Message): Cursor {
  return { at: message.at, position: message.position };
}

function withPending(window: MessageWindow): MessageWindow {
  const { pending } = window;
  return withArrival({ ...window, pending: [] }, { changed: pending, removed: [], isAttended: true });
}

/** The later list wins where both have a message. */
function merge(earlier: readonly Message[], later: readonly Message[]): readonly Message[] {
  const byId = new Map<MessageId, Message>();
  for (const message of earlier) byId.set(message.id, message);
  for (const message of later) byId.set(message.id, message);
  const merged = [...byId.values()];
  const isSorted = merged.every((message, index) => {
    const before = merged[index - 1];
    return before === undefined || compare(before, message) <= 0;
  });
  return isSorted ? merged : merged.sort(compare);
}

function compare(a: Message, b: Message): number {
  return a.at - b.at || a.position - b.position;
}

function firstUnread(messages: readonly Message[], unread: number): MessageId | null {
  let left = unread;
  let found: MessageId | null = null;
  for (let index = messages.length - 1; index >= 0 && left > 0; index--) {
    const message = messages[index];
    if (message?.direction !== 'in') continue;
    found = message.id;
    left--;
  }
  return found;
}
