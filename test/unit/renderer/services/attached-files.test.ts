import { describe, expect, it } from 'vitest';
import { BridgeClient } from '../../../../renderer/bridge-client.ts';
import type { Picked } from '../../../../renderer/services/attached-files.ts';
import { makeServices, type Services } from '../../../../renderer/services/services.ts';
import { withoutAccount } from '../../../../renderer/store/state.ts';
import { largestPiece } from '../../../../shared/model/shared-file.ts';
import { jid } from '../fixture/people.ts';
import { sceneOf } from '../fixture/scenes.ts';
import { ScriptedBridge } from '../fixture/scripted-bridge.ts';

const lena = jid('lena@partner.test');

interface House extends Services {
  readonly bridge: ScriptedBridge;
  /** Names of the calls about files, and what told them apart. */
  readonly calls: () => readonly string[];
  readonly shown: () => readonly string[];
}

function house(): House {
  const bridge = new ScriptedBridge({ ...sceneOf(new URLSearchParams()), open: null });
  const services = makeServices(new BridgeClient(bridge), () => true);
  return {
    ...services,
    bridge,
    calls: () =>
      bridge.asked.flatMap(({ name, input }) => {
        if (!name.startsWith('files.')) return [];
        const { name: file, bytes, text } = input as { name?: string; bytes?: Uint8Array; text?: string };
        return `${name.slice(6)} ${file ?? bytes?.byteLength ?? text ?? ''}`.trim();
      }),
    shown: () =>
      (services.store.state.attachments.get(lena) ?? []).map(
        ({ name, phase, problem }) => `${name} ${problem ?? phase}`,
      ),
  };
}

function picked(name: string, size: number): Picked {
  return { kind: 'file', file: new File([new Uint8Array(size)], name) };
}

describe('attached files', () => {
  it('go to main in pieces, one file after the other, each piece after the one before was taken', async () => {
    const { attached, calls, shown, bridge } = house();
    let open = 0;
    let most = 0;
    const call = bridge.call.bind(bridge);
    bridge.call = async (name, input) => {
      if (name === 'files.add') most = Math.max(most, ++open);
      const reply = await call(name, input);
      await new Promise((resolve) => setTimeout(resolve));
      if (name === 'files.add') open -= 1;
      return reply;
    };
    await Promise.all([
      attached.attach(lena, [picked('a.pdf', 2 * largestPiece + 5), picked('b.pdf', 7)]),
      attached.attach(lena, [picked('empty.txt', 0)]),
    ]);
    expect(calls().filter((each) => each.startsWith('add'))).toEqual([
      `add ${largestPiece}`,
      `add ${largestPiece}`,
      'add 5',
      'add 7',
    ]);
    expect(most).toBe(1);
    expect(shown()).toEqual(['a.pdf ready', 'b.pdf ready', 'empty.txt ready']);
  });

  it('that are too large, or folders, are said to be before anything is read', async () => {
    const { attached, calls, shown } = house();
    await attached.attach(lena, [picked('disk.iso', 20_000_001), { kind: 'folder', name: 'Photos' }]);
    expect(shown()).toEqual(['disk.iso too-large', 'Photos folder']);
    expect(calls()).toEqual(['begin disk.iso']);
  });

  it('are sent in their order, with the words at the first', async () => {
    const { attached, calls, shown } = house();
    await attached.attach(lena, [picked('a.pdf', 1), picked('b.pdf', 1)]);
    expect(await attached.send(lena, 'Both of them')).toEqual({ outcome: 'sent', withWords: true });
    expect(calls().slice(-2)).toEqual(['send Both of them', 'send']);
    expect(shown()).toEqual([]);
  });

  it('are waited for when they are sent before they have been read', async () => {
    const { attached, calls, shown } = house();
    void attached.attach(lena, [picked('a.pdf', 3 * largestPiece)]);
    expect((await attached.send(lena, '')).outcome).toBe('sent');
    expect(calls().at(-1)).toBe('send');
    expect(shown()).toEqual([]);
  });

  it('stay, with the words, when their writer is asked and keeps them', async () => {
    const { attached, leaving, store, shown } = house();
    await attached.attach(lena, [picked('card.txt', 4), picked('b.pdf', 1)]);
    const sending = attached.send(lena, 'Here');
    while (store.state.asked === null) await new Promise((resolve) => setTimeout(resolve));
    expect(store.state.asked.about).toEqual({ kind: 'file', peer: lena, text: 'Here', name: 'card.txt' });
    leaving.answer(null);
    expect(await sending).toEqual({ outcome: 'kept', withWords: false });
    expect(shown()).toEqual(['card.txt ready', 'b.pdf ready']);
  });

  it('go with the reason that their writer gives', async () => {
    const { attached, leaving, store, bridge, shown } = house();
    await attached.attach(lena, [picked('card.txt', 4)]);
    const sending = attached.send(lena, '');
    while (store.state.asked === null) await new Promise((resolve) => setTimeout(resolve));
    const answer = { token: 'question', reason: 'The bank needs it' };
    leaving.answer(answer);
    expect((await sending).outcome).toBe('sent');
    expect(bridge.asked.at(-1)?.input).toMatchObject({ answer });
    expect(shown()).toEqual([]);
  });

  it('stay when there is no space to send them with, which is said', async () => {
    const { attached, bridge, shown } = house();
    const call = bridge.call.bind(bridge);
    bridge.call = async (name, input) =>
      name === 'files.send' ? { ok: false, error: 'no-space' } : call(name, input);
    await attached.attach(lena, [picked('photo.jpg', 1)]);
    expect((await attached.send(lena, '')).outcome).toBe('failed');
    expect(shown()).toEqual(['photo.jpg no-space']);
  });

  it('can be taken back while they are read: main forgets them, and no further piece is read', async () => {
    const { attached, calls, store } = house();
    const attaching = attached.attach(lena, [picked('a.pdf', 5 * largestPiece)]);
    while (!calls().some((each) => each.startsWith('add'))) await Promise.resolve();
    const [first] = store.state.attachments.get(lena) ?? [];
    attached.remove(lena, first?.id ?? 0);
    await attaching;
    expect(calls()).toEqual(['begin a.pdf', `add ${largestPiece}`, 'forget']);
  });

  it('stay with their conversation when another is opened, and go with the account', async () => {
    const { attached, conversations, calls, shown, store } = house();
    await attached.attach(lena, [picked('a.pdf', 1)]);
    await conversations.open(jid('bea@corp.test'));
    expect(shown()).toEqual(['a.pdf ready']);
    store.update(withoutAccount);
    await attached.attach(lena, [picked('b.pdf', 1)]);
    expect(calls()).toContain('forget');
    expect(shown()).toEqual(['b.pdf ready']);
  });

  it('that cannot be read any more are said to be, and can be tried again', async () => {
    const { attached, shown, store } = house();
    const file = new File(['x'], 'moved.pdf');
    let isGone = true;
    const slice = file.slice.bind(file);
    file.slice = (...range) => {
      const part = slice(...range);
      if (isGone) part.arrayBuffer = () => Promise.reject(new DOMException('it is gone', 'NotReadableError'));
      return part;
    };
    await attached.attach(lena, [{ kind: 'file', file }]);
    expect(shown()).toEqual(['moved.pdf unreadable']);
    isGone = false;
    await attached.retry(store.state.attachments.get(lena)?.[0]?.id ?? 0);
    expect(shown()).toEqual(['moved.pdf ready']);
  });
});
