const schemes: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
/** RFC 6068 section 7: a client acts on harmless header fields only. `attach` made several send files of the sender's choice. */
const mailFields: ReadonlySet<string> = new Set(['to', 'cc', 'bcc', 'subject', 'body', 'in-reply-to']);
const longest = 8192;

export type UrlRefusal = 'not-exact' | 'scheme' | 'userinfo' | 'mail-field' | 'too-long';

/** Why a URL may not be handed to another program; null when it may, exactly as it was shown. */
export function urlRefusal(shown: string): UrlRefusal | null {
  if (shown.length > longest) return 'too-long';
  // A parsed URL is printable ASCII throughout. So spaces, tabs, controls, bidi marks, look-alike letters, backslashes and
  // capitals in scheme or host all show as a difference between what was written and what it parses to.
  if (!/^[\x21-\x7e]+$/.test(shown) || !URL.canParse(shown)) return 'not-exact';
  const url = new URL(shown);
  if (url.href !== shown) return 'not-exact';
  if (!schemes.has(url.protocol)) return 'scheme';
  if (url.username !== '' || url.password !== '') return 'userinfo';
  if (url.protocol === 'mailto:') return mailRefusal(url);
  return null;
}

function mailRefusal(url: URL): UrlRefusal | null {
  const fields = [...url.searchParams.keys()].map((field) => field.toLowerCase());
  return fields.every((field) => mailFields.has(field)) ? null : 'mail-field';
}
