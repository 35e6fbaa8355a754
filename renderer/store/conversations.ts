import type { EventPayload } from '../../shared/ipc/events.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import { keyed } from './keyed.ts';
import type { State } from './state.ts';

export function withConversations(state: State, list: readonly Conversation[]): State {
  const conversations = new Map(list.map((conversation) => [conversation.peer, conversation]));
  return { ...state, conversations, order: newestFirst(conversations) };
}

/** The order is kept as it is, the same array, as long as no conversation moves. */
export function withConversationChanges(
  state: State,
  { changed, removed }: EventPayload<'conversations.changed'>,
): State {
  if (changed.length === 0 && removed.length === 0) return state;
  const entries = changed.map((conversation): [BareJid, Conversation] => [conversation.peer, conversation]);
  const conversations = keyed(state.conversations, entries, removed);
  const order = newestFirst(conversations);
  const isSameOrder =
    order.length === state.order.length && order.every((peer, index) => peer === state.order[index]);
  return { ...state, conversations, order: isSameOrder ? state.order : order };
}

export function totalUnread(conversations: ReadonlyMap<BareJid, Conversation>): number {
  let count = 0;
  for (const conversation of conversations.values()) count += conversation.unread;
  return count;
}

function newestFirst(conversations: ReadonlyMap<BareJid, Conversation>): readonly BareJid[] {
  return [...conversations.values()]
    .sort((a, b) => (b.last?.at ?? 0) - (a.last?.at ?? 0) || (a.peer < b.peer ? -1 : 1))
    .map((conversation) => conversation.peer);
}
