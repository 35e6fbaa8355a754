import path from 'node:path';
import {
  app,
  BrowserWindow,
  ipcMain,
  Menu,
  nativeTheme,
  protocol,
  type Session,
  screen,
  session,
  WebContentsView,
  type WebPreferences,
} from 'electron';
import { confirmCalls } from '../../shared/ipc/confirm.ts';
import { previewCalls } from '../../shared/ipc/preview.ts';
import type { FaultLog } from '../bridge/answer.ts';
import { confirmChannel, previewChannel } from '../bridge/channels.ts';
import { Router } from '../bridge/router.ts';
import { ViewRouter } from '../bridge/view-router.ts';
import { settingsCalls } from '../settings/settings-calls.ts';
import { SettingsDisk } from '../settings/settings-disk.ts';
import { SettingsStore } from '../settings/settings-store.ts';
import type { MainText } from '../text/en.ts';
import { type Language, mainText, systemLanguage } from '../text/main-text.ts';
import { type Bundle, readBundle, registerAppScheme, serveApp } from './app-protocol.ts';
import { type LinkAnswer, LinkConfirmation, type LinkQuestion } from './confirm-link.ts';
import { type DeepLink, deepLinkOf } from './deep-links.ts';
import { lockDown } from './lock-down.ts';
import { bringToFront, openMainWindow } from './main-window.ts';
import { confirmOrigin, pageOrigin, previewOrigin } from './origins.ts';
import { PreviewView, type ShownFile } from './preview-view.ts';
import { becomeSingleInstance } from './single-instance.ts';
import type { Surroundings } from './surroundings.ts';
import { applyTheme } from './theme.ts';
import { webPreferences } from './web-preferences.ts';

interface ShellParts {
  /** Absolute path of the folder with main/, preload/ and renderer/. */
  readonly built: string;
  /** Absolute path of the folder with icon.png. */
  readonly assets: string;
  readonly log: FaultLog;
  readonly onWake: (why: 'resumed' | 'network-changed') => void;
}

/** Calls the shell answers itself; whoever composes the house answers all others. */
export type ShellCall = keyof ReturnType<typeof settingsCalls> | 'app.painted';

/** Without "persist:" nothing that a page holds is ever written to the disk. */
const pagesPartition = 'pages';
const previewPartition = 'preview';

/** The house around the services: everything of Electron's that they need, and nothing of theirs. */
export class Shell {
  readonly settings: SettingsStore;
  readonly router: Router;
  /** Resolves when the conversation list, or the page to sign in, has been painted; in milliseconds since the epoch. */
  readonly painted: Promise<number>;
  readonly #parts: ShellParts;
  readonly #served = Promise.withResolvers<void>();
  readonly #bundle: Bundle;
  readonly #confirmation: LinkConfirmation;
  readonly #preview: PreviewView;
  #tellVisible: (isVisible: boolean) => void = () => undefined;
  #pages: Session | null = null;
  #previewSession: Session | null = null;
  #window: BrowserWindow | null = null;
  #surroundings: Promise<Surroundings> | null = null;

  /**
   * Before Electron is ready: what cannot be settled later. Null when another instance runs; it has been told, and this
   * process is on its way out.
   */
  static raise(parts: ShellParts): Shell | null {
    app.enableSandbox();
    // Electron would put up a menu of its own, with DevTools and links to the web.
    Menu.setApplicationMenu(null);
    registerAppScheme(protocol);
    lockDown(app);
    const wishes = { show: (): void => undefined, follow: (_link: DeepLink): void => undefined };
    const isFirst = becomeSingleInstance(app, {
      show: () => wishes.show(),
      follow: (link) => wishes.follow(link),
    });
    if (isFirst) return new Shell(parts, wishes);
    app.quit();
    return null;
  }

  private constructor(parts: ShellParts, wishes: { show: () => void; follow: (link: DeepLink) => void }) {
    const painted = Promise.withResolvers<number>();
    this.#parts = parts;
    this.#bundle = readBundle(path.join(parts.built, 'renderer'));
    this.painted = painted.promise;
    this.settings = new SettingsStore(
      new SettingsDisk({ folder: app.getPath('userData'), now: () => new Date(), ipcMain }),
    );
    this.router = new Router({ ipcMain, origin: pageOrigin, log: parts.log });
    this.router.serve({
      ...settingsCalls(this.settings),
      'app.painted': async ({ at }) => {
        painted.resolve(at);
        return { ok: true, value: null };
      },
    });
    this.#confirmation = new LinkConfirmation({
      createView: () => new WebContentsView({ webPreferences: this.#preferences('confirm-preload') }),
      router: new ViewRouter({
        ipcMain,
        channel: confirmChannel,
        calls: confirmCalls,
        origin: confirmOrigin,
        log: parts.log,
      }),
      now: () => performance.now(),
    });
    this.#preview = new PreviewView({
      createView: () => new WebContentsView({ webPreferences: this.#previewPreferences() }),
      router: new ViewRouter({
        ipcMain,
        channel: previewChannel,
        calls: previewCalls,
        origin: previewOrigin,
        log: parts.log,
      }),
    });
    wishes.show = () => this.#window !== null && bringToFront(this.#window);
    wishes.follow = (link) => this.router.publish('conversation.show', link);
    const link = deepLinkOf(process.argv);
    if (link !== null) wishes.follow(link);
  }

  /** Resolves when the page has its script: while it runs, main has time. */
  get served(): Promise<void> {
    return this.#served.promise;
  }

  get language(): Language {
    const { language } = this.settings.settings;
    return language === 'system' ? this.systemLanguage : language;
  }

  get systemLanguage(): Language {
    return systemLanguage(app.getPreferredSystemLanguages());
  }

  get text(): MainText {
    return mainText(this.language);
  }

  /** Told when the window comes into sight or goes out of it. */
  onVisible(listener: (isVisible: boolean) => void): void {
    this.#tellVisible = listener;
  }

  /** Opens the window. What its first picture does not need is made after it. */
  async open(): Promise<void> {
    await app.whenReady();
    const isDesktopDark = nativeTheme.shouldUseDarkColors;
    applyTheme(nativeTheme, this.settings.settings.theme);
    this.#pages = session.fromPartition(pagesPartition);
    serveApp(this.#pages.protocol, this.#bundle, (mimeType) => {
      if (mimeType === 'text/javascript') this.#served.resolve();
    });
    let isQuitting = false;
    app.on('before-quit', () => {
      isQuitting = true;
    });
    const window = openMainWindow({
      create: (options) => new BrowserWindow(options),
      webPreferences: this.#preferences('preload'),
      isDark: nativeTheme.shouldUseDarkColors,
      isDesktopDark,
      workAreas: () => screen.getAllDisplays().map((display) => display.workArea),
      state: this.settings.window,
      keep: (state) => {
        this.settings.window = state;
      },
      staysWhenClosed: () => process.platform === 'darwin' && !isQuitting,
    });
    this.#window = window;
    window.on('show', () => this.#tellVisible(true));
    window.on('restore', () => this.#tellVisible(true));
    window.on('hide', () => this.#tellVisible(false));
    window.on('minimize', () => this.#tellVisible(false));
    this.router.attach(window.webContents);
    this.settings.onChanged((settings) => {
      applyTheme(nativeTheme, settings.theme);
      this.router.publish('settings.changed', settings);
    });
    app.on('activate', () => bringToFront(window));
    app.on('window-all-closed', () => app.quit());
  }

  /** The system's proxies for a URL, its exceptions included; empty when its settings name a script, which nobody here may fetch. */
  async lookUpProxy(url: string): Promise<string> {
    await app.whenReady();
    return session.fromPartition(pagesPartition).resolveProxy(url);
  }

  /** Shows the question above the page; `back` when there is no window to show it in. */
  async confirmLink(question: Omit<LinkQuestion, 'theme' | 'language'>): Promise<LinkAnswer> {
    if (this.#window === null) return 'back';
    const { theme } = this.settings.settings;
    return this.#confirmation.ask(this.#window, { ...question, theme, language: this.language });
  }

  /** Shows a file above the page, until it is closed. At most one at a time. */
  async showPreview(file: Omit<ShownFile, 'theme' | 'language'>): Promise<void> {
    if (this.#window === null) return;
    const { theme } = this.settings.settings;
    await this.#preview.show(this.#window, { ...file, theme, language: this.language });
  }

  /** Menu, tray, notifications and the rest; made when first asked for, after the first picture. */
  async surroundings(): Promise<Surroundings> {
    this.#surroundings ??= this.#furnish();
    return this.#surroundings;
  }

  async #furnish(): Promise<Surroundings> {
    await this.painted;
    const { Surroundings } = await import('./surroundings.ts');
    if (this.#window === null) throw new Error('painted without a window');
    return new Surroundings({
      window: this.#window,
      router: this.router,
      settings: this.settings,
      text: () => this.text,
      icon: path.join(this.#parts.assets, 'icon.png'),
      onWake: this.#parts.onWake,
    });
  }

  #preferences(preload: string): WebPreferences {
    if (this.#pages === null) throw new Error('a page before Electron is ready');
    return webPreferences(this.#preloadFile(preload), this.#pages);
  }

  /** Its session serves the preview's own page and nothing else; what shows files is read when the first is shown. */
  #previewPreferences(): WebPreferences {
    if (this.#previewSession === null) {
      this.#previewSession = session.fromPartition(previewPartition);
      const bundle = readBundle(path.join(this.#parts.built, 'preview'));
      serveApp(this.#previewSession.protocol, bundle, () => undefined);
    }
    return webPreferences(this.#preloadFile('preview-preload'), this.#previewSession);
  }

  #preloadFile(name: string): string {
    return path.join(this.#parts.built, 'preload', `${name}.cjs`);
  }
}
