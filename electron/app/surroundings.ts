import os from 'node:os';
import {
  app,
  type BrowserWindow,
  dialog,
  Menu,
  Notification,
  nativeImage,
  powerMonitor,
  Tray,
} from 'electron';
import type { Router } from '../bridge/router.ts';
import type { SettingsStore } from '../settings/settings-store.ts';
import type { MainText } from '../text/en.ts';
import { bringToFront } from './main-window.ts';
import { menuTemplate } from './menu.ts';
import { Notifications } from './notifications.ts';
import { watchPower } from './power.ts';
import { SaveDialog } from './save-dialog.ts';
import { TrayIcon } from './tray.ts';

/** In device-independent pixels; trays of Windows and Linux shrink what they get, macOS shows it as it is. */
const traySize = process.platform === 'darwin' ? 18 : 32;

interface SurroundingsParts {
  readonly window: BrowserWindow;
  readonly router: Pick<Router, 'publish'>;
  readonly settings: SettingsStore;
  /** In the language of the moment. */
  readonly text: () => MainText;
  /** Absolute path of a PNG. */
  readonly icon: string;
  readonly onWake: (why: 'resumed' | 'network-changed') => void;
}

/** What stands around the window and is not needed for its first picture. */
export class Surroundings {
  readonly notifications: Notifications;
  readonly saveDialog: SaveDialog;
  readonly #parts: SurroundingsParts;
  readonly #tray: TrayIcon;
  #unread = 0;

  constructor(parts: SurroundingsParts) {
    this.#parts = parts;
    const { window, router, settings, text } = parts;
    this.notifications = new Notifications({
      create: (options) => new Notification(options),
      platform: process.platform,
      isWatched: () => window.isDestroyed() || window.isFocused(),
      mode: () => settings.settings.notifications,
      text: () => text().notifications,
      show: (peer) => {
        bringToFront(window);
        router.publish('conversation.show', { peer, prefill: '' });
      },
    });
    this.saveDialog = new SaveDialog({
      dialog,
      window: () => window,
      folder: () => app.getPath('downloads'),
      text: () => text().saveDialog,
    });
    const icon = nativeImage.createFromPath(parts.icon);
    if (process.platform === 'linux') window.setIcon(icon);
    this.#tray = new TrayIcon({
      createTray: (image) => new Tray(image),
      buildMenu: (template) => Menu.buildFromTemplate(template),
      image: icon.resize({ width: traySize, height: traySize, quality: 'best' }),
      open: () => bringToFront(window),
      quit: () => app.quit(),
    });
    watchPower({
      powerMonitor,
      networkInterfaces: os.networkInterfaces,
      every: (milliseconds, look) => setInterval(look, milliseconds).unref(),
      onWake: parts.onWake,
    });
    settings.onChanged(() => this.#speak());
    this.#speak();
  }

  /** All conversations together; on macOS and some Linux desktops also on the application's icon. */
  showUnread(count: number): void {
    this.#unread = count;
    this.#tray.show(this.#parts.text(), count);
    app.setBadgeCount(count);
  }

  #speak(): void {
    const text = this.#parts.text();
    const run = (name: Parameters<Parameters<typeof menuTemplate>[0]['run']>[0]): void =>
      this.#parts.router.publish('command', { name });
    Menu.setApplicationMenu(
      Menu.buildFromTemplate(menuTemplate({ text: text.menu, platform: process.platform, run })),
    );
    this.#tray.show(text, this.#unread);
  }
}
