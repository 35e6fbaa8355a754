import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import {
  app,
  BrowserWindow,
  type IpcMain,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  type Session,
  screen,
  session,
  type WebPreferences,
} from 'electron';
import { callChannel } from '../bridge/channels.ts';
import type { OpeningPicture } from '../first-picture/opening-picture.ts';
import type { FirstLook } from '../settings/first-look.ts';
import type { WindowState } from '../settings/settings-file.ts';
import { type Bundle, readBundle, registerAppScheme, serveApp } from './app-protocol.ts';
import { hasGraphicsDevice } from './graphics-device.ts';
import { lockDown } from './lock-down.ts';
import { bringToFront, openMainWindow } from './main-window.ts';
import { pageFile } from './origins.ts';
import { PageServed } from './page-served.ts';
import { becomeSingleInstance } from './single-instance.ts';
import { applyTheme } from './theme.ts';
import { webPreferences } from './web-preferences.ts';

type Listener = Parameters<IpcMain['handle']>[1];
type Picture = Pick<OpeningPicture, 'found' | 'isThere' | 'takePage'>;
type Follow = (words: readonly string[]) => void;

/** How long the window waits for a picture that the keychain has not opened yet, and others for a page that does not come; in milliseconds. */
const patience = { found: 30, served: 1000 };
/** Without "persist:" nothing that a page holds is ever written to the disk. */
const pagesPartition = 'pages';

/**
 * What stands before the house does: the locks, the one window, and its page on the way. It is loaded first and before Electron is
 * ready, so it needs nothing that takes time to load: no schema, no policy, no room.
 */
export class Threshold {
  /** Absolute path of the folder with main/, preload/ and the pages. */
  readonly built: string;
  /** The page's calls, for whoever answers them: those that come earlier wait. */
  readonly calls: Pick<IpcMain, 'handle'>;
  keepWindow: (state: WindowState) => void = () => undefined;
  /** Settles when a page that begins with a picture has been given everything for it: what takes long would keep main from answering. */
  served: Promise<unknown> = Promise.resolve();
  readonly #bundle: Bundle;
  readonly #early: (readonly string[])[] = [];
  #follow: Follow = (words) => this.#early.push(words);
  #pages: Session | null = null;
  #window: BrowserWindow | null = null;

  /**
   * Before Electron is ready: what cannot be settled later. Null when another instance runs; it has been told, and this process is on
   * its way out.
   */
  static raise(built: string): Threshold | null {
    app.enableSandbox();
    if (!hasGraphicsDevice(process.platform, existsSync)) app.disableHardwareAcceleration();
    // Electron would put up a menu of its own, with DevTools and links to the web.
    Menu.setApplicationMenu(null);
    registerAppScheme(protocol);
    lockDown(app);
    const threshold = new Threshold(built);
    const isFirst = becomeSingleInstance(app, {
      show: () => threshold.#window !== null && bringToFront(threshold.#window),
      follow: (words) => threshold.#follow(words),
    });
    if (isFirst) return threshold;
    app.quit();
    return null;
  }

  private constructor(built: string) {
    this.built = built;
    this.#bundle = readBundle(path.join(built, 'renderer'));
    const answering = Promise.withResolvers<Listener>();
    ipcMain.handle(callChannel, async (event, ...words: unknown[]) =>
      (await answering.promise)(event, ...words),
    );
    this.calls = { handle: (_channel, listener) => answering.resolve(listener) };
  }

  /** The page as it is built. */
  get page(): string {
    return this.#bundle.get(pageFile)?.data.toString() ?? '';
  }

  get pages(): Session {
    if (this.#pages === null) throw new Error('a page before Electron is ready');
    return this.#pages;
  }

  get window(): BrowserWindow {
    if (this.#window === null) throw new Error('no window before Electron is ready');
    return this.#window;
  }

  /** Opens the window. What its first picture does not need is made after it. */
  async open(look: FirstLook, picture: Picture | null = null): Promise<void> {
    await app.whenReady();
    const isDesktopDark = nativeTheme.shouldUseDarkColors;
    applyTheme(nativeTheme, look.theme);
    this.#pages = session.fromPartition(pagesPartition);
    const served = new PageServed(this.page);
    serveApp(this.#pages.protocol, this.#bundle, (file) => {
      served.asked(file);
      return file === pageFile ? (picture?.takePage() ?? null) : null;
    });
    if (picture !== null) await Promise.race([picture.found, setTimeout(patience.found)]);
    let isQuitting = false;
    app.on('before-quit', () => {
      isQuitting = true;
    });
    const hasPicture = picture?.isThere === true;
    const window = openMainWindow({
      create: (options) => new BrowserWindow(options),
      webPreferences: this.preferences('preload'),
      isDark: nativeTheme.shouldUseDarkColors,
      isDesktopDark,
      hasPicture,
      workAreas: () => screen.getAllDisplays().map((display) => display.workArea),
      state: look.window,
      keep: (state) => this.keepWindow(state),
      staysWhenClosed: () => process.platform === 'darwin' && !isQuitting,
    });
    this.#window = window;
    if (hasPicture) this.served = Promise.race([served.all, setTimeout(patience.served)]);
    app.on('activate', () => bringToFront(window));
    app.on('window-all-closed', () => app.quit());
  }

  /** Told the command lines of whoever starts Gatehouse again, those that came before included. */
  followLinks(follow: Follow): void {
    this.#follow = follow;
    for (const words of this.#early.splice(0)) follow(words);
  }

  preferences(preload: string, pages: Session = this.pages): WebPreferences {
    return webPreferences(path.join(this.built, 'preload', `${preload}.cjs`), pages);
  }
}
