import { mostListed } from '../../shared/ipc/calls.ts';
import type { Handlers } from '../bridge/router.ts';
import type { OpenAccount } from '../session/open-account.ts';
import type { Session } from '../session/session.ts';
import { done, withAccount } from './with-account.ts';

const mostHits = 100;

export function conversationCalls(session: Session, sendsChatStates: () => boolean) {
  return {
    'conversations.list': withAccount(session, async ({ archive, requests }) => {
      const conversations = await archive.conversations();
      return {
        ok: true,
        value: conversations.filter(({ peer }) => !requests.holds(peer)).slice(0, mostListed),
      };
    }),
    'conversations.page': withAccount(session, async (account, query) => {
      const { messages, hasOlder, hasNewer } = await account.page(query);
      return { ok: true, value: { messages: [...messages], hasOlder, hasNewer } };
    }),
    'conversations.markRead': withAccount(session, async (account, { peer }) => {
      const conversation = await account.archive.markRead(peer);
      if (conversation !== null) account.showConversation(conversation);
      return done;
    }),
    'conversations.setDraft': withAccount(session, async (account, { peer, text }) => {
      account.showConversation(await account.archive.setDraft(peer, text));
      return done;
    }),
    'conversations.setComposing': withAccount(session, async (account, { peer, composing }) => {
      if (sendsChatStates() && isAddressable(account, peer)) account.wire.setComposing(peer, composing);
      return done;
    }),
    'conversations.search': withAccount(session, async ({ archive, requests }, { query, peer }) => {
      const found = await archive.search(query, peer, mostHits);
      return { ok: true, value: found.filter((message) => !requests.holds(message.peer)) };
    }),
  } satisfies Partial<Handlers>;
}

/** Typing tells that somebody is there: nobody learns that whom we could not write to (T31). */
function isAddressable(account: OpenAccount, peer: Parameters<OpenAccount['people']['person']>[0]): boolean {
  const person = account.people.person(peer);
  return person.closed === null && !person.isBlocked;
}
