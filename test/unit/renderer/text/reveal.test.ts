import { describe, expect, it } from 'vitest';
import { reveal, revealedText } from '../../../../renderer/text/reveal.ts';

describe('hidden characters in a sentence', () => {
  it.each([
    ['an override (T24, CVE-2021-42574)', 'invoice\u202Efdp.exe', 'invoice[U+202E]fdp.exe'],
    ['an isolate', 'a\u2067b\u2069', 'a[U+2067]b[U+2069]'],
    ['a left-to-right mark', 'a\u200Eb', 'a[U+200E]b'],
    ['a zero width space', 'pass\u200Bword', 'pass[U+200B]word'],
    ['a soft hyphen', 'pay\u00ADpal', 'pay[U+00AD]pal'],
    ['a byte order mark', '\uFEFFhi', '[U+FEFF]hi'],
    ['a Hangul filler', 'a\u3164b', 'a[U+3164]b'],
    ['a Braille blank', 'a\u2800b', 'a[U+2800]b'],
    ['a line separator', 'a\u2028b', 'a[U+2028]b'],
    ['a control', 'a\u0007b', 'a[U+0007]b'],
    ['a lone carriage return', 'safe\rbad', 'safe[U+000D]bad'],
    ['a tag character', 'a\u{E0041}b', 'a[U+E0041]b'],
    ['a joiner between Latin letters', 'a\u200Db', 'a[U+200D]b'],
    ['a variation selector after a letter', 'a\uFE0Fb', 'a[U+FE0F]b'],
  ])('%s is named where it stands', (_, text, shown) => {
    expect(revealedText(text, 'running')).toBe(shown);
  });

  it.each([
    ['line breaks and tabs', 'a\n\tb'],
    ['Windows line breaks', 'a\r\nb'],
    ['an emoji of many people', '👨‍👩‍👧 ok'],
    ['a coloured hand', '👍🏽'],
    ['a heart with its selector', '❤️'],
    ['a keycap', '1️⃣'],
    ['the flag of Scotland', '🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}'],
    ['a Persian word with a non-joiner', 'می‌خواهم'],
    ['a Hindi conjunct', 'क्‍ष'],
    ['accents', 'Zoë Čapek'],
  ])('%s stay as they are', (_, text) => {
    expect(reveal(text, 'running')).toEqual([text]);
  });

  it('counts a run of the same character instead of filling the screen', () => {
    expect(reveal(`a${'\u200B'.repeat(5000)}b`, 'running')).toEqual([
      'a',
      { codePoint: 'U+200B', times: 5000 },
      'b',
    ]);
  });

  it('loses no letter', () => {
    const text = 'x\u202Ey\u200B\u200Bz👨‍👩‍👧\n';
    const back = reveal(text, 'running')
      .map((part) =>
        typeof part === 'string'
          ? part
          : String.fromCodePoint(Number.parseInt(part.codePoint.slice(2), 16)).repeat(part.times),
      )
      .join('');
    expect(back).toBe(text);
  });

  it('shows nothing for nothing', () => {
    expect(reveal('', 'running')).toEqual([]);
  });
});

describe('hidden characters in a name or an address', () => {
  it.each([
    ['a line break', 'Bea\nLindqvist', 'Bea[U+000A]Lindqvist'],
    ['a joiner in an emoji', '👨‍👩‍👧', '👨[U+200D]👩[U+200D]👧'],
    ['a trailing zero width space', 'Bea Lindqvist\u200B', 'Bea Lindqvist[U+200B]'],
  ])('%s does not belong there (T20)', (_, text, shown) => {
    expect(revealedText(text, 'exact')).toBe(shown);
  });
});
