import type { BridgeClient } from '../bridge-client.ts';
import { initialState, type State } from '../store/state.ts';
import { Store } from '../store/store.ts';
import { Announcer } from './announcer.ts';
import { Attention } from './attention.ts';
import { ConversationActions } from './conversation-actions.ts';
import { LeavingActions } from './leaving-actions.ts';
import { PeopleActions } from './people-actions.ts';
import { ReportActions } from './report-actions.ts';
import { ScrollMemory } from './scroll-memory.ts';
import { SessionActions } from './session-actions.ts';

/** What the components work with. */
export interface Services {
  readonly client: BridgeClient;
  readonly store: Store<State>;
  readonly attention: Attention;
  readonly announcer: Announcer;
  readonly scrollMemory: ScrollMemory;
  readonly conversations: ConversationActions;
  readonly leaving: LeavingActions;
  readonly people: PeopleActions;
  readonly reports: ReportActions;
  readonly session: SessionActions;
}

export function makeServices(client: BridgeClient, hasFocus: () => boolean): Services {
  const store = new Store<State>(initialState);
  const attention = new Attention(hasFocus);
  const leaving = new LeavingActions(client, store);
  return {
    client,
    store,
    attention,
    announcer: new Announcer(),
    scrollMemory: new ScrollMemory(),
    conversations: new ConversationActions(client, store, attention, leaving),
    leaving,
    people: new PeopleActions(client, store, leaving),
    reports: new ReportActions(client, store, leaving),
    session: new SessionActions(client, store, leaving),
  };
}
