import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle, WebPreferences } from 'electron';
import type { WindowState } from '../settings/settings-file.ts';
import { pageUrl } from './origins.ts';

const smallest = { width: 480, height: 560 };
const usual = { width: 1280, height: 800 };
/** The surface of the conversation in the two themes (renderer/theme/tokens.css), seen until the page has painted. */
const surface = { light: '#ffffff', dark: '#181c23' };
/** How long a window may go on moving before its place is written down, in milliseconds. */
const settled = 500;
/** Two crashes within this time, in milliseconds, are one loop. */
const crashLoop = 10_000;

interface MainWindowParts {
  readonly create: (options: BrowserWindowConstructorOptions) => BrowserWindow;
  readonly webPreferences: WebPreferences;
  readonly isDark: boolean;
  /** What a window is filled with until its first frame (X11) is the desktop's, whatever the theme. */
  readonly isDesktopDark: boolean;
  /** Its page begins with a picture, and need not wait for its script. */
  readonly hasPicture: boolean;
  /** Work areas of the screens there are. */
  readonly workAreas: () => readonly Rectangle[];
  readonly state: WindowState | null;
  readonly keep: (state: WindowState) => void;
  /** On macOS a closed window is put away, not given up, until the application quits. */
  readonly staysWhenClosed: () => boolean;
}

/**
 * The one window, made as early as possible, and shown where it stood before: at once when its page begins with a picture, else when its
 * page's script has run. Until then its page counts as hidden: one that is to be seen waits for the graphics process before it reads
 * its script, and that process is as new. It takes that time where an empty window would be a flash: in a dark theme on a light desktop, or the other way round.
 */
export function openMainWindow(parts: MainWindowParts): BrowserWindow {
  const state = parts.state !== null && isReachable(parts.state, parts.workAreas()) ? parts.state : null;
  const waitsForFrame = parts.isDark !== parts.isDesktopDark;
  const isShownAtOnce = parts.hasPicture && !waitsForFrame && state?.isMaximized !== true;
  const window = parts.create({
    ...usual,
    ...(state === null ? {} : { x: state.x, y: state.y, width: state.width, height: state.height }),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: isShownAtOnce,
    paintWhenInitiallyHidden: waitsForFrame,
    backgroundColor: parts.isDark ? surface.dark : surface.light,
    autoHideMenuBar: true,
    title: 'Gatehouse',
    webPreferences: parts.webPreferences,
  });
  const show = (): void => {
    if (state?.isMaximized === true) window.maximize();
    window.show();
  };
  if (waitsForFrame) window.once('ready-to-show', show);
  else if (!isShownAtOnce) window.webContents.once('dom-ready', show);
  // The page does not name the window: a title is text that other programs show.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.on('close', (event) => {
    if (!parts.staysWhenClosed()) return;
    event.preventDefault();
    window.hide();
  });
  keepState(window, parts.keep);
  keepAlive(window);
  void window.loadURL(pageUrl);
  return window;
}

export function bringToFront(window: BrowserWindow): void {
  // Somebody starts Gatehouse again while it is still closing its archive.
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** Whether enough of the title bar lies on a screen to take hold of it; screens come and go. */
function isReachable(state: WindowState, workAreas: readonly Rectangle[]): boolean {
  const grip = 100;
  return workAreas.some(
    (area) =>
      state.x + state.width >= area.x + grip &&
      state.x <= area.x + area.width - grip &&
      state.y >= area.y &&
      state.y <= area.y + area.height - grip,
  );
}

/** A page that crashed comes up again; one that does so twice in a row has met something it will meet again. */
function keepAlive(window: BrowserWindow): void {
  let lastCrash = Number.NEGATIVE_INFINITY;
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const now = performance.now();
    const isRepeated = now - lastCrash < crashLoop;
    lastCrash = now;
    if (reason !== 'clean-exit' && !isRepeated) void window.loadURL(pageUrl);
  });
}

function keepState(window: BrowserWindow, keep: (state: WindowState) => void): void {
  let timer: NodeJS.Timeout | undefined;
  const write = (): void => {
    clearTimeout(timer);
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    keep({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(write, settled);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.on('maximize', soon);
  window.on('unmaximize', soon);
  window.on('close', write);
}
