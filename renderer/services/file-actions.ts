import type { EventPayload } from '../../shared/ipc/events.ts';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { BridgeClient } from '../bridge-client.ts';
import { keyed } from '../store/keyed.ts';
import type { State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { LeavingActions } from './leaving-actions.ts';

/** What can be done with the file of a message. Each resolves to null when done, else to the code of the refusal. */
export class FileActions {
  readonly #client: BridgeClient;
  readonly #store: Store<State>;
  readonly #leaving: LeavingActions;

  constructor(client: BridgeClient, store: Store<State>, leaving: LeavingActions) {
    this.#client = client;
    this.#store = store;
    this.#leaving = leaving;
  }

  async act(
    name: 'files.fetch' | 'files.stop' | 'files.retry' | 'files.preview',
    id: MessageId,
  ): Promise<string | null> {
    const reply = await this.#client.call(name, { id });
    return reply.ok ? null : reply.error;
  }

  /** `saved` is false when the user closed the system's dialog. */
  async save(id: MessageId): Promise<{ saved: boolean } | { error: string }> {
    const reply = await this.#client.call('files.save', { id });
    return reply.ok ? reply.value : { error: reply.error };
  }

  async askRelease(id: MessageId, note: string): Promise<string | null> {
    const reply = await this.#leaving.leave({ kind: 'note', text: note }, (answer) =>
      this.#client.call('files.askRelease', { id, note, answer }),
    );
    return reply.ok ? null : reply.error;
  }

  progress({ id, moved, total }: EventPayload<'files.progress'>): void {
    this.#store.update((state) => ({
      ...state,
      fileProgress: keyed(state.fileProgress, [[id, { moved, total }]]),
    }));
  }

  /** What no longer moves has no progress; the next attempt begins at nothing. */
  settle(messages: readonly Message[]): void {
    const { fileProgress } = this.#store.state;
    const still = messages
      .filter(({ id, file }) => fileProgress.has(id) && !isMoving(file))
      .map(({ id }) => id);
    if (still.length > 0)
      this.#store.update((state) => ({ ...state, fileProgress: keyed(state.fileProgress, [], still) }));
  }
}

function isMoving(file: Message['file']): boolean {
  return file?.state === 'fetching' || file?.state === 'uploading';
}
