import { domainToUnicode } from 'node:url';

/** A link taken apart once for all checks. */
export interface ReadLink {
  /** As an eye reads it: without hidden characters. */
  readonly written: string;
  /** Lower case, without the colon; "unc" for `\\host\share`; empty when there is none. */
  readonly scheme: string;
  /** Null when it cannot be read as a URL. */
  readonly url: URL | null;
  /** In ASCII (A-labels), lower case, without a trailing dot; empty when there is none. For mailto the host of the address. */
  readonly host: string;
  /** The host in Unicode (U-labels); a label that is no valid A-label stays as it is. */
  readonly unicodeHost: string;
}

export function readLink(written: string): ReadLink {
  const isUnc = /^\\\\/.test(written);
  const scheme = isUnc ? 'unc' : (/^([A-Za-z][A-Za-z0-9+.-]*):/.exec(written)?.[1]?.toLowerCase() ?? '');
  const url = isUnc || !URL.canParse(written) ? null : new URL(written);
  const host = url === null ? '' : hostOf(url);
  return { written, scheme, url, host, unicodeHost: unicodeOf(host) };
}

function unicodeOf(host: string): string {
  return host.includes('xn--') ? domainToUnicode(host) : host;
}

/** RFC 1035 section 2.3.4. */
const longestHost = 253;

function hostOf(url: URL): string {
  const written = url.protocol === 'mailto:' ? mailHost(url) : url.hostname;
  const host = written.toLowerCase().replace(/\.$/, '');
  return host.length > longestHost ? '' : host;
}

/** Of the one address of a mail link; empty when there are several, since one verdict cannot speak for all. */
function mailHost(url: URL): string {
  const parts = decoded(url.pathname).split('@');
  const text = `https://${parts[1]}`;
  return parts.length === 2 && URL.canParse(text) ? new URL(text).hostname : '';
}

/** Percent-decoded where that is possible, else as it is. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (error instanceof URIError) return text;
    throw error;
  }
}

/** What is written between the scheme's slashes and the path: where user name, host and port stand. */
export function writtenAuthority(written: string): string {
  return /^[A-Za-z][A-Za-z0-9+.-]*:[/\\]*([^/\\?#]*)/.exec(written)?.[1] ?? '';
}
