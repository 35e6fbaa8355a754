import { readFileSync } from 'node:fs';
import type { Settings } from '../../shared/model/settings.ts';
import type { WindowState } from './settings-file.ts';

/** What the first moments need to know; null where the file does not say it plainly. */
export interface FirstLook {
  readonly theme: Settings['theme'];
  readonly window: WindowState | null;
  /** The address whose password the keychain has, as it stands there. */
  readonly remembered: string | null;
}

/**
 * A look into settings.json while the schema that judges it is still to be loaded: that takes longer than opening a window. Nothing
 * is decided by it that SettingsStore does not decide again.
 */
export function firstLook(file: string): FirstLook {
  const { settings, window, lastAccount } = objectIn(file);
  const theme = isObject(settings) ? settings['theme'] : null;
  return {
    theme: theme === 'light' || theme === 'dark' || theme === 'contrast' ? theme : 'system',
    window: isObject(window) ? windowIn(window) : null,
    remembered: isObject(lastAccount) ? rememberedIn(lastAccount) : null,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function objectIn(file: string): Fields {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isObject(value) ? value : {};
  } catch {
    // Not there yet, or damaged: SettingsStore sets it aside and says so.
    return {};
  }
}

function windowIn({ x, y, width, height, isMaximized }: Fields): WindowState | null {
  const isPlace = isPixels(x) && isPixels(y) && isPixels(width) && isPixels(height);
  if (!isPlace || width <= 0 || height <= 0) return null;
  return { x, y, width, height, isMaximized: isMaximized === true };
}

function rememberedIn({ account, isRemembered }: Fields): string | null {
  return isRemembered === true && typeof account === 'string' ? account : null;
}

/** As in the schema. */
function isPixels(value: unknown): value is number {
  return Number.isInteger(value) && Math.abs(Number(value)) <= 100_000;
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
