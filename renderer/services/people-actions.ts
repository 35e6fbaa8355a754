import type { CallInput } from '../../shared/ipc/calls.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Person } from '../../shared/model/person.ts';
import type { BridgeClient } from '../bridge-client.ts';
import { withPeopleChanges } from '../store/people.ts';
import type { State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { LeavingActions, Left } from './leaving-actions.ts';

/** Contacts, requests and blocking. Each resolves to null when done, else to the code of the refusal. */
export class PeopleActions {
  readonly #client: BridgeClient;
  readonly #store: Store<State>;
  readonly #leaving: LeavingActions;

  constructor(client: BridgeClient, store: Store<State>, leaving: LeavingActions) {
    this.#client = client;
    this.#store = store;
    this.#leaving = leaving;
  }

  async add(input: Omit<CallInput<'people.add'>, 'answer'>): Promise<Left<Person, string>> {
    const reply = await this.#leaving.leave({ kind: 'nickname', text: input.name }, (answer) =>
      this.#client.call('people.add', { ...input, answer }),
    );
    if (reply.ok) {
      this.#store.update((state) => withPeopleChanges(state, { changed: [reply.value], removed: [] }));
    }
    return reply;
  }

  async remove(peer: BareJid): Promise<string | null> {
    const reply = await this.#client.call('people.remove', { peer });
    return reply.ok ? null : reply.error;
  }

  async answer(peer: BareJid, accept: boolean): Promise<string | null> {
    const reply = await this.#client.call('people.answer', { peer, accept });
    if (!reply.ok) return reply.error;
    if (accept) this.#known(peer);
    return null;
  }

  async setBlocked(peer: BareJid, blocked: boolean): Promise<string | null> {
    const reply = await this.#client.call('people.setBlocked', { peer, blocked });
    return reply.ok ? null : reply.error;
  }
  /** The same comes from main in a moment; who opens the conversation at once does not have to wait for it. */
  #known(peer: BareJid): void {
    const person = this.#store.state.people.get(peer);
    if (person === undefined) return;
    const known = { ...person, isWaiting: false, isAsking: false, closed: null };
    this.#store.update((state) => withPeopleChanges(state, { changed: [known], removed: [] }));
  }
}
