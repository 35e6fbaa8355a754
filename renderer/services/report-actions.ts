import type { ChosenDisposition, MessageId } from '../../shared/model/message.ts';
import type { ReportView } from '../../shared/model/report.ts';
import type { BridgeClient } from '../bridge-client.ts';
import { keyed } from '../store/keyed.ts';
import type { State } from '../store/state.ts';
import type { Store } from '../store/store.ts';
import type { LeavingActions } from './leaving-actions.ts';

/** One-click reports and what can follow them. Each resolves to null when done, else to the code of the refusal. */
export class ReportActions {
  readonly #client: BridgeClient;
  readonly #store: Store<State>;
  readonly #leaving: LeavingActions;

  constructor(client: BridgeClient, store: Store<State>, leaving: LeavingActions) {
    this.#client = client;
    this.#store = store;
    this.#leaving = leaving;
  }

  async submit(id: MessageId, as: 'suspicious' | 'false-alarm'): Promise<string | null> {
    const reply = await this.#client.call('reports.submit', { id, as });
    if (!reply.ok) return reply.error;
    const { undoUntil } = reply.value;
    this.#store.update((state) => ({ ...state, undoUntil: keyed(state.undoUntil, [[id, undoUntil]]) }));
    return null;
  }

  /** Null when it was not reported, or main does not say. */
  async view(id: MessageId): Promise<ReportView | null> {
    const reply = await this.#client.call('reports.get', { id });
    return reply.ok ? reply.value : null;
  }

  async undo(id: MessageId): Promise<string | null> {
    const reply = await this.#client.call('reports.undo', { id });
    return reply.ok ? null : reply.error;
  }

  async classify(id: MessageId, disposition: ChosenDisposition): Promise<string | null> {
    const reply = await this.#client.call('reports.classify', { id, disposition });
    return reply.ok ? null : reply.error;
  }

  async blockSender(id: MessageId): Promise<string | null> {
    const reply = await this.#client.call('reports.blockSender', { id });
    return reply.ok ? null : reply.error;
  }

  async addNote(id: MessageId, note: string): Promise<string | null> {
    const reply = await this.#leaving.leave({ kind: 'note', text: note }, (answer) =>
      this.#client.call('reports.addNote', { id, note, answer }),
    );
    return reply.ok ? null : reply.error;
  }

  /** `saved` is false when the user closed the system's dialog. */
  async export(id: MessageId): Promise<{ saved: boolean } | { error: string }> {
    const reply = await this.#client.call('reports.export', { id });
    return reply.ok ? reply.value : { error: reply.error };
  }
}
