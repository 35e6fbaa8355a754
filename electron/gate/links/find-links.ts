import { parse } from 'tldts';
import { hiddenInAddress, type VisibleText, visible } from '../characters/hidden-characters.ts';
import { isActedOn } from './schemes.ts';

export interface FoundLink {
  /** Where it stands in the original text, in UTF-16 units, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** As an eye reads it: without hidden characters, with `https://` or `mailto:` added where the text has no scheme. */
  readonly target: string;
  /** Hidden characters inside it, as code points. */
  readonly hidden: readonly string[];
  /** Hidden characters directly before and after it. */
  readonly hiddenBeside: readonly string[];
}

export const mostLinks = 200;

/** No link is longer; the rest of a longer run of text without a space is not read. Windows opens no more than 2,081 characters. */
export const longestLink = 2048;

/**
 * Everything in a text that this program, another one or the operating system could take for something to open, in order, without
 * overlaps, at most 200. What is not `scheme://`, a scheme that programs act on, a UNC path, a host or a mail address stays text.
 * `isLocalName` says whether a host without a public suffix is one (the company's own, for instance).
 */
export function findLinks(
  text: string,
  isLocalName: (host: string) => boolean,
): { links: readonly FoundLink[]; isComplete: boolean } {
  const seen = visible(text);
  const links: FoundLink[] = [];
  for (const word of seen.text.matchAll(telling)) {
    for (const { from, to, prefix } of spansOf(word[0], word.index, seen, isLocalName)) {
      if (links.length === mostLinks) return { links, isComplete: false };
      links.push(locate(text, seen, from, to, prefix));
    }
  }
  return { links, isComplete: true };
}

/**
 * Words with a dot, a colon or a backslash in them: every link has one. A word is begun only where it begins, so that each of its letters is
 * looked at twice at the most.
 */
const telling = /(?<!\S)[^\s.:\\。．｡]*[.:\\。．｡]\S*/g;

interface Span {
  readonly from: number;
  readonly to: number;
  /** What the text leaves out. */
  readonly prefix: '' | 'https://' | 'mailto:';
}

function spansOf(
  word: string,
  at: number,
  seen: VisibleText,
  isLocalName: (host: string) => boolean,
): readonly Span[] {
  const spans: Span[] = [];
  let from = 0;
  for (const explicit of explicitSpans(word, at, seen)) {
    spans.push(...hostSpans(word, from, explicit.from, isLocalName), explicit);
    from = explicit.to;
  }
  spans.push(...hostSpans(word, from, word.length, isLocalName));
  return spans.map((span) => ({ ...span, from: span.from + at, to: span.to + at }));
}

function locate(
  text: string,
  seen: VisibleText,
  from: number,
  to: number,
  prefix: Span['prefix'],
): FoundLink {
  const start = seen.origin[from] ?? 0;
  const end = (seen.origin[to - 1] ?? 0) + 1;
  const before = from === 0 ? 0 : (seen.origin[from - 1] ?? 0) + 1;
  const after = seen.origin[to] ?? text.length;
  return {
    start,
    end,
    target: prefix + seen.text.slice(from, to),
    hidden: hiddenInAddress(text.slice(start, end)),
    hiddenBeside: hiddenInAddress(text.slice(before, start) + text.slice(end, after)),
  };
}

const schemeCharacter = /[A-Za-z0-9+.-]/;
const longestScheme = 40;
/** How far behind a colon is looked for what tells a link from a word. */
const longestClue = 80;

/** `scheme:…` and `\\host\share`, in order. */
function explicitSpans(word: string, at: number, seen: VisibleText): readonly Span[] {
  const spans: Span[] = [];
  let end = 0;
  for (let mark = nextMark(word, 0); mark !== -1; mark = nextMark(word, mark + 1)) {
    if (mark < end) continue;
    const from = word[mark] === ':' ? schemeStart(word, mark, end, at, seen) : uncStart(word, mark);
    if (from === null) continue;
    const to = endOfTarget(word, from, mark + 1);
    if (to <= mark + 1) continue;
    spans.push({ from, to, prefix: '' });
    end = to;
  }
  return spans;
}

function nextMark(word: string, from: number): number {
  for (let at = from; at < word.length; at++) {
    const character = word.charCodeAt(at);
    if (character === 0x3a || character === 0x5c) return at;
  }
  return -1;
}

function schemeStart(
  word: string,
  colon: number,
  earliest: number,
  at: number,
  seen: VisibleText,
): number | null {
  let from = colon;
  const stop = Math.max(earliest, colon - longestScheme);
  while (from > stop && schemeCharacter.test(word[from - 1] ?? '')) from--;
  // A hidden character or other text may stand directly before the scheme: other programs begin at the scheme all the same.
  const web = /https?$/i.exec(word.slice(from, colon));
  if (web !== null) return isTargetBegun(word, colon) || isPath(word, colon) ? from + web.index : null;
  while (from < colon && !/[A-Za-z]/.test(word[from] ?? '')) from++;
  const candidates = [from];
  for (let cut = from + 1; cut < colon; cut++) {
    if ((seen.origin[at + cut] ?? 0) !== (seen.origin[at + cut - 1] ?? 0) + 1) candidates.push(cut);
  }
  for (const candidate of candidates) {
    const scheme = word.slice(candidate, colon);
    if (scheme.length < 2 || !/^[A-Za-z]/.test(scheme)) continue;
    if (isTargetBegun(word, colon) || isActedOn(scheme, word.slice(colon + 1, colon + 1 + longestClue)))
      return candidate;
  }
  return null;
}

/** `://`, and `:\\`, `:/\`, which browsers read the same. */
function isTargetBegun(word: string, colon: number): boolean {
  return (
    /[/\\]/.test(word[colon + 1] ?? '') && /[/\\]/.test(word[colon + 2] ?? '') && colon + 3 < word.length
  );
}

/** `https:evil.example`, which browsers complete (WHATWG URL, "special authority ignore slashes state"). */
function isPath(word: string, colon: number): boolean {
  return /[\p{L}\p{N}/\\[]/u.test(word[colon + 1] ?? '');
}

/** `\\host\share`, and the device paths `\\?\` and `\\.\`. */
function uncStart(word: string, mark: number): number | null {
  if (word[mark] !== '\\' || word[mark + 1] !== '\\' || word[mark - 1] === '\\') return null;
  const share = word.slice(mark + 2, mark + 2 + 256).search(/[\\/]/);
  return share > 0 ? mark : null;
}

const closing = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
  ['）', '（'],
  ['」', '「'],
  ['】', '【'],
]);

/** Where a target ends: at what no URL holds, at the next link, and without the punctuation of the sentence around it. */
function endOfTarget(word: string, from: number, least: number): number {
  // `](` ends the text of a markdown link; its target is a link of its own.
  const rest = word.slice(least, from + longestLink * 2);
  const stop = rest.search(/[<>"“”„«»｜]|\]\(|[,;|](?=https?:)/i);
  return withoutSentence(word, from, stop === -1 ? least + rest.length : least + stop, least);
}

function withoutSentence(word: string, from: number, end: number, least: number): number {
  let to = end;
  let opened: Map<string, number> | null = null;
  for (; to > least; to--) {
    const last = word[to - 1] ?? '';
    if (/[.,;:!?'’‘`*…。，、！？]/.test(last)) continue;
    const opening = closing.get(last);
    if (opening === undefined) break;
    opened ??= surplus(word.slice(from, to));
    const missing = opened.get(last) ?? 0;
    if (missing <= 0) break;
    opened.set(last, missing - 1);
  }
  return to;
}

/** For each closing bracket, how many more of it there are than of its opening one. */
function surplus(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [close, open] of closing) {
    counts.set(close, text.split(close).length - text.split(open).length);
  }
  return counts;
}

const hostRun = /[\p{L}\p{N}\p{M}._\-+@。．｡%]+/gu;
const pathBegins = /[/?#\\]|:\d{1,5}(?=[/?#\\]|$)/y;

/** Hosts and mail addresses without a scheme. */
function hostSpans(
  word: string,
  from: number,
  to: number,
  isLocalName: (host: string) => boolean,
): readonly Span[] {
  const spans: Span[] = [];
  let done = from;
  for (const run of word.slice(from, to).matchAll(hostRun)) {
    const start = from + run.index;
    if (start < done || run[0].length > 1024 || !/[.。．｡]/.test(run[0])) continue;
    const before = word[start - 1] ?? '';
    const isInsidePath = before === '/' && word[start - 2] !== '/';
    if (isInsidePath || before === '\\') continue;
    const span = hostSpan(word, start, start + run[0].length, to, isLocalName);
    if (span === null) continue;
    spans.push(span);
    done = span.to;
    if (spans.length > mostLinks) break;
  }
  return spans;
}

function hostSpan(
  word: string,
  start: number,
  end: number,
  limit: number,
  isLocalName: (host: string) => boolean,
): Span | null {
  let from = start;
  let to = end;
  while (from < to && /[.\-_+%@。．｡]/.test(word[from] ?? '')) from++;
  while (to > from && /[.\-_+%@。．｡]/.test(word[to - 1] ?? '')) to--;
  const text = word.slice(from, to);
  const at = text.lastIndexOf('@');
  const host = text.slice(at + 1).replace(/[。．｡]/g, '.');
  if (!isHost(host, isLocalName)) return null;
  pathBegins.lastIndex = to;
  const hasPath = to < limit && pathBegins.test(word);
  if (at !== -1 && !hasPath) return { from, to, prefix: 'mailto:' };
  if (!hasPath && looksLikeFile(host)) return null;
  const whole = hasPath ? Math.min(limit, endOfTarget(word.slice(0, limit), from, to)) : to;
  return { from, to: Math.max(whole, to), prefix: 'https://' };
}

function isHost(host: string, isLocalName: (host: string) => boolean): boolean {
  if (host.length > 253 || !host.includes('.') || host.includes('..')) return false;
  if (/^[\d.]+$/.test(host)) return false;
  const parsed = parse(host.toLowerCase(), { allowPrivateDomains: true });
  const isPublic = (parsed.isIcann === true || parsed.isPrivate === true) && parsed.hostname !== null;
  return (isPublic && parsed.publicSuffix !== parsed.hostname) || isLocalName(host.toLowerCase());
}

/** `readme.md` and `invoice.zip` are files in most sentences; with a path or a scheme they are hosts. */
function looksLikeFile(host: string): boolean {
  return /^[^.]+\.(?:md|py|sh|rs|pl|cc|ps|zip|mov|so|ai)$/i.test(host);
}
