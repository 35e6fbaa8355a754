import type { LeavingAnswer, LeavingQuestion } from '../../shared/model/leaving.ts';
import type { BridgeClient, Result } from '../bridge-client.ts';
import type { AskedAbout, State } from '../store/state.ts';
import type { Store } from '../store/store.ts';

type DoneOrAsked<T> =
  | { readonly outcome: 'done'; readonly value: T }
  | { readonly outcome: 'asked'; readonly question: LeavingQuestion };

/** `kept`: its writer looked at the findings and keeps the text. */
export type Left<T, E extends string> = Result<T, E | 'kept'>;

/** Texts on their way out: where main asks, the writer is asked, until it is done or kept. One question at a time. */
export class LeavingActions {
  readonly #client: BridgeClient;
  readonly #store: Store<State>;
  #settle: ((answer: LeavingAnswer | null) => void) | null = null;

  constructor(client: BridgeClient, store: Store<State>) {
    this.#client = client;
    this.#store = store;
  }

  /** `send` asks main once with each answer. `onAsked` is called before the question is in sight. */
  async leave<T, E extends string>(
    about: AskedAbout,
    send: (answer: LeavingAnswer | null) => Promise<Result<DoneOrAsked<T>, E>>,
    onAsked: (question: LeavingQuestion) => void = () => undefined,
  ): Promise<Left<T, E>> {
    for (let answer: LeavingAnswer | null = null; ; ) {
      const reply: Result<DoneOrAsked<T>, E> = await send(answer);
      if (!reply.ok) return reply;
      if (reply.value.outcome === 'done') return { ok: true, value: reply.value.value };
      onAsked(reply.value.question);
      answer = await this.#ask(about, reply.value.question);
      if (answer === null) return { ok: false, error: 'kept' };
    }
  }

  /** What the writer says; null: keeps the text. */
  answer(answer: LeavingAnswer | null): void {
    const settle = this.#settle;
    this.#settle = null;
    this.#store.update((state) => ({ ...state, asked: null }));
    settle?.(answer);
  }

  /** Says that a rule is wrong; null when that could not be said. */
  async dispute(token: string): Promise<'desk' | 'record' | null> {
    const reply = await this.#client.call('leaving.dispute', { token });
    return reply.ok ? reply.value.told : null;
  }

  #ask(about: AskedAbout, question: LeavingQuestion): Promise<LeavingAnswer | null> {
    this.#settle?.(null);
    return new Promise((resolve) => {
      this.#settle = resolve;
      this.#store.update((state) => ({ ...state, asked: { about, question } }));
    });
  }
}
