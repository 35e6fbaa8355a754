import type { CallInput, CallOutput } from '../../shared/ipc/calls.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { BridgeClient, Result } from '../bridge-client.ts';
import { withPeopleChanges } from '../store/people.ts';
import type { State } from '../store/state.ts';
import type { Store } from '../store/store.ts';

/** Contacts, requests and blocking. Each resolves to null when done, else to the code of the refusal. */
export class PeopleActions {
  readonly #client: BridgeClient;
  readonly #store: Store<State>;

  constructor(client: BridgeClient, store: Store<State>) {
    this.#client = client;
    this.#store = store;
  }

  async add(input: CallInput<'people.add'>): Promise<Result<CallOutput<'people.add'>, string>> {
    const reply = await this.#client.call('people.add', input);
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
    return reply.ok ? null : reply.error;
  }

  async setBlocked(peer: BareJid, blocked: boolean): Promise<string | null> {
    const reply = await this.#client.call('people.setBlocked', { peer, blocked });
    return reply.ok ? null : reply.error;
  }
}
