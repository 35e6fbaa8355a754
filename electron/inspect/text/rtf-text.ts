import { rtfTokens } from '../office/rtf/rtf-tokens.ts';

/** What stands in these is no text of the document. */
const silent: ReadonlySet<string> = new Set([
  'fonttbl',
  'colortbl',
  'stylesheet',
  'pict',
  'objdata',
  'themedata',
  'colorschememapping',
  'datastore',
  'latentstyles',
  'listtable',
  'rsidtbl',
]);
const lines: ReadonlySet<string> = new Set(['par', 'line', 'row', 'sect', 'page']);
const spaces: ReadonlySet<string> = new Set(['tab', 'cell', 'emspace', 'enspace']);
const windows = new TextDecoder('windows-1252');

/** The words of an RTF document; also hidden ones. */
export function rtfText(bytes: Buffer): string {
  const pieces: string[] = [];
  const isSilent: boolean[] = [];
  let skipped = 0;
  const say = (text: string): void => {
    const rest = text.slice(skipped);
    skipped = Math.max(0, skipped - text.length);
    if (isSilent.at(-1) !== true) pieces.push(rest);
  };
  for (const token of rtfTokens(bytes)) {
    if (token.kind === 'open') isSilent.push(isSilent.at(-1) === true);
    else if (token.kind === 'close') isSilent.pop();
    // Line ends of the file are none of the text.
    else if (token.kind === 'text') say(token.text.replaceAll(/[\r\n]/g, ''));
    else if (token.kind === 'byte') say(windows.decode(Uint8Array.of(token.byte)));
    else if (token.kind === 'symbol') say(symbols[token.symbol] ?? '');
    else if (token.kind === 'word') {
      if (silent.has(token.word)) isSilent[Math.max(0, isSilent.length - 1)] = true;
      else if (lines.has(token.word)) say('\n');
      else if (spaces.has(token.word)) say(' ');
      else if (token.word === 'u' && token.parameter !== null) {
        skipped = 0;
        say(String.fromCharCode(token.parameter & 0xffff));
        // One letter follows for who cannot read this one (\ucN with N other than 1 is written by nobody).
        skipped = 1;
        continue;
      }
    }
    skipped = 0;
  }
  return pieces.join('');
}

const symbols: Readonly<Record<string, string>> = { '~': ' ', _: '-', '\\': '\\', '{': '{', '}': '}' };
