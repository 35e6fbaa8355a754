import type { Bridge } from '../shared/ipc/bridge.ts';
import { type CommonError, commonErrors } from '../shared/ipc/call.ts';
import {
  type CallError,
  type CallInput,
  type CallName,
  type CallOutput,
  calls,
} from '../shared/ipc/calls.ts';
import { type EventName, type EventPayload, events } from '../shared/ipc/events.ts';
import type { z } from '../shared/zod.ts';

export type Result<T, E extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

/** The renderer's only way out: the declared calls and events, checked against their schemas in both directions. */
export class BridgeClient {
  readonly #bridge: Bridge;

  constructor(bridge: Bridge) {
    this.#bridge = bridge;
  }

  async call<N extends CallName>(
    name: N,
    input: CallInput<N>,
  ): Promise<Result<CallOutput<N>, CallError<N> | CommonError>> {
    const declared = declaredCalls[name];
    const question = declared.input.safeParse(input);
    if (!question.success) return { ok: false, error: 'bad-request' };
    const reply = await this.#bridge.call(name, question.data);
    if (!reply.ok) return { ok: false, error: knownError(declared.errors, reply.error) };
    const answer = declared.output.safeParse(reply.value);
    return answer.success ? { ok: true, value: answer.data } : { ok: false, error: 'internal' };
  }

  /** A payload that breaks its schema is dropped and reported. Returns the function that stops listening. */
  on<N extends EventName>(name: N, listener: (payload: EventPayload<N>) => void): () => void {
    return this.#bridge.on(name, (payload) => {
      const checked = declaredEvents[name].safeParse(payload);
      if (checked.success) listener(checked.data);
      else reportError(new TypeError(`event ${name} breaks its schema`));
    });
  }
}

interface Schema<T> {
  safeParse(value: unknown): z.ZodSafeParseResult<T>;
}

// The declarations again, in the form in which a schema's type follows from the name of its call.
const declaredCalls: {
  readonly [N in CallName]: {
    readonly input: Schema<CallInput<N>>;
    readonly output: Schema<CallOutput<N>>;
    readonly errors: readonly CallError<N>[];
  };
} = calls;
const declaredEvents: { readonly [N in EventName]: Schema<EventPayload<N>> } = events;

function knownError<E extends string>(declared: readonly E[], error: string): E | CommonError {
  return (
    declared.find((known) => known === error) ?? commonErrors.find((known) => known === error) ?? 'internal'
  );
}
