import { describe, expect, it } from 'vitest';
import { BridgeClient } from '../../../../renderer/bridge-client.ts';
import { followMain, withCommand } from '../../../../renderer/services/follow-main.ts';
import { makeServices, type Services } from '../../../../renderer/services/services.ts';
import { initialState } from '../../../../renderer/store/state.ts';
import { message } from '../fixture/messages.ts';
import { jid } from '../fixture/people.ts';
import { sceneOf } from '../fixture/scenes.ts';
import { ScriptedBridge } from '../fixture/scripted-bridge.ts';

const bea = jid('bea@corp.test');

interface House extends Services {
  readonly bridge: ScriptedBridge;
}

async function house(scene: string, hasFocus = true): Promise<House> {
  const bridge = new ScriptedBridge({ ...sceneOf(new URLSearchParams({ scene })), open: null });
  const services = makeServices(new BridgeClient(bridge), () => hasFocus);
  await followMain(services);
  await settled();
  return { ...services, bridge };
}

/** The scripted main process answers at once: a turn of the event loop is enough for all that follows. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function asked({ bridge }: House, name: string): readonly unknown[] {
  return bridge.asked.filter((call) => call.name === name).map((call) => call.input);
}

describe('signing in and out', () => {
  it('loads the lists once the archive is open', async () => {
    const { store } = await house('nothing');
    expect(store.state.lists).toBe('ready');
    expect(store.state.people.size).toBeGreaterThan(5);
    expect(store.state.order[0]).toBeDefined();
  });

  it('has no lists at the door, and all of them behind it', async () => {
    const { session, store } = await house('sign-in');
    expect(store.state.people.size).toBe(0);
    await session.signIn({ address: 'anna@corp.test', password: 'right', remember: false, agreedTo: null });
    await settled();
    expect(store.state.lists).toBe('ready');
    expect(store.state.people.size).toBeGreaterThan(5);
  });

  it('asks again for lists that were refused because the account was only just opening', async () => {
    const bridge = new ScriptedBridge({ ...sceneOf(new URLSearchParams({ scene: 'nothing' })), open: null });
    let isTooEarly = true;
    const services = makeServices(
      new BridgeClient({
        on: (name, listener) => bridge.on(name, listener),
        call: (name, input) => {
          const isRefused = isTooEarly && name === 'people.list';
          if (isRefused) isTooEarly = false;
          return isRefused
            ? Promise.resolve({ ok: false, error: 'not-signed-in' })
            : bridge.call(name, input);
        },
      }),
      () => true,
    );
    await followMain(services);
    await settled();
    expect(services.store.state.lists).toBe('ready');
  });

  it('passes the refusal on and keeps nothing of the password', async () => {
    const { session, store } = await house('sign-in');
    expect(
      await session.signIn({
        address: 'anna@corp.test',
        password: 'geheim-wort',
        remember: false,
        agreedTo: null,
      }),
    ).toBe('refused');
    expect(JSON.stringify({ ...store.state, windows: [] })).not.toContain('geheim-wort');
    expect(store.state.isSigningIn).toBe(false);
  });

  it('leaves nothing of an account behind when it signs out', async () => {
    const { session, conversations, store } = await house('nothing');
    await conversations.open(bea);
    await session.signOut(false);
    expect(store.state).toMatchObject({ order: [], main: { kind: 'nothing' } });
    expect(store.state.people.size + store.state.windows.size).toBe(0);
  });
});

describe('a conversation', () => {
  it('opens with its newest page', async () => {
    const { conversations, store } = await house('long');
    await conversations.open(bea);
    const window = store.state.windows.get(bea);
    expect(window).toMatchObject({ status: 'ready', hasOlder: true, hasNewer: false });
    expect(window?.messages.at(-1)?.body).toMatch(/^1999:/);
    expect(window?.newFrom).not.toBeNull();
  });

  it('fetches the page above once, however often it is asked for', async () => {
    const long = await house('long');
    await long.conversations.open(bea);
    await Promise.all([long.conversations.loadOlder(bea), long.conversations.loadOlder(bea)]);
    expect(asked(long, 'conversations.page')).toHaveLength(2);
    expect(long.store.state.windows.get(bea)?.messages).toHaveLength(120);
  });

  it('opens around a found message and goes on to the end from there', async () => {
    const { conversations, store, client } = await house('long');
    const found = await client.call('conversations.search', { query: '100: ', peer: bea });
    const target = found.ok ? found.value.at(-1) : undefined;
    if (target === undefined) throw new Error('nothing found');
    await conversations.open(bea, target.id);
    const around = store.state.windows.get(bea);
    expect(around).toMatchObject({ hasOlder: true, hasNewer: true, target: { id: target.id } });
    await conversations.loadNewer(bea);
    expect(store.state.windows.get(bea)?.messages.length).toBeGreaterThan(around?.messages.length ?? 0);
    await conversations.showEnd(bea);
    expect(store.state.windows.get(bea)).toMatchObject({ hasNewer: false });
  });

  it('is marked read only when its end is seen in a window with focus', async () => {
    const unfocused = await house('long', false);
    await unfocused.conversations.open(bea);
    unfocused.attention.look(bea, true);
    unfocused.conversations.seen(bea);
    expect(asked(unfocused, 'conversations.markRead')).toEqual([]);

    const focused = await house('long');
    await focused.conversations.open(bea);
    focused.attention.look(bea, false);
    focused.conversations.seen(bea);
    expect(asked(focused, 'conversations.markRead')).toEqual([]);
    focused.attention.look(bea, true);
    focused.conversations.seen(bea);
    expect(asked(focused, 'conversations.markRead')).toEqual([{ peer: bea }]);
  });

  it('loses its divider when it is left', async () => {
    const { conversations, store } = await house('long');
    await conversations.open(bea);
    await conversations.open(jid('jonas@corp.test'));
    expect(store.state.windows.get(bea)?.newFrom).toBeNull();
  });
});

describe('writing', () => {
  it('shows what was sent, once, although it comes as reply and as event', async () => {
    const { conversations, store } = await house('nothing');
    await conversations.open(bea);
    expect(await conversations.send(bea, 'Hello', () => undefined)).toBe('sent');
    const said = store.state.windows.get(bea)?.messages.filter(({ body }) => body === 'Hello');
    expect(said).toHaveLength(1);
  });

  it('tells the composer when main did not take it', async () => {
    const { conversations } = await house('nothing');
    await conversations.open(bea);
    expect(await conversations.send(bea, '', () => undefined)).toBe('failed');
  });

  it('tells nobody that one writes when the settings say no', async () => {
    const quiet = await house('nothing');
    await quiet.session.setSettings({ ...quiet.store.state.settings, sendChatStates: false });
    quiet.conversations.tellComposing(bea, true);
    expect(asked(quiet, 'conversations.setComposing')).toEqual([]);
  });
});

describe('a report', () => {
  it('has five seconds to be undone', async () => {
    const { conversations, reports, store } = await house('nothing');
    await conversations.open(bea);
    const suspect = store.state.windows.get(bea)?.messages.at(-1);
    if (suspect === undefined) throw new Error('nothing to report');
    const before = Date.now();
    expect(await reports.submit(suspect.id, 'suspicious')).toBeNull();
    const undoUntil = store.state.undoUntil.get(suspect.id);
    expect(undoUntil).toBeGreaterThanOrEqual(before + 5000);
    expect(undoUntil).toBeLessThanOrEqual(Date.now() + 5000);
    expect(store.state.windows.get(bea)?.messages.at(-1)?.report).toBe('undoable');
    expect(await reports.undo(suspect.id)).toBeNull();
    expect(store.state.windows.get(bea)?.messages.at(-1)?.report).toBe('none');
  });
});

describe('what main tells', () => {
  it('puts a message into the open conversation and leaves others to their page', async () => {
    const { bridge, conversations, store } = await house('nothing');
    await conversations.open(bea);
    const latest = store.state.windows.get(bea)?.messages.at(-1)?.at ?? 0;
    const news = message(bea, { body: 'news', at: latest + 1 });
    bridge.tell('messages.changed', { peer: bea, changed: [news], removed: [] });
    bridge.tell('messages.changed', { peer: jid('jonas@corp.test'), changed: [], removed: [] });
    expect(store.state.windows.get(bea)?.messages.at(-1)).toEqual(news);
    expect(store.state.windows.size).toBe(1);
  });

  it('only prefills for an xmpp: link, and never sends (openclaw#345)', async () => {
    const linked = await house('nothing');
    linked.bridge.tell('conversation.show', { peer: bea, prefill: 'transfer now' });
    await settled();
    expect(linked.store.state).toMatchObject({
      main: { kind: 'conversation', peer: bea },
      prefill: { peer: bea, text: 'transfer now' },
    });
    expect(asked(linked, 'messages.send')).toEqual([]);
  });

  it('keeps an xmpp: link that comes before there is an account to show it in', async () => {
    const linked = await house('sign-in');
    linked.bridge.tell('conversation.show', { peer: bea, prefill: 'good morning' });
    expect(linked.store.state.main).toEqual({ kind: 'nothing' });
    const signIn = { address: 'anna@corp.test', password: 'right', remember: false, agreedTo: null };
    await linked.session.signIn(signIn);
    await settled();
    expect(linked.store.state).toMatchObject({
      main: { kind: 'conversation', peer: bea },
      prefill: { peer: bea, text: 'good morning' },
    });
  });

  it('believes no snapshot that is older than the one it has', async () => {
    const { bridge, conversations, store } = await house('nothing');
    const { session } = store.state;
    if (session === null) throw new Error('nobody is signed in');
    await conversations.open(bea);
    bridge.tell('session.changed', { ...session, revision: 5 });
    bridge.tell('session.changed', { ...session, revision: 4, isOpen: false });
    expect(store.state).toMatchObject({ session: { isOpen: true }, main: { kind: 'conversation' } });
  });

  it('opens nothing at the door', () => {
    expect(withCommand(initialState, 'settings')).toBe(initialState);
  });

  it('searches everywhere where no conversation is open to search in', async () => {
    const { store } = await house('nothing');
    expect(withCommand(store.state, 'search-here')).toMatchObject({ overlay: 'search' });
  });
});
