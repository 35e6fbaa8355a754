import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchGatehouse } from '../launch/launch-gatehouse.ts';
import type { LaunchedGatehouse } from '../launch/launch-on.ts';

// Checklist items 13 and 14; CVE-2026-1628, CVE-2026-3471, CVE-2026-34765: the page stays where it is, alone.

let gatehouse: LaunchedGatehouse;
beforeAll(async () => {
  gatehouse = await launchGatehouse({ policy: {} });
  await gatehouse.page.waitForLoadState();
});
afterAll(() => gatehouse.stop());
beforeEach(() => gatehouse.page.evaluate('window.stayed = true'));

/** Runs a statement in the page and waits until main has been asked about the navigation; whether main refused it. */
function isRefused(statement: string): Promise<unknown> {
  return gatehouse.app.evaluate(async ({ BrowserWindow }, code) => {
    const [window] = BrowserWindow.getAllWindows();
    if (window === undefined) throw new Error('no window');
    const asked = new Promise((resolve) => {
      window.webContents.once('will-frame-navigate', (event) => resolve(event.defaultPrevented));
    });
    await window.webContents.executeJavaScript(code, true);
    return asked;
  }, statement);
}

const hasStayed = () => gatehouse.page.evaluate('window.stayed === true && location.href');

const targets = [
  'https://example.com/',
  'http://127.0.0.1:9/',
  'app://confirm/confirm/index.html',
  'app://gatehouse/index.html?again',
];
const click = (url: string) =>
  `{ const a = document.createElement('a'); a.href = '${url}'; document.body.append(a); a.click(); }`;

describe('the page goes nowhere', () => {
  test.each(targets)('by location to %s', async (url) => {
    expect(await isRefused(`location.href = '${url}'; 0`)).toBe(true);
    expect(await hasStayed()).toBe('app://gatehouse/index.html');
  });

  test('by a click, by reloading itself, by a meta refresh', async () => {
    expect(await isRefused(click('https://example.com/'))).toBe(true);
    expect(await isRefused('location.reload()')).toBe(true);
    expect(
      await isRefused(
        `{ const m = document.createElement('meta'); m.httpEquiv = 'refresh'; m.content = '0;url=https://example.com/'; document.head.append(m); }`,
      ),
    ).toBe(true);
    expect(await hasStayed()).toBe('app://gatehouse/index.html');
  });

  test.each([
    'file:///etc/passwd',
    'data:text/html,x',
    'blob:app://gatehouse/1',
    'javascript:window.stayed=false',
    'chrome://gpu',
    'devtools://devtools/bundled/inspector.html',
    'view-source:app://gatehouse/index.html',
    'smb://server/share',
    'ms-msdt:/id',
    'mailto:x@example.com',
    'xmpp:x@example.com',
  ])('to %s, and nothing is handed to the system', async (url) => {
    const opened = await gatehouse.app.evaluate(
      async ({ BrowserWindow, shell }, code) => {
        const handed: string[] = [];
        shell.openExternal = async (given) => {
          handed.push(given);
        };
        const [window] = BrowserWindow.getAllWindows();
        if (window === undefined) throw new Error('no window');
        await window.webContents.executeJavaScript(code, true);
        // A second attempt comes after the first: when main has been asked about it, the first is over.
        const asked = new Promise<void>((resolve) => {
          window.webContents.on('will-frame-navigate', ({ url }) => url.endsWith('/barrier') && resolve());
        });
        await window.webContents.executeJavaScript('location.href = "https://example.com/barrier"; 0');
        await asked;
        return handed;
      },
      `try { location.href = '${url}'; } catch {} ${click(url)} 0`,
    );
    expect(opened).toEqual([]);
    expect(await hasStayed()).toBe('app://gatehouse/index.html');
  });

  test('in a frame', async () => {
    const directive = await gatehouse.page.evaluate(`new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (e) => resolve(e.effectiveDirective), { once: true });
      const frame = document.createElement('iframe');
      document.body.append(frame);
      frame.contentWindow.location.href = 'https://example.com/';
    })`);
    expect(directive).toBe('frame-src');
    const origins = () =>
      gatehouse.app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows().flatMap(({ webContents }) =>
          webContents.mainFrame.framesInSubtree.map((frame) => frame.origin),
        ),
      );
    // The frame comes to show Chromium's own error page, which has no origin.
    await expect
      .poll(async () => (await origins()).filter((origin) => origin !== 'app://gatehouse'))
      .toEqual(['null']);
  });

  test('and a blank frame inside it has no bridge', async () => {
    const bridge = await gatehouse.page.evaluate(
      `{ const f = document.createElement('iframe'); document.body.append(f); typeof f.contentWindow.gatehouse; }`,
    );
    expect(bridge).toBe('undefined');
  });
});

test.each([
  ['https://example.com/', ''],
  ['app://gatehouse/index.html', ''],
  ['javascript:alert(1)', ''],
  ['', ''],
  ['about:blank', 'named'],
  ['https://example.com/', '_top'],
  ['https://example.com/', 'named'],
])('no window opens for window.open(%j, %j)', async (url, target) => {
  const opened = await gatehouse.page.evaluate(
    ([address, name]) => window.open(address, name === '' ? undefined : name) === null,
    [url, target] as const,
  );
  if (target !== '_top') expect(opened).toBe(true);
  const count = await gatehouse.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(count).toBe(1);
  expect(await hasStayed()).toBe('app://gatehouse/index.html');
});

test.each([
  ['a middle click', 'middle', null],
  ['a click with Ctrl', 'left', 'Control'],
  ['a click with Shift', 'left', 'Shift'],
  ['a click on target=_blank', 'left', null],
] as const)('no window opens, and nothing is handed to the system, for %s', async (_what, button, key) => {
  await gatehouse.app.evaluate(({ shell }) => {
    Object.assign(globalThis, { handed: [] });
    shell.openExternal = async (given) => {
      (globalThis as unknown as { handed: string[] }).handed.push(given);
    };
  });
  await gatehouse.page.evaluate(`{
    const a = document.createElement('a');
    document.getElementById('bait')?.remove();
    a.id = 'bait';
    a.href = 'https://example.com/';
    a.target = '_blank';
    a.textContent = 'bait';
    a.style.cssText = 'position:fixed;inset:0;z-index:9999';
    document.body.append(a);
  }`);
  const { mouse, keyboard } = gatehouse.page;
  if (key !== null) await keyboard.down(key);
  await mouse.click(200, 200, { button });
  if (key !== null) await keyboard.up(key);
  expect(await isRefused('location.href = "https://example.com/barrier"; 0')).toBe(true);
  const seen = await gatehouse.app.evaluate(({ webContents }) => ({
    pages: webContents.getAllWebContents().length,
    handed: (globalThis as unknown as { handed: string[] }).handed,
  }));
  expect(seen).toEqual({ pages: 1, handed: [] });
  expect(await hasStayed()).toBe('app://gatehouse/index.html');
});
