import { canonical } from './canonical-url.ts';

/** The company's list of hosts and URL prefixes, prepared for looking up once. */
export interface Blocklist {
  /** The line that covers this URL, as the list writes it; null when none does. `host` stands for the URL's own (a mail address has none). */
  match(url: URL, host: string): string | null;
  /** Numbers of the lines that could not be read, from 1. */
  readonly unreadable: readonly number[];
}

/**
 * One host or URL prefix per line, `#` comments. A host covers its subdomains, every port and scheme; a prefix covers what begins
 * with it, in the canonical form of the Safe Browsing URL rules (case, percent-encoding, `..`, `//`, port and fragment folded).
 */
export function readBlocklist(text: string): Blocklist {
  const hosts = new Map<string, string>();
  const prefixes = new Map<string, { path: string; line: string }[]>();
  const unreadable: number[] = [];
  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = raw.replace(/(?:^|\s)#.*$/, '').trim();
    if (line === '') continue;
    const entry = readEntry(line);
    if (entry === null) unreadable.push(index + 1);
    else if (entry.path === '') hosts.set(entry.host, line);
    else {
      const known = prefixes.get(entry.host);
      if (known === undefined) prefixes.set(entry.host, [{ path: entry.path, line }]);
      else known.push({ path: entry.path, line });
    }
  }
  return {
    unreadable,
    match(url, host) {
      const { path } = canonical(url);
      for (const suffix of suffixes(host)) {
        const whole = hosts.get(suffix);
        if (whole !== undefined) return whole;
        const prefix = prefixes.get(suffix)?.find((candidate) => path.startsWith(candidate.path));
        if (prefix !== undefined) return prefix.line;
      }
      return null;
    },
  };
}

function readEntry(line: string): { host: string; path: string } | null {
  const hasScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(line);
  const text = (hasScheme ? line : `https://${line}`).replace(/^([a-z]+:\/\/)\*?\./i, '$1');
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.hostname === '' || url.username !== '') return null;
  const { host, path } = canonical(url);
  return { host, path: path === '/' ? '' : path };
}

function* suffixes(host: string): Generator<string> {
  yield host;
  // An address in numbers has no parent.
  if (/^[\d.]+$/.test(host) || host.startsWith('[')) return;
  for (let dot = host.indexOf('.'); dot !== -1; dot = host.indexOf('.', dot + 1)) yield host.slice(dot + 1);
}
