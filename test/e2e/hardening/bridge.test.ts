import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { launchGatehouse } from '../launch/launch-gatehouse.ts';
import type { LaunchedGatehouse } from '../launch/launch-on.ts';
import './page.d.ts';

// Checklist items 17 and 20, CVE-2026-70601, CVE-2026-70610: whatever a page says to main is checked again in main.

let gatehouse: LaunchedGatehouse;
beforeAll(async () => {
  gatehouse = await launchGatehouse({ policy: {} });
});
afterAll(() => gatehouse.stop());

const refused = { ok: false, error: 'bad-request' };
const settings = () => gatehouse.page.evaluate(() => window.gatehouse.call('settings.get', null));

test('the bridge is two functions and nothing of Electron', async () => {
  const shape = await gatehouse.page.evaluate(() => ({
    names: Object.keys(window.gatehouse),
    types: Object.values(window.gatehouse).map((value) => typeof value),
    globals: [
      'require',
      'process',
      'ipcRenderer',
      'module',
      'Buffer',
      'global',
      'electron',
      '__dirname',
    ].filter((name) => name in window),
  }));
  expect(shape).toEqual({ names: ['call', 'on'], types: ['function', 'function'], globals: [] });
});

test('the bridge cannot be replaced by script in the page', async () => {
  const isSame = await gatehouse.page.evaluate(() => {
    const before = window.gatehouse.call;
    try {
      Object.assign(window.gatehouse, { call: () => 'forged' });
    } catch {
      // Frozen: assigning throws.
    }
    return window.gatehouse.call === before;
  });
  expect(isSame).toBe(true);
});

test.each([
  'settings.erase',
  '__proto__',
  'constructor',
  'toString',
  '',
  'gatehouse:call',
  'settings.get\u0000',
])('there is no call %j', async (name) => {
  expect(await gatehouse.page.evaluate((called) => window.gatehouse.call(called, null), name)).toEqual(
    refused,
  );
});

/** What becomes of settings.set with an argument written as code of the page; `good` are the settings there are. */
function setTo(expression: string): Promise<unknown> {
  return gatehouse.page.evaluate(`(async () => {
    const { value: good } = await window.gatehouse.call('settings.get', null);
    try {
      return await window.gatehouse.call('settings.set', ${expression});
    } catch (error) {
      return String(error);
    }
  })()`);
}

describe('a hostile argument is refused and changes nothing:', () => {
  test.each([
    ['undefined', 'undefined'],
    ['a number', '7'],
    ['a list', '[]'],
    ['a missing field', '({ theme: "dark" })'],
    ['an additional field', '({ ...good, isAdmin: true })'],
    ['a wrong type', '({ ...good, theme: { toString: () => "dark" } })'],
    ['__proto__ as a key', 'JSON.parse(\'{"__proto__": {"theme": "dark"}}\')'],
    ['an inherited answer', 'Object.create({ ...good, theme: "dark" })'],
    ['an accessor that throws', '({ ...good, get theme() { throw new Error("x"); } })'],
    [
      'an accessor that changes its mind',
      '({ ...good, get theme() { return (window.n = (window.n ?? 0) + 1) > 1 ? "dark" : 7; } })',
    ],
    ['a cycle', '(() => { const c = { ...good }; c.self = c; return c; })()'],
    ['a function', '() => "dark"'],
    ['a function inside', '({ ...good, theme: () => "dark" })'],
    ['a symbol', 'Symbol("dark")'],
    ['a promise', 'Promise.resolve(good)'],
    ['bytes', 'new Uint8Array(1000)'],
    ['a map', 'new Map(Object.entries(good))'],
    ['an element', 'document.body'],
    ['50 MB of text', '"x".repeat(50_000_000)'],
    ['50 MB in a field', '({ ...good, theme: "x".repeat(50_000_000) })'],
    [
      'a hundred thousand fields',
      'Object.fromEntries(Array.from({ length: 100_000 }, (_, n) => ["k" + n, n]))',
    ],
  ])('%s', async (_what, expression) => {
    expect(await setTo(expression)).toEqual(refused);
    expect(await settings()).toEqual({ ok: true, value: defaultSettings });
  });

  test.each([
    ['the window', 'window'],
    ['a cycle in a list', '(() => { const c = []; c.push(c); return c; })()'],
    ['a proxy', 'new Proxy({ ...good }, { ownKeys() { throw new Error("x"); } })'],
    ['500 levels', '(() => { let v = 1; for (let n = 0; n < 500; n += 1) v = { v }; return v; })()'],
    ['5000 levels', '(() => { let v = 1; for (let n = 0; n < 5000; n += 1) v = [v]; return v; })()'],
  ])('%s, which does not even leave the page', async (_what, expression) => {
    expect(await setTo(expression)).toMatch(/recursion depth exceeded|could not be cloned/);
    expect(await settings()).toEqual({ ok: true, value: defaultSettings });
  });
});

test('other contents with the same preload and the same origin are answered forbidden', async () => {
  const reply = await gatehouse.app.evaluate(async ({ app, BrowserWindow, session }) => {
    const preload = `${app.getAppPath()}/dist/preload/preload.cjs`;
    const other = new BrowserWindow({
      show: false,
      webPreferences: { preload, sandbox: true, session: session.fromPartition('pages') },
    });
    await other.loadURL('app://gatehouse/index.html');
    const answer: unknown = await other.webContents.executeJavaScript(
      'window.gatehouse.call("settings.get", null)',
    );
    other.destroy();
    return answer;
  });
  expect(reply).toEqual({ ok: false, error: 'forbidden' });
});

test('a page of another origin with the same preload is answered forbidden, in the very same contents', async () => {
  const launched = await launchGatehouse({ policy: {} });
  await launched.page.waitForLoadState();
  const reply = await launched.app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    await window.loadURL('app://confirm/confirm/index.html');
    const answer: unknown = await window.webContents.executeJavaScript(
      'window.gatehouse.call("settings.get", null)',
    );
    return answer;
  });
  await launched.stop();
  expect(reply).toEqual({ ok: false, error: 'forbidden' });
});

test('the page has no way to the channel of the confirmation', async () => {
  const reply = await gatehouse.page.evaluate(() =>
    window.gatehouse.call('confirm.answer', { answer: 'open' }),
  );
  expect(reply).toEqual(refused);
});

test('no library listens beside the router', async () => {
  const channels = await gatehouse.app.evaluate(({ ipcMain }) => ipcMain.eventNames().map(String));
  expect(channels.filter((name) => name !== 'error')).toEqual([]);
});
