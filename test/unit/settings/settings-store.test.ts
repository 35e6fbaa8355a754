import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../shared/model/settings.ts';

let SettingsDisk: typeof import('../../../electron/settings/settings-disk.ts').SettingsDisk;
let SettingsStore: typeof import('../../../electron/settings/settings-store.ts').SettingsStore;
let folder: string;

beforeAll(async () => {
  // electron-store asks the electron package where Electron is; outside of it, any answer will do.
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= os.tmpdir();
  ({ SettingsDisk } = await import('../../../electron/settings/settings-disk.ts'));
  ({ SettingsStore } = await import('../../../electron/settings/settings-store.ts'));
});
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'gatehouse-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = () => new Date('2026-11-24T06:00:00Z');
const aside = 'settings.damaged-2026-11-24T06-00-00-000Z.json';

function open() {
  const dropped: (string | symbol | undefined)[] = [];
  const ipcMain = {
    removeAllListeners(channel?: string | symbol) {
      dropped.push(channel);
      return this as never;
    },
  };
  const store = new SettingsStore(new SettingsDisk({ folder, now, ipcMain }));
  return { store, dropped };
}

const damage = (text: string) => writeFileSync(path.join(folder, 'settings.json'), text);
const onDisk = () => JSON.parse(readFileSync(path.join(folder, 'settings.json'), 'utf8'));

describe('the settings', () => {
  it('that policy fixes hold whatever the user chooses, and the user’s own choice outlives them', () => {
    const { store } = open();
    store.settings = { ...defaultSettings, sendReceipts: true, notifications: 'full' };
    const told: unknown[] = [];
    store.onChanged(({ sendReceipts, theme }) => told.push([sendReceipts, theme]));
    store.fix({ sendReceipts: false });
    store.fix({ sendReceipts: false });
    store.settings = { ...store.settings, sendReceipts: true, theme: 'dark' };
    expect(store.settings).toMatchObject({ sendReceipts: false, theme: 'dark', notifications: 'full' });
    expect(open().store.settings).toMatchObject({ sendReceipts: true, theme: 'dark' });
    store.fix({});
    expect(store.settings).toMatchObject({ sendReceipts: true, theme: 'dark' });
    expect(told).toEqual([
      [false, 'system'],
      [false, 'dark'],
      [true, 'dark'],
    ]);
  });

  it('begin with the defaults, and that is not worth a word', () => {
    const { store } = open();
    expect(store.isReset).toBe(false);
    expect(store.settings).toEqual(defaultSettings);
    expect(store.window).toBeNull();
    expect(store.lastAccount).toBeNull();
    expect(readdirSync(folder)).toEqual(['settings.json']);
  });

  it('are there again at the next start', () => {
    const { store } = open();
    const window = { x: 10, y: 20, width: 900, height: 700, isMaximized: true };
    store.settings = { ...defaultSettings, theme: 'dark', language: 'de' };
    store.window = window;
    const again = open().store;
    expect(again.settings).toEqual({ ...defaultSettings, theme: 'dark', language: 'de' });
    expect(again.window).toEqual(window);
    expect(again.isReset).toBe(false);
  });

  it('can be read by their owner alone', () => {
    open().store.settings = { ...defaultSettings, theme: 'dark' };
    expect(statSync(path.join(folder, 'settings.json')).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['half an object', '{"version": 1, "settings": {'],
    ['nothing at all', ''],
    ['a list', '[1, 2]'],
    ['a word', '"dark"'],
    ['noise', '\u0000\u0001PNG'],
    ['a field of the wrong type', '{"version": 1, "settings": 7, "window": null, "lastAccount": null}'],
    ['a field nobody knows', '{"version": 1, "isAdmin": true}'],
    ['a version of the future', '{"version": 99}'],
  ])('come up with their defaults and keep the file aside when it holds %s', (_what, text) => {
    damage(text);
    const { store } = open();
    expect(store.isReset).toBe(true);
    expect(store.settings).toEqual(defaultSettings);
    expect(readFileSync(path.join(folder, aside), 'utf8')).toBe(text);
    expect(onDisk().settings).toEqual(defaultSettings);
    expect(open().store.isReset).toBe(false);
  });

  it('tell whoever listens', () => {
    const { store } = open();
    const heard: unknown[] = [];
    store.onChanged((settings) => heard.push(settings));
    store.settings = { ...defaultSettings, notifications: 'off' };
    store.lastAccount = null;
    expect(heard).toEqual([{ ...defaultSettings, notifications: 'off' }]);
  });

  it('leave no door of the library open to pages', () => {
    expect(open().dropped).toContain('electron-store-get-data');
  });
});
