import type { Finding, Inspector } from '../inspector.ts';
import { linkFindings } from '../link-findings.ts';
import { wholeText } from '../types/text-type.ts';

/** Where a shortcut to a page leads, and what it fetches by itself to show its picture. */
export const internetShortcut: Inspector = {
  name: 'shortcut',
  takes: ['internet-shortcut', 'shell-command', 'library-file', 'search-file'],
  inspect: (bytes, context) => {
    const text = wholeText(bytes);
    const target =
      /^[ \t]*url[ \t]*=[ \t]*(.{1,4000})$/im.exec(text) ?? /<string>\s*([a-z]+:[^<]{1,4000})</i.exec(text);
    const led = target?.[1] === undefined ? [] : linkFindings(target[1].trim(), '', context);
    return [...led, ...(fetches.test(text) ? [remote] : [])];
  },
};

// A path of another computer: asking for it tells that computer the login (NTLM), before anybody has opened anything.
const fetches = /(?:=|>)\s*(?:file:)?[/\\]{2}[^\s/\\]+[/\\]/i;
const remote: Finding = { code: 'file.fetches-by-itself', level: 'block', where: '', params: {} };
