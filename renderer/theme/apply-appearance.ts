import type { Settings } from '../../shared/model/settings.ts';
import type { Language } from '../text/language.ts';

/** Tells the page its theme and language; `system` leaves the theme to the operating system's preferences. */
export function applyAppearance(root: HTMLElement, theme: Settings['theme'], language: Language): void {
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  root.lang = language;
}
