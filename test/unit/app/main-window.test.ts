import { EventEmitter } from 'node:events';
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { describe, expect, it } from 'vitest';
import { bringToFront, openMainWindow } from '../../../electron/app/main-window.ts';
import type { WindowState } from '../../../electron/settings/settings-file.ts';

class FakeWindow extends EventEmitter {
  readonly webContents = new EventEmitter();
  readonly loaded: string[] = [];
  readonly done: string[] = [];

  async loadURL(url: string): Promise<void> {
    this.loaded.push(url);
  }

  isDestroyed = () => false;
  isMinimized = () => false;
  isFullScreen = () => false;
  isMaximized = () => false;
  getNormalBounds = (): Rectangle => ({ x: 5, y: 6, width: 700, height: 600 });
  maximize = () => this.done.push('maximize');
  show = () => this.done.push('show');
  hide = () => this.done.push('hide');
}

const screen: Rectangle = { x: 0, y: 0, width: 1920, height: 1080 };

function open(
  state: WindowState | null,
  { stays = false, workAreas = [screen], isDesktopDark = true, hasPicture = false } = {},
) {
  const window = new FakeWindow();
  const kept: WindowState[] = [];
  let options: BrowserWindowConstructorOptions = {};
  openMainWindow({
    create: (given) => {
      options = given;
      return window as unknown as BrowserWindow;
    },
    webPreferences: { sandbox: true },
    isDark: true,
    isDesktopDark,
    hasPicture,
    workAreas: () => workAreas,
    state,
    keep: (now) => kept.push(now),
    staysWhenClosed: () => stays,
  });
  return { window, kept, options };
}

const before: WindowState = { x: 100, y: 80, width: 900, height: 700, isMaximized: false };

describe('the window', () => {
  it('stands where it stood', () => {
    expect(open(before).options).toMatchObject({ x: 100, y: 80, width: 900, height: 700 });
  });

  it.each([
    ['left of every screen', { ...before, x: -850 }],
    ['below every screen', { ...before, y: 1060 }],
    ['with its title bar above the screen', { ...before, y: -30 }],
    ['on a screen that is gone', { ...before, x: 2500 }],
  ])('stands in the middle again when it stood %s', (_where, state) => {
    const { options } = open(state);
    expect([options.x, options.y, options.width]).toEqual([undefined, undefined, 1280]);
  });

  it('is never smaller than its content can bear, and dark before it has painted', () => {
    expect(open(null).options).toMatchObject({
      minWidth: 480,
      minHeight: 560,
      show: false,
      paintWhenInitiallyHidden: false,
      backgroundColor: '#181c23',
    });
  });

  it('is shown at once when its page begins with a picture and the desktop is as dark', () => {
    expect(open(before, { hasPicture: true }).options.show).toBe(true);
    expect(open(before, { hasPicture: true, isDesktopDark: false }).options.show).toBe(false);
    const maximized = open({ ...before, isMaximized: true }, { hasPicture: true });
    expect(maximized.options.show).toBe(false);
    maximized.window.webContents.emit('dom-ready');
    expect(maximized.window.done).toEqual(['maximize', 'show']);
  });

  it('is shown when its page has run its script, maximised if it was', () => {
    const { window } = open({ ...before, isMaximized: true });
    expect(window.done).toEqual([]);
    window.webContents.emit('dom-ready');
    expect(window.done).toEqual(['maximize', 'show']);
  });

  it('in a dark theme on a light desktop is shown when it has painted, so that nothing flashes', () => {
    const { window, options } = open(before, { isDesktopDark: false });
    window.webContents.emit('dom-ready');
    expect([options.paintWhenInitiallyHidden, window.done]).toEqual([true, []]);
    window.emit('ready-to-show');
    expect(window.done).toEqual(['show']);
  });

  it('writes its place down when it closes', () => {
    const { window, kept } = open(null);
    window.emit('close', { preventDefault: () => undefined });
    expect(kept).toEqual([{ x: 5, y: 6, width: 700, height: 600, isMaximized: false }]);
  });

  it('is put away instead of closed where that is the custom', () => {
    const { window } = open(null, { stays: true });
    let isPrevented = false;
    window.emit('close', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    expect([isPrevented, window.done]).toEqual([true, ['hide']]);
  });

  it('comes up again after a crash, but not in a loop', () => {
    const { window } = open(null);
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.loaded).toHaveLength(2);
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' });
    expect(window.loaded).toHaveLength(2);
  });
});

it('a window that is gone is not brought to the front: the program is on its way out', () => {
  const gone = (): never => {
    throw new TypeError('Object has been destroyed');
  };
  const window = { isDestroyed: () => true, isMinimized: gone, show: gone, focus: gone };
  expect(() => bringToFront(window as unknown as BrowserWindow)).not.toThrow();
});
