import { type BareJid, parseBareJid } from '../../shared/model/jid.ts';

/** What an `xmpp:` link may do: show a conversation and put text into its empty composer. It never sends, adds or joins. */
export interface DeepLink {
  readonly peer: BareJid;
  readonly prefill: string;
}

const longestUri = 8192;
const longestPrefill = 2000;
// Controls, and the characters that reorder or hide text: what stands in the composer is what the eye reads.
const unseen = /[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}\u2028\u2029]/gu;

/**
 * Reads an XMPP URI (RFC 5122, query types of XEP-0147); null when it is none. A URI that names the account to act as
 * (`xmpp://account/peer`) is refused: which account speaks is not for a link to decide.
 */
export function parseDeepLink(uri: string): DeepLink | null {
  if (uri.length > longestUri || !/^xmpp:[^/\s\\"'<>`][^\s\\"'<>`]*$/i.test(uri)) return null;
  const [beforeFragment = ''] = uri.slice('xmpp:'.length).split('#', 1);
  const question = beforeFragment.indexOf('?');
  const address = decoded(question === -1 ? beforeFragment : beforeFragment.slice(0, question));
  const peer = address === null ? null : parseBareJid(address);
  if (peer === null) return null;
  const prefill = question === -1 ? '' : messageBody(beforeFragment.slice(question + 1));
  return prefill === null ? null : { peer, prefill };
}

/**
 * The link a process was started with: the last word alone, and only if all of it is one (CVE-2018-1000006). Every other
 * word, whatever it claims to be, is ignored.
 */
export function deepLinkOf(argv: readonly string[]): DeepLink | null {
  const last = argv.length > 1 ? argv.at(-1) : undefined;
  return last === undefined ? null : parseDeepLink(last);
}

function messageBody(query: string): string | null {
  const [type, ...pairs] = query.split(';');
  if (type?.toLowerCase() !== 'message') return '';
  const body = pairs.find((pair) => pair.startsWith('body='))?.slice('body='.length) ?? '';
  const text = decoded(body);
  return text === null ? null : visible(text.slice(0, longestPrefill));
}

function visible(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replace(/\t/g, ' ').replace(unseen, ''))
    .join('\n');
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    // A percent sign without two hex digits, or bytes that are not UTF-8.
    return null;
  }
}
