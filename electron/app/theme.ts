import type { NativeTheme } from 'electron';
import type { Settings } from '../../shared/model/settings.ts';

/** Tells Chromium which scheme the user chose, so that pages, scroll bars and system dialogs agree. High contrast is light or dark as the system is. */
export function applyTheme(nativeTheme: Pick<NativeTheme, 'themeSource'>, theme: Settings['theme']): void {
  nativeTheme.themeSource = theme === 'contrast' ? 'system' : theme;
}
