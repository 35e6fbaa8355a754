import path from 'node:path';
import {
  app,
  ipcMain,
  nativeTheme,
  type Session,
  session,
  WebContentsView,
  type WebPreferences,
} from 'electron';
import type { CallInput } from '../../shared/ipc/calls.ts';
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
import { readBundle, serveApp } from './app-protocol.ts';
import { type LinkAnswer, LinkConfirmation, type LinkQuestion } from './confirm-link.ts';
import { deepLinkOf } from './deep-links.ts';
import { confirmOrigin, pageOrigin, previewOrigin } from './origins.ts';
import { PreviewView, type ShownFile } from './preview-view.ts';
import type { Surroundings } from './surroundings.ts';
import { applyTheme } from './theme.ts';
import type { Threshold } from './threshold.ts';

interface ShellParts {
  /** With its window open. */
  readonly threshold: Threshold;
  /** Absolute path of the folder with icon.png. */
  readonly assets: string;
  readonly log: FaultLog;
  readonly onWake: (why: 'resumed' | 'network-changed') => void;
}

type Painted = CallInput<'app.painted'>;

/** Calls the shell answers itself; whoever composes the house answers all others. */
export type ShellCall = keyof ReturnType<typeof settingsCalls> | 'app.painted';

/** In memory, like that of the pages. */
const previewPartition = 'preview';

/** The house around the services: everything of Electron's that they need, and nothing of theirs. */
export class Shell {
  readonly settings: SettingsStore;
  readonly router: Router;
  /** Resolves when the conversation list, or the page to sign in, has been painted and answers. */
  readonly painted: Promise<Painted>;
  readonly #parts: ShellParts;
  readonly #confirmation: LinkConfirmation;
  readonly #preview: PreviewView;
  #previewSession: Session | null = null;
  #surroundings: Promise<Surroundings> | null = null;

  constructor(parts: ShellParts) {
    const { threshold, log } = parts;
    const { window } = threshold;
    const painted = Promise.withResolvers<Painted>();
    this.#parts = parts;
    this.painted = painted.promise;
    this.settings = new SettingsStore(
      new SettingsDisk({ folder: app.getPath('userData'), now: () => new Date(), ipcMain }),
    );
    threshold.keepWindow = (state) => {
      this.settings.window = state;
    };
    this.router = new Router({ ipcMain: threshold.calls, origin: pageOrigin, log });
    this.router.serve({
      ...settingsCalls(this.settings),
      'app.painted': async (times) => {
        painted.resolve(times);
        return { ok: true, value: null };
      },
    });
    this.router.attach(window.webContents);
    this.settings.onChanged((settings) => {
      applyTheme(nativeTheme, settings.theme);
      this.router.publish('settings.changed', settings);
    });
    this.#confirmation = new LinkConfirmation({
      createView: () => new WebContentsView({ webPreferences: threshold.preferences('confirm-preload') }),
      router: new ViewRouter({
        ipcMain,
        channel: confirmChannel,
        calls: confirmCalls,
        origin: confirmOrigin,
        log,
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
        log,
      }),
    });
    const follow = (words: readonly string[]): void => {
      const link = deepLinkOf(words);
      if (link !== null) this.router.publish('conversation.show', link);
    };
    follow(process.argv);
    threshold.followLinks(follow);
  }

  get language(): Language {
    const { language } = this.settings.settings;
    return language === 'system' ? this.systemLanguage : language;
  }

  /** The reader's, as the system has them. */
  get languages(): string[] {
    return app.getPreferredSystemLanguages();
  }

  get systemLanguage(): Language {
    return systemLanguage(this.languages);
  }

  get text(): MainText {
    return mainText(this.language);
  }

  /** Told when the window comes into sight or goes out of it. */
  onVisible(listener: (isVisible: boolean) => void): void {
    const { window } = this.#parts.threshold;
    window.on('show', () => listener(true));
    window.on('restore', () => listener(true));
    window.on('hide', () => listener(false));
    window.on('minimize', () => listener(false));
  }

  /** The system's proxies for a URL, its exceptions included; empty when its settings name a script, which nobody here may fetch. */
  lookUpProxy(url: string): Promise<string> {
    return this.#parts.threshold.pages.resolveProxy(url);
  }

  /** Shows the question above the page. */
  async confirmLink(question: Omit<LinkQuestion, 'theme' | 'language'>): Promise<LinkAnswer> {
    const { theme } = this.settings.settings;
    const { window } = this.#parts.threshold;
    return this.#confirmation.ask(window, { ...question, theme, language: this.language });
  }

  /** Shows a file above the page, until it is closed. At most one at a time. */
  async showPreview(file: Omit<ShownFile, 'theme' | 'language'>): Promise<void> {
    const { theme } = this.settings.settings;
    await this.#preview.show(this.#parts.threshold.window, { ...file, theme, language: this.language });
  }

  /** Menu, tray, notifications and the rest; made when first asked for, after the first picture. */
  async surroundings(): Promise<Surroundings> {
    this.#surroundings ??= this.#furnish();
    return this.#surroundings;
  }

  async #furnish(): Promise<Surroundings> {
    await this.painted;
    const { Surroundings } = await import('./surroundings.ts');
    return new Surroundings({
      window: this.#parts.threshold.window,
      router: this.router,
      settings: this.settings,
      text: () => this.text,
      icon: path.join(this.#parts.assets, 'icon.png'),
      onWake: this.#parts.onWake,
    });
  }

  /** Its session serves the preview's own page and nothing else; what shows files is read when the first is shown. */
  #previewPreferences(): WebPreferences {
    const { threshold } = this.#parts;
    if (this.#previewSession === null) {
      this.#previewSession = session.fromPartition(previewPartition);
      serveApp(this.#previewSession.protocol, readBundle(path.join(threshold.built, 'preview')));
    }
    return threshold.preferences('preview-preload', this.#previewSession);
  }
}
