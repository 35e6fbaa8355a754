import type { Reason } from '../../../shared/model/verdict.ts';
import { isAscii } from '../characters/scripts.ts';
import type { ReadLink } from './read-link.ts';
import { encryptedFileSchemes, openSchemes } from './schemes.ts';

// RFC 6068 section 7 and CVE-2020-11879: other header fields attach files or send elsewhere than shown.
const harmlessFields = new Set(['subject', 'body']);

/** The scheme is one that may be opened, and the link can be read as what the scheme promises. */
export function scheme(link: ReadLink, allowed: ReadonlySet<string> = openSchemes): readonly Reason[] {
  if (encryptedFileSchemes.has(link.scheme))
    return [{ code: 'link.encrypted-file', level: 'block', params: {} }];
  if (link.scheme === '') return [unreadable];
  if (!openSchemes.has(link.scheme) || !allowed.has(link.scheme)) return [forbidden(link.scheme)];
  if (link.url === null || link.host === '' || !isValidHost(link)) return [unreadable];
  if (link.scheme !== 'mailto') return [];
  // RFC 6068 section 2: a mail link has addresses and no authority; with one, programs differ in whom they write to.
  if (link.url.host !== '' || link.url.pathname.startsWith('/')) return [unreadable];
  const fields = [...link.url.searchParams.keys()].map((field) => field.toLowerCase());
  const harmful = fields.find((field) => !harmlessFields.has(field));
  return harmful === undefined ? [] : [forbidden(`mailto?${harmful.slice(0, 50)}`)];
}

/** RFC 5891 section 5.4: an A-label that stands for no U-label, or hyphens where international names have none, is no name. */
function isValidHost({ host, unicodeHost }: ReadLink): boolean {
  const labels = unicodeHost.split('.');
  // Engines differ in what they turn back: what stays ASCII was no international name.
  const areTurnedBack = host
    .split('.')
    .every((label, at) => !label.startsWith('xn--') || !isAscii(labels[at] ?? ''));
  return areTurnedBack && labels.every((label) => label !== '' && (isAscii(label) || !/^..--/u.test(label)));
}

const unreadable: Reason = { code: 'link.unreadable', level: 'block', params: {} };

function forbidden(name: string): Reason {
  return { code: 'link.scheme-forbidden', level: 'block', params: { scheme: name } };
}
