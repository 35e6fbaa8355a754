import { parse } from 'tldts';
import type { Reason } from '../../../shared/model/verdict.ts';
import { decoded, type ReadLink, writtenAuthority } from './read-link.ts';

/** How the part before the path is written: user name, numbers for a host, and spellings that readers and programs read differently. */
export function addressForm(link: ReadLink): readonly Reason[] {
  if (link.url === null || link.scheme === 'mailto') return [];
  return [...userinfo(link.url, link.host), ...ipLiteral(link), ...disguise(link)];
}

/** `https://corp.test@evil.example/` leads to evil.example. Credentials do not belong in a link either (RFC 3986 section 7.5). */
function userinfo(url: URL, host: string): readonly Reason[] {
  if (url.username === '' && url.password === '') return [];
  const written = url.password === '' ? url.username : `${url.username}:…`;
  return [
    { code: 'link.userinfo', level: 'block', params: { host, userinfo: decoded(written).slice(0, 200) } },
  ];
}

function ipLiteral({ host, written }: ReadLink): readonly Reason[] {
  const isV6 = host.startsWith('[');
  if (!isV6 && !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(host)) return [];
  const asWritten = hostAsWritten(written);
  // The URL standard reads 0x7f.1, 017700000001 and 2130706433 as addresses too; nobody writes them to be understood.
  const isPlain = asWritten === host || (isV6 && /^\[[0-9a-f:.]+\]$/i.test(asWritten));
  return [
    {
      code: 'link.ip-literal',
      level: isPlain ? 'warn' : 'block',
      params: { host: asWritten.slice(0, 200), address: host.replace(/^\[|\]$/g, '') },
    },
  ];
}

function disguise({ written, host }: ReadLink): readonly Reason[] {
  // Backslashes and missing slashes are repaired by browsers only: other programs see another host.
  const isRepaired = !/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/\\]/.test(written) || /^[^?#]*\\/.test(written);
  const isEncoded = hostAsWritten(written).includes('%');
  if (!isRepaired && !isEncoded && !hasHostBehind(written)) return [];
  const level = isRepaired || isEncoded ? 'block' : 'warn';
  return [{ code: 'link.disguised-host', level, params: { written: written.slice(0, 200), host } }];
}

/** `https://evil.example?corp.test/` and `https://evil.example#corp.test/`: the host ends earlier than it seems. */
function hasHostBehind(written: string): boolean {
  const behind = /^[a-z]+:\/\/[^/\\?#]*(?:\?([^/=&]+)(?:\/|$)|#([^/=&]+)\/)/i.exec(written);
  const text = behind?.[1] ?? behind?.[2] ?? '';
  return text.length < 254 && text.includes('.') && parse(text).isIcann === true;
}

function hostAsWritten(written: string): string {
  const authority = writtenAuthority(written);
  return authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d*$/, '');
}
