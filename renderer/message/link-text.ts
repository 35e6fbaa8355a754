import type { LinkFinding, Message } from '../../shared/model/message.ts';
import { bodyParts } from './body-parts.ts';

/** How a link reads: the real host in bold, what stands around it dimmed. */
export interface LinkText {
  readonly before: string;
  readonly host: string;
  readonly after: string;
}

const longestRest = 48;

/**
 * The text of a link comes from the URL that would be opened and never from what the sender wrote. On the web it begins with
 * the host: neither a scheme nor a user name stands before it. An e-mail address is shown whole. Without a host (an unreadable
 * link) `written` is all there is.
 */
export function linkText({ url, host }: Pick<LinkFinding, 'url' | 'host'>, written: string): LinkText {
  const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(url)?.[0].toLowerCase() ?? '';
  const rest = url.slice(scheme.length);
  const at = hostIndex(rest, host);
  if (at === -1) return { before: '', host: shorten(written), after: '' };
  const isWeb = scheme === 'https:' || scheme === 'http:';
  const before = rest.slice(0, at);
  const after = rest.slice(at + host.length);
  return {
    before: isWeb ? '' : scheme === 'mailto:' ? shorten(before) : `${scheme}${shorten(before)}`,
    host,
    after: after === '/' ? '' : shorten(after),
  };
}

/** The body as characters alone. A link in it reads as it would anywhere: nobody takes one for another whose letters look the same. */
export function withRealHosts(message: Pick<Message, 'body' | 'links'>): string {
  return bodyParts(message)
    .map((part) => {
      if (part.kind === 'text') return part.text;
      const { before, host, after } = linkText(part.link, part.written);
      return `${before}${host}${after}`;
    })
    .join('');
}

/** Where the host stands behind the scheme; a user name before it may contain the same letters (RFC 3986 section 3.2.1). */
function hostIndex(rest: string, host: string): number {
  if (host === '') return -1;
  const authority = /^(?:\/\/)?[^/?#]*/.exec(rest)?.[0] ?? '';
  const from = Math.max(authority.startsWith('//') ? 2 : 0, authority.lastIndexOf('@') + 1);
  return rest.toLowerCase().indexOf(host.toLowerCase(), from);
}

/** Takes the middle out: the beginning of a path says what it is, its end which one. */
export function shorten(text: string, longest: number = longestRest): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const head = Math.ceil((longest - 1) * 0.6);
  const tail = longest - 1 - head;
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}
