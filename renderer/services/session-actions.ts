import type { CallInput } from '../../shared/ipc/calls.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { BridgeClient } from '../bridge-client.ts';
import { withConversations } from '../store/conversations.ts';
import { withPeople } from '../store/people.ts';
import { withRequests } from '../store/requests.ts';
import type { State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { LeavingActions } from './leaving-actions.ts';

/** Signing in and out, presence, settings. Each resolves to null when done, else to the code of the refusal. */
export class SessionActions {
  readonly #client: BridgeClient;
  readonly #store: Store<State>;
  readonly #leaving: LeavingActions;

  constructor(client: BridgeClient, store: Store<State>, leaving: LeavingActions) {
    this.#client = client;
    this.#store = store;
    this.#leaving = leaving;
  }

  async signIn(input: CallInput<'session.signIn'>): Promise<string | null> {
    this.#store.update((state) => ({ ...state, isSigningIn: true }));
    const reply = await this.#client.call('session.signIn', input);
    this.#store.update((state) => ({ ...state, isSigningIn: false }));
    return reply.ok ? null : reply.error;
  }

  async signOut(forget: boolean): Promise<string | null> {
    const reply = await this.#client.call('session.signOut', { forget });
    return reply.ok ? null : reply.error;
  }

  async reconnect(): Promise<void> {
    await this.#client.call('session.reconnect', null);
  }

  async setPresence(input: Omit<CallInput<'session.setPresence'>, 'answer'>): Promise<string | null> {
    const reply = await this.#leaving.leave({ kind: 'status', text: input.statusText }, (answer) =>
      this.#client.call('session.setPresence', { ...input, answer }),
    );
    return reply.ok ? null : reply.error;
  }

  async setSettings(settings: Settings): Promise<string | null> {
    const before = this.#store.state.settings;
    this.#store.update((state) => ({ ...state, settings }));
    const reply = await this.#client.call('settings.set', settings);
    if (!reply.ok) this.#store.update((state) => ({ ...state, settings: before }));
    return reply.ok ? null : reply.error;
  }

  /** People and conversations of the account whose archive is open. */
  async loadLists(): Promise<void> {
    this.#store.update((state) => ({ ...state, lists: 'loading' }));
    const [people, conversations, requests] = await Promise.all([
      this.#client.call('people.list', null),
      this.#client.call('conversations.list', null),
      this.#client.call('requests.list', null),
    ]);
    this.#store.update((state) => {
      if (!people.ok || !conversations.ok || !requests.ok) return { ...state, lists: 'failed' };
      const listed = withConversations(withPeople(state, people.value), conversations.value);
      return { ...withRequests(listed, requests.value), lists: 'ready' };
    });
  }
}
