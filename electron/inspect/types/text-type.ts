import type { FileType } from '../file-types.ts';

/** What a text is by what it says at its beginning. The first that fits. */
const beginnings: readonly (readonly [RegExp, FileType])[] = [
  [/^\{\\rt/, 'rtf'],
  [/^#!/, 'script'],
  [/^\s*(?:@echo\s+off|@?rem\s|::\s)/, 'script'],
  [/^\s*<\?php/, 'script'],
  [/^windows registry editor|^regedit4/, 'registry-file'],
  [/^\s*\[internetshortcut(?:\.\w)?\]|\n\[internetshortcut(?:\.\w)?\]/, 'internet-shortcut'],
  [/^(?:\s*#[^\n]*\n)*\s*\[desktop entry\]/, 'desktop-entry'],
  [/^\s*\[shell\]/, 'shell-command'],
  [/^\s*\[(?:autorun|\.shellclassinfo|theme)\]/, 'shell-command'],
  [/(?:^|\n)(?:full address|remoteapplicationprogram):[si]:/, 'remote-desktop'],
  [/^\s*web\r?\n\s*1\r?\n/, 'shell-command'],
  [/^id;p/, 'slk'],
  [/<hta:application/, 'hta'],
  [/<librarydescription/, 'library-file'],
  [/<(?:persistedquery|searchconnectordescription)/, 'search-file'],
  [/<pcsettings/, 'settings-shortcut'],
  [/<(?:mmc_consolefile|task\s[^>]*schemas\.microsoft\.com\/windows)/, 'script'],
  [/^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*)*<(?:job|package|scriptlet|component)[\s>]/, 'script'],
  [/<(?:asmv1:)?assembly[\s>][\s\S]*urn:schemas-microsoft-com:asm|<jnlp[\s>]/, 'installer'],
  [/<plist[\s>][\s\S]*<key>payloadcontent</, 'installer'],
  [/<plist[\s>][\s\S]*<key>url</, 'internet-shortcut'],
  [/progid="(?:word|excel|powerpoint)\.|schemas\.microsoft\.com\/office\/word\/2003\/wordml/, 'office-xml'],
  [/<pkg:package|urn:schemas-microsoft-com:office:spreadsheet/, 'office-xml'],
  [/^(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*mime-version:/, 'mhtml'],
  [
    /^\s*(?:<\?xml[^>]*>\s*)?(?:<!--[\s\S]*?-->\s*|<!doctype svg[^>]*(?:\[[\s\S]*?\])?[^>]*>\s*)*<(?:\w+:)?svg[\s>]/,
    'svg',
  ],
  [/^\s*(?:<!--[\s\S]*?-->\s*)*<(?:!doctype html|html|head|body|script|iframe|meta|title)[\s>]/, 'html'],
  [/^\s*<\?xml[\s\S]*<html[\s>]/, 'html'],
  [/^\s*<\?xml/, 'xml'],
];

/** The type of a text, or null when these bytes are none. */
export function textType(bytes: Uint8Array): FileType | null {
  const text = textStart(bytes);
  if (text === null) return null;
  const lower = text.toLowerCase();
  return beginnings.find(([pattern]) => pattern.test(lower))?.[1] ?? 'text';
}

const seen = 32 * 1024;

/** The beginning as text: UTF-8, UTF-16 with or without its mark, or a code page of eight bits. Null for what is not text. */
function textStart(bytes: Uint8Array): string | null {
  const start = bytes.subarray(0, seen);
  if (start[0] === 0xff && start[1] === 0xfe) return decoded(start.subarray(2), 'utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return decoded(start.subarray(2), 'utf-16be');
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return decoded(start.subarray(3), 'utf-8');
  const zeros = [0, 0];
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > start.byteLength / 4 && even < odd / 8) return decoded(start, 'utf-16le');
  if (even > start.byteLength / 4 && odd < even / 8) return decoded(start, 'utf-16be');
  return even + odd > 0 ? null : decoded(start, 'utf-8');
}

function decoded(bytes: Uint8Array, encoding: 'utf-8' | 'utf-16le' | 'utf-16be'): string | null {
  const text = new TextDecoder(encoding).decode(bytes);
  const odd = text.match(/\p{Cc}/gu)?.filter((control) => !ordinary.includes(control)).length ?? 0;
  return odd * 50 > text.length ? null : text;
}

/** Controls that texts have: white space, backspace, end of file and escape. Others are an accident. */
const ordinary = '\t\n\v\f\r\b\u001a\u001b';
