/**
 * Host and path with query in one spelling, so that a list is not dodged by another: after the canonicalisation of Google's Safe
 * Browsing ("URLs and Hashing"): no user name, port or fragment, percent-encoding undone until nothing changes, `//`, `/./` and
 * `/../` resolved, then encoded once.
 */
export function canonical(url: URL): { host: string; path: string } {
  const host = url.hostname
    .toLowerCase()
    .replace(/^\.+|\.+$/g, '')
    .replace(/\.{2,}/g, '.');
  const path = resolved(encoded(unescapedFully(url.pathname)));
  return { host, path: path + (url.search === '' ? '' : encoded(unescapedFully(url.search))) };
}

/** Works on bytes, one character each: what is encoded need not be UTF-8. */
function unescapedFully(text: string): string {
  let current = Buffer.from(text, 'utf8').toString('latin1');
  for (;;) {
    const next = current.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (next === current) return current;
    current = next;
  }
}

function encoded(text: string): string {
  let result = '';
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const mustEncode = code <= 0x20 || code >= 0x7f || code === 0x23 || code === 0x25;
    result += mustEncode ? `%${(code & 0xff).toString(16).toUpperCase().padStart(2, '0')}` : text[at];
  }
  return result;
}

function resolved(path: string): string {
  const kept: string[] = [];
  const segments = path.split('/');
  for (const segment of segments) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const last = segments.at(-1);
  const isFolder = last === '' || last === '.' || last === '..';
  return `/${kept.join('/')}${isFolder && kept.length > 0 ? '/' : ''}`;
}
