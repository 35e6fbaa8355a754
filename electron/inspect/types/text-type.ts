import type { FileType } from '../file-types.ts';

/** What a text is by its first words, in lower case. The first that fits. */
const beginnings: readonly (readonly [RegExp, FileType])[] = [
  [/^\{\\rt/, 'rtf'],
  [/^#!/, 'script'],
  [/^\s*(?:@echo\s+off|@?rem\s|::\s)/, 'script'],
  [/^\s*<\?php/, 'script'],
  [/^windows registry editor|^regedit4/, 'registry-file'],
  [/^\s*\[internetshortcut(?:\.\w)?\]|\n\[internetshortcut(?:\.\w)?\]/, 'internet-shortcut'],
  [/(?:^|\n)\s{0,20}\[desktop entry\]/, 'desktop-entry'],
  [/^\s*\[(?:shell|autorun|\.shellclassinfo|theme)\]/, 'shell-command'],
  [/^\s*web\r?\n\s*1\r?\n/, 'shell-command'],
  [/(?:^|\n)(?:full address|remoteapplicationprogram):[si]:/, 'remote-desktop'],
  [/^id;p/, 'slk'],
  [/<hta:application/, 'hta'],
  [/(?:^|\n)mime-version:\s/, 'mhtml'],
];

/** What an XML or HTML text is by its root element, without the prefix of its namespace. */
const roots: ReadonlyMap<string, FileType> = new Map([
  ...many(
    'html',
    'html head body script iframe frameset meta title style img div p a table center font form object embed',
  ),
  ...many('svg', 'svg'),
  ...many('library-file', 'librarydescription'),
  ...many('search-file', 'persistedquery searchconnectordescription opensearchdescription'),
  ...many('settings-shortcut', 'pcsettings'),
  ...many('script', 'job package scriptlet component mmc_consolefile task stylesheet transform'),
  ...many('installer', 'assembly jnlp appinstaller'),
  ...many('office-xml', 'worddocument workbook presentation'),
]);

/** The type of a text, or null when these bytes are none. */
export function textType(bytes: Uint8Array): FileType | null {
  const text = textStart(bytes)?.toLowerCase();
  if (text === undefined) return null;
  return beginnings.find(([pattern]) => pattern.test(text))?.[1] ?? markupType(text) ?? 'text';
}

function markupType(text: string): FileType | null {
  const { isXml, rest } = behindProlog(text);
  const root = /^<(?:([\w.-]{1,60}):)?([\w-]{1,60})/.exec(rest);
  // Scripting hosts and Office look for their processing instruction wherever it stands.
  if (/progid="(?:word|excel|powerpoint)\./.test(text)) return 'office-xml';
  if (root?.[2] === 'package' && rest.includes('schemas.microsoft.com/office/2006/xmlpackage'))
    return 'office-xml';
  if (root?.[2] === 'plist') return plistType(text);
  const known = root?.[2] === undefined ? undefined : roots.get(root[2]);
  if (known !== undefined && isBorneOut(known, root?.[2] ?? '', text, isXml)) return known;
  return isXml ? 'xml' : text.startsWith('<!doctype html') ? 'html' : null;
}

/** Ordinary XML may call its root like a tag of HTML, a job or a workbook; more has to speak for it. */
function isBorneOut(type: FileType, root: string, text: string, isXml: boolean): boolean {
  if (type === 'html') return !isXml || root === 'html';
  if (type === 'office-xml') return /schemas[-.]microsoft[-.]com/.test(text);
  if (type !== 'script' || root === 'scriptlet' || root === 'mmc_consolefile') return true;
  return /<(?:\w+:)?script[\s>]|schemas[-.]microsoft[-.]com/.test(text);
}

function plistType(text: string): FileType {
  if (text.includes('<key>payloadcontent<')) return 'installer';
  return text.includes('<key>url<') ? 'internet-shortcut' : 'xml';
}

/** What stands behind declarations, comments and the document type. */
function behindProlog(text: string): { readonly isXml: boolean; readonly rest: string } {
  let rest = text.trimStart();
  const isXml = rest.startsWith('<?xml');
  for (;;) {
    const end = rest.startsWith('<!--') ? '-->' : rest.startsWith('<?') ? '?>' : endOfDoctype(rest);
    const at = end === null ? -1 : rest.indexOf(end);
    if (end === null || at < 0) return { isXml, rest };
    rest = rest.slice(at + end.length).trimStart();
  }
}

function endOfDoctype(rest: string): string | null {
  if (!rest.startsWith('<!doctype')) return null;
  return /^[^>]*\[/.test(rest) ? ']>' : '>';
}

function many(type: FileType, names: string): [string, FileType][] {
  return names.split(' ').map((name) => [name, type]);
}

const seen = 32 * 1024;

/** The beginning as text: UTF-8, UTF-16 with or without its mark, or a code page of eight bits. Null for what is not text. */
function textStart(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, seen);
  const encoding = encodingOf(start);
  return encoding === null ? null : decoded(start, encoding);
}

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** Null for what has zeros where no text has them. */
function encodingOf(bytes: Uint8Array): Encoding | null {
  const start = bytes.subarray(0, seen);
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  let [even, odd] = [0, 0];
  for (let at = 0; at < start.byteLength; at += 2) {
    if (start[at] === 0) even += 1;
    if (start[at + 1] === 0) odd += 1;
  }
  if (odd > start.byteLength / 4 && even < odd / 8) return 'utf-16le';
  if (even > start.byteLength / 4 && odd < even / 8) return 'utf-16be';
  return even + odd > 0 ? null : 'utf-8';
}

/** All of it, for inspectors of texts: what is no text is read as eight bits a letter, so that nothing is hidden in it. */
export function wholeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  return new TextDecoder(encoding ?? 'latin1').decode(bytes);
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | null {
  const text = new TextDecoder(encoding).decode(bytes);
  const odd = text.match(/\p{Cc}/gu)?.filter((control) => !ordinary.includes(control)).length ?? 0;
  return odd * 50 > text.length ? null : text;
}

/** Controls that texts have: white space, backspace, end of file and escape. Others are an accident. */
const ordinary = '\t\n\v\f\r\b\u001a\u001b';
