import type { Catalogue } from '../text/catalogue.ts';
import { isDrawnAhead } from './drawn-ahead.ts';

/** The first picture is drawn in main, whose `navigator` says nothing of the system or is not there. */
export const isMac = isDrawnAhead ? process.platform === 'darwin' : navigator.userAgent.includes('Macintosh');

/** Whether the key that commands go with is down: Cmd on a Mac, Ctrl elsewhere. */
export function hasCommandKey(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>): boolean {
  return isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
}

export function commandKeyName(words: Catalogue['shortcuts']['keys']): string {
  return isMac ? words.cmd : words.ctrl;
}
