// Unicode Technical Report 36 section 3.8 and CVE-2021-42574: characters that show nothing, or change the order of what is shown,
// make one text read as another.
const hidden = /[\p{Default_Ignorable_Code_Point}\p{Cc}\u2028\u2029\u2800\uFFF9-\uFFFB]+/gu;

/** The same without what ends a line or a word. */
const hiddenInLine =
  /(?:(?![\t\n\r\u2028\u2029])[\p{Default_Ignorable_Code_Point}\p{Cc}\u2800\uFFF9-\uFFFB])+/gu;

// Where these characters belong: emoji (UTS 51 sections 2.3 and 2.8, flag tags), and joiners inside words of scripts that need them.
const joining =
  '\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mong}\\p{scx=Nkoo}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}';
const ordinary = new RegExp(
  [
    '[\\t\\n\\r]',
    '[\\uFE0E\\uFE0F](?<=[\\p{Emoji}\\p{So}\\p{Sm}].)',
    '\\u200D(?=\\p{Extended_Pictographic})(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F].)',
    `[\\u200C\\u200D](?<=[${joining}].)`,
    '[\\u{E0020}-\\u{E007F}](?<=\\u{1F3F4}[\\u{E0020}-\\u{E007F}]{1,7})',
  ].join('|'),
  'gu',
);

const mostNamed = 10;

/**
 * The hidden characters of running text as code points ("U+200B"), each once, in order, at most ten. Line breaks, tabs, emoji
 * sequences and the joiners of Arabic and Indic words are not hidden.
 */
export function hiddenInText(text: string): readonly string[] {
  // The long way round is for texts that have any: most have none.
  return text.search(hidden) === -1 ? [] : hiddenInAddress(text.replace(ordinary, ''));
}

/** The same for addresses and links, where none of them belongs; line breaks and tabs included. */
export function hiddenInAddress(text: string): readonly string[] {
  const found = new Set<string>();
  for (const [run] of text.matchAll(hidden)) {
    for (const character of run) found.add(character);
    if (found.size >= mostNamed) break;
  }
  return [...found].slice(0, mostNamed).map(codePointOf);
}

export interface VisibleText {
  readonly text: string;
  /** For each UTF-16 unit of `text`, and one past its end, where it stands in the original. */
  readonly origin: Uint32Array;
}

/** The text as an eye sees it, without hidden characters but with its line breaks and tabs, and the way back to the original. */
export function visible(original: string): VisibleText {
  const parts: string[] = [];
  const origin = new Uint32Array(original.length + 1);
  let length = 0;
  let from = 0;
  const keep = (to: number) => {
    if (to === from) return;
    parts.push(original.slice(from, to));
    for (let at = from; at < to; at++) origin[length++] = at;
  };
  for (const match of original.matchAll(hiddenInLine)) {
    keep(match.index);
    from = match.index + match[0].length;
  }
  keep(original.length);
  origin[length] = original.length;
  return { text: parts.join(''), origin: origin.subarray(0, length + 1) };
}

/** The text with every hidden character shown by its code point: "invoice[U+202E]gpj.exe". Line breaks and tabs stay. */
export function revealed(text: string): string {
  return text.replace(hiddenInLine, (run) =>
    [...run].map((character) => `[${codePointOf(character)}]`).join(''),
  );
}

export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
