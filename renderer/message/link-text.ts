import type { LinkFinding } from '../../shared/model/message.ts';

/** How a link reads: the real host in bold, what stands around it dimmed. */
export interface LinkText {
  readonly before: string;
  readonly host: string;
  readonly after: string;
}

const longestRest = 48;

/**
 * The text of a link comes from the URL that would be opened and never from what the sender wrote. https is what one expects
 * and is left out; any other scheme is shown. Without a host (an unreadable link) `written` is all there is.
 */
export function linkText({ url, host }: Pick<LinkFinding, 'url' | 'host'>, written: string): LinkText {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0] ?? '';
  const rest = url.slice(scheme.length);
  const at = host === '' ? -1 : rest.toLowerCase().indexOf(host.toLowerCase());
  if (url === '' || at === -1) return { before: '', host: shorten(written), after: '' };
  const before = rest.slice(0, at).replace(/^\/\//, '');
  const after = rest.slice(at + host.length);
  return {
    before: `${scheme === 'https:' || scheme === 'mailto:' ? '' : `${scheme}//`}${shorten(before)}`,
    host,
    after: after === '/' ? '' : shorten(after),
  };
}

/** Takes the middle out: the beginning of a path says what it is, its end which one. */
export function shorten(text: string, longest: number = longestRest): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const head = Math.ceil((longest - 1) * 0.6);
  const tail = longest - 1 - head;
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}
