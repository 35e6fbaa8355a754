import type { z } from 'zod';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { confirmCalls } from '../../shared/ipc/confirm.ts';

export type Question = z.infer<(typeof confirmCalls)['confirm.get']['output']>;
export type Answer = z.infer<(typeof confirmCalls)['confirm.answer']['input']>['answer'];

/** The confirmation's two calls. Main closes the view when it has an answer, so nothing here waits for one. */
export class ConfirmClient {
  readonly #bridge: Pick<Bridge, 'call'>;

  constructor(bridge: Pick<Bridge, 'call'>) {
    this.#bridge = bridge;
  }

  async question(): Promise<Question> {
    const reply = await this.#bridge.call('confirm.get', null);
    if (!reply.ok) throw new Error(`confirm.get: ${reply.error}`);
    return confirmCalls['confirm.get'].output.parse(reply.value);
  }

  async answer(answer: Answer): Promise<void> {
    await this.#bridge.call('confirm.answer', { answer });
  }
}
