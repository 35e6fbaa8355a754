import type { EventPayload } from '../../shared/ipc/events.ts';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { BridgeClient } from '../bridge-client.ts';
import { withConversationChanges } from '../store/conversations.ts';
import { withPeopleChanges } from '../store/people.ts';
import { withRequestChanges } from '../store/requests.ts';
import { type Overlay, type State, withoutAccount } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { ConversationActions } from './conversation-actions.ts';
import type { FileActions } from './file-actions.ts';
import type { SessionActions } from './session-actions.ts';

interface Followed {
  readonly client: BridgeClient;
  readonly store: Store<State>;
  readonly conversations: ConversationActions;
  readonly files: FileActions;
  readonly session: SessionActions;
}

/**
 * Keeps the store what main says it is. Listens first and asks then, so that nothing falls between. Resolves when the store has
 * the first answers.
 */
export async function followMain({ client, store, conversations, files, session }: Followed): Promise<void> {
  let waiting: EventPayload<'conversation.show'> | null = null;
  const show = ({ peer, prefill }: EventPayload<'conversation.show'>): void => {
    if (prefill !== '')
      store.update((state) => ({ ...state, prefill: { peer, text: prefill, isAnswer: false } }));
    void conversations.open(peer);
  };
  // Asked for together with the session: of an account that is open at the start, all answers are there at once.
  let firstLists: Promise<void> | null = null;
  const enter = async (): Promise<void> => {
    if (firstLists !== null) await firstLists;
    // Refused when they were asked for before the account was open.
    if (store.state.lists !== 'ready') await session.loadLists();
    if (waiting !== null) show(waiting);
    waiting = null;
  };
  const takeSession = (snapshot: SessionSnapshot): void => {
    const before = store.state.session;
    if (before !== null && snapshot.revision < before.revision) return;
    store.update((state) => {
      const isSameAccount = before === null || (snapshot.isOpen && before.account === snapshot.account);
      const kept = isSameAccount ? state : withoutAccount(state);
      // A notice that comes again is told again.
      const dismissedNotices = new Set(
        snapshot.notices.filter((notice) => state.dismissedNotices.has(notice)),
      );
      return { ...kept, session: snapshot, dismissedNotices };
    });
    const isNewlyOpen =
      snapshot.isOpen && (before === null || !before.isOpen || before.account !== snapshot.account);
    if (isNewlyOpen) void enter();
  };

  client.on('session.changed', takeSession);
  client.on('settings.changed', (settings) => store.update((state) => ({ ...state, settings })));
  client.on('people.changed', (change) => store.update((state) => withPeopleChanges(state, change)));
  client.on('conversations.changed', (change) =>
    store.update((state) => withConversationChanges(state, change)),
  );
  client.on('requests.changed', (change) => store.update((state) => withRequestChanges(state, change)));
  client.on('messages.changed', ({ peer, changed, removed }) => {
    conversations.take(peer, changed, removed);
    files.settle(changed);
  });
  client.on('files.progress', (progress) => files.progress(progress));
  client.on('typing.changed', ({ peer, isComposing }) =>
    store.update((state) => ({ ...state, typing: withMember(state.typing, peer, isComposing) })),
  );
  // A link can be what started us: it waits until there is an account to show it in.
  client.on('conversation.show', (link) => {
    if (store.state.session?.isOpen === true) show(link);
    else waiting = link;
  });
  client.on('command', ({ name }) => store.update((state) => withCommand(state, name)));

  firstLists = session.loadLists();
  const [snapshot, settings] = await Promise.all([
    client.call('session.get', null),
    client.call('settings.get', null),
    firstLists,
  ]);
  if (settings.ok) store.update((state) => ({ ...state, settings: settings.value }));
  if (snapshot.ok) takeSession(snapshot.value);
  firstLists = null;
  if (!snapshot.ok) throw new Error(`session.get: ${snapshot.error}`);
}

/** What a menu entry or its key does. Nothing opens before somebody is signed in. */
export function withCommand(state: State, name: Overlay | 'search-here' | 'security'): State {
  if (state.session?.isOpen !== true || state.asked !== null) return state;
  if (name === 'security') return { ...withoutAside(state), main: { kind: 'security' }, overlay: null };
  if (name !== 'search-here') return { ...state, overlay: name };
  return state.main.kind === 'conversation'
    ? { ...state, aside: 'search', overlay: null }
    : { ...state, overlay: 'search' };
}

/** Details and search are about a conversation. */
function withoutAside(state: State): State {
  return state.aside === 'none' ? state : { ...state, aside: 'none' };
}

function withMember(set: ReadonlySet<BareJid>, peer: BareJid, isMember: boolean): ReadonlySet<BareJid> {
  const next = new Set(set);
  if (isMember) next.add(peer);
  else next.delete(peer);
  return next;
}
