import type { BridgeClient } from '../bridge-client.ts';
import { initialState, type State } from '../store/state.ts';
import { Store } from '../store/store.ts';
import { Announcer } from './announcer.ts';
import { AttachedFiles } from './attached-files.ts';
import { Attention } from './attention.ts';
import { ConversationActions } from './conversation-actions.ts';
import { FileActions } from './file-actions.ts';
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
  readonly attached: AttachedFiles;
  readonly conversations: ConversationActions;
  readonly files: FileActions;
  readonly leaving: LeavingActions;
  readonly people: PeopleActions;
  readonly reports: ReportActions;
  readonly session: SessionActions;
}

export function makeServices(client: BridgeClient, hasFocus: () => boolean): Services {
  const store = new Store<State>(initialState);
  const attention = new Attention(hasFocus);
  const leaving = new LeavingActions(client, store);
  const conversations = new ConversationActions(client, store, attention, leaving);
  return {
    client,
    store,
    attention,
    announcer: new Announcer(),
    scrollMemory: new ScrollMemory(),
    attached: new AttachedFiles(client, store, leaving, conversations),
    conversations,
    files: new FileActions(client, store, leaving),
    leaving,
    people: new PeopleActions(client, store, leaving),
    reports: new ReportActions(client, store, leaving),
    session: new SessionActions(client, store, leaving),
  };
}
