import type { Menu, MenuItemConstructorOptions, NativeImage, Tray } from 'electron';
import type { MainText } from '../text/en.ts';

interface TrayParts {
  readonly createTray: (image: NativeImage) => Tray;
  readonly buildMenu: (template: MenuItemConstructorOptions[]) => Menu;
  readonly image: NativeImage;
  readonly open: () => void;
  readonly quit: () => void;
}

/** The icon beside the clock. Closing the window never depends on it: many Linux desktops do not show one. */
export class TrayIcon {
  readonly #parts: TrayParts;
  readonly #tray: Tray;

  constructor(parts: TrayParts) {
    this.#parts = parts;
    this.#tray = parts.createTray(parts.image);
    this.#tray.on('click', parts.open);
  }

  show(text: MainText, unread: number): void {
    this.#tray.setToolTip(unread === 0 ? 'Gatehouse' : `Gatehouse · ${text.tray.unread(unread)}`);
    this.#tray.setContextMenu(
      this.#parts.buildMenu([
        { label: text.tray.open, click: this.#parts.open },
        { type: 'separator' },
        { label: text.menu.quit, click: this.#parts.quit },
      ]),
    );
  }
}
