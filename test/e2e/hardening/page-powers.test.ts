import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { electronAccount } from '../../../build/unprivileged/account.ts';
import { temporaryHome } from '../../../build/unprivileged/launch-script.ts';
import { launchGatehouse } from '../launch/launch-gatehouse.ts';
import type { LaunchedGatehouse } from '../launch/launch-on.ts';

// Checklist items 2 to 6 and 8 to 12: what a page of ours could do if it were not ours any more.

const needle = 'needle-7d1c';
let gatehouse: LaunchedGatehouse;
beforeAll(async () => {
  gatehouse = await launchGatehouse({ policy: {} });
});
afterAll(() => gatehouse.stop());

test('every page is sandboxed, isolated and without Node', async () => {
  const preferences = await gatehouse.app.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const { getLastWebPreferences } = contents as unknown as { getLastWebPreferences: () => object };
      return getLastWebPreferences.call(contents);
    }),
  );
  expect(preferences.length).toBeGreaterThan(0);
  for (const preference of preferences) {
    expect(preference).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      enableBlinkFeatures: '',
      webviewTag: false,
      disableDialogs: true,
    });
  }
});

test.each([
  'geolocation',
  'notifications',
  'camera',
  'microphone',
  'clipboard-read',
  'clipboard-write',
  'midi',
  'persistent-storage',
  'background-sync',
  'accelerometer',
  'storage-access',
  'window-management',
  'local-fonts',
  'idle-detection',
])('the permission %s is denied before it is asked for', async (name) => {
  const state = await gatehouse.page.evaluate(
    async (asked) => (await navigator.permissions.query({ name: asked as PermissionName })).state,
    name,
  );
  expect(state).toBe('denied');
});

test.each([
  ['the camera', 'navigator.mediaDevices.getUserMedia({ video: true })'],
  ['the microphone', 'navigator.mediaDevices.getUserMedia({ audio: true })'],
  ['the screen', 'navigator.mediaDevices.getDisplayMedia({ video: true })'],
  ['the place', 'new Promise((ok, no) => navigator.geolocation.getCurrentPosition(ok, no))'],
  ['the clipboard', 'navigator.clipboard.readText()'],
  ['USB devices', 'navigator.usb.requestDevice({ filters: [] })'],
  ['serial ports', 'navigator.serial.requestPort()'],
  ['Bluetooth devices', 'navigator.bluetooth.requestDevice({ acceptAllDevices: true })'],
  ['MIDI devices', 'navigator.requestMIDIAccess({ sysex: true })'],
  [
    'idle times',
    'IdleDetector.requestPermission().then((s) => { if (s !== "granted") throw new Error(s); })',
  ],
  [
    'notifications',
    'Notification.requestPermission().then((s) => { if (s !== "granted") throw new Error(s); })',
  ],
])('%s cannot be had when asked for', async (_what, expression) => {
  const outcome: unknown = await gatehouse.page.evaluate(
    `Promise.resolve().then(() => ${expression}).then((v) => "given " + v, (e) => "refused " + (e.name ?? e.code))`,
  );
  expect(outcome).toMatch(/^refused /);
});

test('there is no way to ask for files or folders behind the back of a file field', async () => {
  const pickers = ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'];
  expect(await gatehouse.page.evaluate((names) => names.filter((name) => name in window), pickers)).toEqual(
    [],
  );
});

test('devices and fonts are listed to no one', async () => {
  const lists = await gatehouse.page.evaluate(`(async () => [
    ...(await navigator.usb.getDevices()),
    ...(await navigator.hid.getDevices()),
    ...(await navigator.hid.requestDevice({ filters: [] }).catch(() => [])),
    ...(await navigator.serial.getPorts()),
    ...(await queryLocalFonts()),
  ])()`);
  expect(lists).toEqual([]);
});

test('a page downloads nothing', async () => {
  const outcome = await gatehouse.app.evaluate(async ({ BrowserWindow, session }) => {
    const [window] = BrowserWindow.getAllWindows();
    const started = new Promise((resolve) => {
      session
        .fromPartition('pages')
        .once('will-download', (event) => setImmediate(() => resolve(event.defaultPrevented)));
    });
    await window?.webContents.executeJavaScript(
      `{ const a = document.createElement('a'); a.href = location.href; a.download = 'x.html'; a.click(); }`,
      true,
    );
    return started;
  });
  expect(outcome).toBe(true);
  expect(readdirSync(gatehouse.home).filter((name) => /down|x\.html/i.test(name))).toEqual([]);
});

test('a webview is an element without meaning', async () => {
  const before = await gatehouse.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  const isAlive = await gatehouse.page.evaluate(() => {
    const view = document.createElement('webview');
    view.setAttribute('src', 'app://gatehouse/index.html');
    view.setAttribute('allowpopups', '');
    view.setAttribute('nodeintegration', '');
    document.body.append(view);
    return 'getWebContentsId' in view || 'executeJavaScript' in view;
  });
  expect(isAlive).toBe(false);
  const after = await gatehouse.app.evaluate(({ webContents }) => webContents.getAllWebContents().length);
  expect(after).toBe(before);
});

test('a page cannot put up a box that looks like one of the system', async () => {
  expect(await gatehouse.page.evaluate('[alert("x"), confirm("x")]')).toEqual([undefined, false]);
});

test('nothing that a page stores reaches the disk', async () => {
  const home = temporaryHome(electronAccount());
  const launched = await launchGatehouse({ policy: {}, home: home.path });
  await launched.page.evaluate(`(async () => {
    localStorage.setItem('needle', '${needle}');
    document.cookie = 'needle=${needle}; max-age=9999';
    const cache = await caches.open('${needle}');
    await cache.put('https://corp.test/x', new Response('${needle}'));
    await new Promise((done, failed) => {
      const opening = indexedDB.open('${needle}');
      opening.onupgradeneeded = () => opening.result.createObjectStore('s').put('${needle}', 1);
      opening.onsuccess = done;
      opening.onerror = failed;
    });
  })()`);
  await launched.stop();
  const files = readdirSync(home.path, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const found = files.filter((file) => readFileSync(path.join(file.parentPath, file.name)).includes(needle));
  home.remove();
  expect(files.length).toBeGreaterThan(10);
  expect(found.map((file) => file.name)).toEqual([]);
});

test('the spell checker is off and knows no place to fetch words from', async () => {
  const isOn = await gatehouse.app.evaluate(({ session }) =>
    session.fromPartition('pages').isSpellCheckerEnabled(),
  );
  expect(isOn).toBe(false);
});
