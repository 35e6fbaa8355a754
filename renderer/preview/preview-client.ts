import type { z } from 'zod';
import type { Bridge } from '../../shared/ipc/bridge.ts';
import { previewCalls } from '../../shared/ipc/preview.ts';

export type ShownFile = z.infer<(typeof previewCalls)['preview.get']['output']>;

/** The preview's two calls. Main closes the view, so nothing here waits for the second. */
export class PreviewClient {
  readonly #bridge: Pick<Bridge, 'call'>;

  constructor(bridge: Pick<Bridge, 'call'>) {
    this.#bridge = bridge;
  }

  async file(): Promise<ShownFile> {
    const reply = await this.#bridge.call('preview.get', null);
    if (!reply.ok) throw new Error(`preview.get: ${reply.error}`);
    return previewCalls['preview.get'].output.parse(reply.value);
  }

  close(): void {
    void this.#bridge.call('preview.close', null);
  }
}
