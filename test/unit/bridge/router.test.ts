import { EventEmitter } from 'node:events';
import type { IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { describe, expect, it } from 'vitest';
import { Router } from '../../../electron/bridge/router.ts';
import type { Reply } from '../../../shared/ipc/bridge.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';

const origin = 'app://gatehouse';
type Listener = (event: IpcMainInvokeEvent, ...words: unknown[]) => Promise<Reply>;

/** Just the parts of a page's contents that the router looks at. */
class FakeContents extends EventEmitter {
  readonly sent: unknown[][] = [];
  isGone = false;
  mainFrame: unknown = { parent: null, origin };

  isDestroyed(): boolean {
    return this.isGone;
  }

  send(...words: unknown[]): void {
    this.sent.push(words);
  }
}

function setUp() {
  const channels = new Map<string, Listener>();
  const faults: unknown[] = [];
  const router = new Router({
    ipcMain: { handle: (channel, listener) => channels.set(channel, listener as Listener) },
    origin,
    log: (fault) => faults.push(fault),
  });
  router.serve({ 'settings.get': async () => ({ ok: true, value: defaultSettings }) });
  const page = new FakeContents();
  router.attach(page as unknown as WebContents);
  const [listener] = channels.values();
  const ask = (sender: FakeContents, frame: unknown) => {
    const event = { sender, senderFrame: frame as WebFrameMain | null } as unknown as IpcMainInvokeEvent;
    return listener?.(event, 'settings.get', null);
  };
  return { router, page, channels, faults, ask };
}

const forbidden = { ok: false, error: 'forbidden' };

describe('the router', () => {
  it('opens exactly one channel', () => {
    expect(setUp().channels.size).toBe(1);
  });

  it("answers the page's top frame", async () => {
    const { page, ask } = setUp();
    expect(await ask(page, page.mainFrame)).toEqual({ ok: true, value: defaultSettings });
  });

  it.each([
    ['no frame', () => null],
    ['a frame inside the page', (main: unknown) => ({ parent: main, origin })],
    ['another top frame', () => ({ parent: null, origin })],
  ])('answers forbidden to %s', async (_who, frameOf) => {
    const { page, ask } = setUp();
    expect(await ask(page, frameOf(page.mainFrame))).toEqual(forbidden);
  });

  it.each([
    'app://confirm',
    'https://gatehouse',
    'app://gatehouse.evil',
    'null',
    'file://',
    'App://gatehouse',
  ])('answers forbidden when the page has become %s (CVE-2026-1628)', async (elsewhere) => {
    const { page, ask } = setUp();
    page.mainFrame = { parent: null, origin: elsewhere };
    expect(await ask(page, page.mainFrame)).toEqual(forbidden);
  });

  it('answers forbidden to other contents, even of the right origin', async () => {
    const { ask } = setUp();
    const other = new FakeContents();
    expect(await ask(other, other.mainFrame)).toEqual(forbidden);
  });

  it('answers forbidden to a frame that was disposed of meanwhile', async () => {
    const { page, ask } = setUp();
    page.mainFrame = {
      get parent(): never {
        throw new Error('Render frame was disposed before WebFrameMain could be accessed');
      },
    };
    expect(await ask(page, page.mainFrame)).toEqual(forbidden);
  });

  it('keeps events in order until the page has asked its first question', async () => {
    const { router, page, ask } = setUp();
    router.publish('command', { name: 'search' });
    router.publish('command', { name: 'switcher' });
    expect(page.sent).toEqual([]);
    await ask(page, page.mainFrame);
    expect(page.sent.map((words) => words.at(-1))).toEqual([{ name: 'search' }, { name: 'switcher' }]);
    router.publish('command', { name: 'settings' });
    expect(page.sent).toHaveLength(3);
  });

  it('waits again while the page loads anew', async () => {
    const { router, page, ask } = setUp();
    await ask(page, page.mainFrame);
    page.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    router.publish('command', { name: 'search' });
    expect(page.sent).toEqual([]);
    await ask(page, page.mainFrame);
    expect(page.sent).toHaveLength(1);
  });

  it('is not woken by a question that it refuses', async () => {
    const { router, page, ask } = setUp();
    router.publish('command', { name: 'search' });
    await ask(page, { parent: page.mainFrame, origin });
    expect(page.sent).toEqual([]);
  });

  it('does not send an event that breaks its schema', async () => {
    const { router, page, faults, ask } = setUp();
    await ask(page, page.mainFrame);
    router.publish('command', { name: 'search', secret: 'x' } as { name: 'search' });
    expect(page.sent).toEqual([]);
    expect(faults).toHaveLength(1);
    expect(JSON.stringify(faults)).not.toContain('"x"');
  });
});
