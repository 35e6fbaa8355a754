import type { BrowserWindow, WebContentsView } from 'electron';

/** Lays the view over the whole window, and takes keyboard and mouse from the page below. What it returns undoes that. */
export function layOver(window: BrowserWindow, view: WebContentsView): () => void {
  const page = window.webContents;
  const fillWindow = (): void => {
    const { width, height } = window.getContentBounds();
    view.setBounds({ x: 0, y: 0, width, height });
  };
  const swallow = (event: Electron.Event): void => event.preventDefault();
  const focus = (): void => {
    if (!view.webContents.isDestroyed()) view.webContents.focus();
  };
  // A change of focus within a change of focus is ignored.
  const keepFocus = (): NodeJS.Immediate => setImmediate(focus);
  view.setBackgroundColor('#00000000');
  fillWindow();
  window.contentView.addChildView(view);
  window.on('resize', fillWindow);
  page.on('before-input-event', swallow);
  page.on('focus', keepFocus);
  view.webContents.setIgnoreMenuShortcuts(true);
  // Until its page is there, the view has nothing that could take the focus.
  view.webContents.once('dom-ready', focus);
  return () => {
    if (!view.webContents.isDestroyed()) view.webContents.close();
    if (window.isDestroyed()) return;
    window.off('resize', fillWindow);
    page.off('before-input-event', swallow);
    page.off('focus', keepFocus);
    window.contentView.removeChildView(view);
    page.focus();
  };
}
