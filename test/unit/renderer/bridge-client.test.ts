import { afterEach, describe, expect, it, vi } from 'vitest';
import { BridgeClient } from '../../../renderer/bridge-client.ts';
import type { Bridge, Reply } from '../../../shared/ipc/bridge.ts';
import { jid } from './fixture/people.ts';

const peer = jid('bea@corp.test');

class OneReply implements Bridge {
  readonly asked: unknown[] = [];
  readonly #reply: Reply;
  #listener: (payload: unknown) => void = () => {};

  constructor(reply: Reply) {
    this.#reply = reply;
  }

  call(name: string, input: unknown): Promise<Reply> {
    this.asked.push([name, input]);
    return Promise.resolve(this.#reply);
  }

  on(_name: string, listener: (payload: unknown) => void): () => void {
    this.#listener = listener;
    return () => {};
  }

  tell(payload: unknown): void {
    this.#listener(payload);
  }
}

afterEach(() => vi.unstubAllGlobals());

describe('a call over the bridge', () => {
  it('gives the value when it fits its schema', async () => {
    const client = new BridgeClient(new OneReply({ ok: true, value: { undoUntil: 5 } }));
    const input = { id: '00000000-0000-4000-8000-000000000001', as: 'suspicious' } as const;
    // @ts-expect-error a plain string is no message id, though it is checked as one
    const reply = await client.call('reports.submit', input);
    expect(reply).toEqual({ ok: true, value: { undoUntil: 5 } });
  });

  it('is not even asked when the question breaks its schema', async () => {
    const bridge = new OneReply({ ok: true, value: null });
    const client = new BridgeClient(bridge);
    const reply = await client.call('conversations.setDraft', { peer, text: 'x'.repeat(65_537) });
    expect(reply).toEqual({ ok: false, error: 'bad-request' });
    expect(bridge.asked).toEqual([]);
  });

  it.each([
    ['a wrong type', { undoUntil: 'soon' }],
    ['a field nobody declared', { undoUntil: 1, html: '<b>' }],
    ['nothing', undefined],
  ])('fails as internal when the answer has %s', async (_, value) => {
    const client = new BridgeClient(new OneReply({ ok: true, value }));
    const input = { id: '00000000-0000-4000-8000-000000000001', as: 'suspicious' } as const;
    // @ts-expect-error as above
    const reply = await client.call('reports.submit', input);
    expect(reply).toEqual({ ok: false, error: 'internal' });
  });

  it('passes a declared error on, and a common one', async () => {
    for (const error of ['offline', 'forbidden'] as const) {
      const client = new BridgeClient(new OneReply({ ok: false, error }));
      expect(await client.call('people.remove', { peer })).toEqual({ ok: false, error });
    }
  });

  it('never passes on an error that was not declared', async () => {
    const client = new BridgeClient(new OneReply({ ok: false, error: 'Error: ENOENT /home/anna/secret' }));
    expect(await client.call('people.remove', { peer })).toEqual({ ok: false, error: 'internal' });
  });
});

describe('an event over the bridge', () => {
  it('arrives when it fits its schema', () => {
    const bridge = new OneReply({ ok: true, value: null });
    const heard: unknown[] = [];
    new BridgeClient(bridge).on('typing.changed', (payload) => heard.push(payload));
    bridge.tell({ peer, isComposing: true });
    expect(heard).toEqual([{ peer, isComposing: true }]);
  });

  it('is dropped and reported when it does not', () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const bridge = new OneReply({ ok: true, value: null });
    const heard: unknown[] = [];
    new BridgeClient(bridge).on('typing.changed', (payload) => heard.push(payload));
    bridge.tell({ peer: 'not normalised@CORP.test', isComposing: true });
    expect(heard).toEqual([]);
    expect(reported).toHaveLength(1);
  });
});
