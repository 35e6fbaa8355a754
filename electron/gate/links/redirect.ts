import { decoded } from './read-link.ts';

/** Where services lead on that rewrite links: mail scanners, search engines, social networks. The path as a whole, or its beginning. */
const wrappers: readonly {
  readonly host: RegExp;
  readonly path: RegExp;
  readonly parameters: readonly string[];
}[] = [
  wrapper(/(?:^|\.)safelinks\.protection\.outlook\.com$/, /^\//, 'url'),
  wrapper(/(?:^|\.)google\.[a-z.]{2,6}$/, /^\/url$/, 'q url'),
  wrapper(/(?:^|\.)google\.[a-z.]{2,6}$/, /^\/imgres$/, 'imgrefurl'),
  wrapper(/^(?:l|lm)\.facebook\.com$|^l\.(?:instagram|messenger)\.com$/, /^\/l\.php$|^\/$/, 'u'),
  wrapper(/(?:^|\.)youtube\.com$/, /^\/redirect$/, 'q'),
  wrapper(/(?:^|\.)linkedin\.com$/, /^\/(?:redir\/|safety\/go)/, 'url'),
  wrapper(/(?:^|\.)steamcommunity\.com$/, /^\/linkfilter\//, 'url u'),
  wrapper(/(?:^|\.)vk\.com$/, /^\/away\.php$/, 'to'),
  wrapper(/^duckduckgo\.com$/, /^\/l\/$/, 'uddg'),
  wrapper(/(?:^|\.)urldefense(?:\.proofpoint)?\.com$/, /^\/v[12]\/url$/, 'u'),
  wrapper(/^linkprotect\.cudasvc\.com$/, /^\/url$/, 'a'),
  wrapper(/^(?:slack-redir\.net|href\.li|out\.reddit\.com|t\.umblr\.com)$/, /^\//, 'url z'),
];

/** What sites call the address they lead to next. */
const names =
  /^(?:u|url|uri|r|rurl|redir|redirect|redirect_?(?:to|ur[il])|return|return_?(?:to|ur[il]|path)|next|dest|destination|goto|go|continue|target|link|to|out|forward|ref?url|callback|service|checkout_url|image_url)$/i;

/** Google's cache for phones, and the third form of Proofpoint's rewriting, which carry the address in their path. */
const inPath = [/^\/amp\/s\/(.+)$/, /^\/v3\/__(https?:.+?)__;/];

/**
 * The web address that this one leads on to: of a service that rewrites links, or in a parameter that pages are sent on by. It may be
 * written without a scheme, encoded twice, or encoded as base64. Null when there is none.
 */
export function redirectTarget(url: URL): string | null {
  const known = wrappers.find(({ host, path }) => host.test(url.hostname) && path.test(url.pathname));
  for (const [name, value] of url.searchParams) {
    if (value.length < 4 || !(known?.parameters.includes(name) || names.test(name))) continue;
    const target = addressIn(known === undefined ? value : proofpoint(value, url.hostname));
    if (target !== null) return target;
  }
  const behind = /(?:^|\.)(?:google\.[a-z.]{2,6}|urldefense\.com)$/.test(url.hostname)
    ? inPath.map((pattern) => pattern.exec(url.pathname)?.[1]).find((found) => found !== undefined)
    : undefined;
  return behind === undefined ? null : addressIn(/^https?:/i.test(behind) ? behind : `https://${behind}`);
}

function addressIn(value: string): string | null {
  let text = value.trim();
  for (let times = 0; times < 3; times += 1) {
    const address = /^https?:[/\\]{2}/i.test(text)
      ? text
      : /^[/\\]{2}[^/\\]/.test(text)
        ? `https:${text}`
        : null;
    if (address !== null) return URL.canParse(address) ? address : null;
    const next = /^aHR0c[A-Za-z0-9+/=_-]+$/.test(text)
      ? Buffer.from(text, 'base64url').toString('utf8')
      : decoded(text);
    if (next === text) return null;
    text = next;
  }
  return null;
}

/** Version 2 writes "-3A" for "%3A" and "_" for "/". */
function proofpoint(value: string, host: string): string {
  return host.endsWith('urldefense.proofpoint.com') && /^https?-3A/i.test(value)
    ? decoded(value.replaceAll('_', '/').replaceAll('-', '%'))
    : value;
}

function wrapper(host: RegExp, path: RegExp, parameters: string) {
  return { host, path, parameters: parameters.split(' ') };
}
