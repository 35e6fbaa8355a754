/** A run of ordinary text, or a character that shows nothing and is named instead ("U+202E"), `times` in a row. */
export type RevealedPart = string | { readonly codePoint: string; readonly times: number };

// UTR 36 section 3.8, CVE-2021-42574: characters without a glyph of their own, or that reorder their neighbours.
const hidden = /[\p{Default_Ignorable_Code_Point}\p{Cc}\u2028\u2029\u2800\uFFF9-\uFFFB]/u;

// Where such a character belongs to what is seen: line breaks; emoji (UTS 51 sections 2.3 and 2.8); joiners inside words
// of scripts that need them (UTS 46 appendix, RFC 5892 appendix A).
const belongs = new RegExp(
  [
    '[\\n\\t]|\\r(?=\\n)',
    '(?<=[\\p{Emoji}\\p{So}\\p{Sm}])[\\uFE0E\\uFE0F]',
    '(?<=[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\uFE0F])\\u200D(?=\\p{Extended_Pictographic})',
    '(?<=[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Nkoo}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}])[\\u200C\\u200D]',
    '(?<=\\u{1F3F4}[\\u{E0020}-\\u{E007F}]{0,6})[\\u{E0020}-\\u{E007F}]',
  ].join('|'),
  'uy',
);

/**
 * Splits a text so that nothing in it stays unseen. `running`: sentences, where line breaks, emoji sequences and joiners are
 * ordinary. `exact`: names and addresses, where no hidden character belongs.
 */
export function reveal(text: string, kind: 'running' | 'exact'): readonly RevealedPart[] {
  if (!hidden.test(text)) return text === '' ? [] : [text];
  const parts: RevealedPart[] = [];
  let plain = '';
  let position = 0;
  for (const character of text) {
    const at = position;
    position += character.length;
    if (!hidden.test(character) || (kind === 'running' && belongsAt(text, at))) {
      plain += character;
      continue;
    }
    if (plain !== '') parts.push(plain);
    plain = '';
    const codePoint = codePointOf(character);
    const before = parts.at(-1);
    if (typeof before === 'object' && before.codePoint === codePoint)
      parts[parts.length - 1] = { codePoint, times: before.times + 1 };
    else parts.push({ codePoint, times: 1 });
  }
  if (plain !== '') parts.push(plain);
  return parts;
}

/** The same for places that take only a string: previews, accessible names, titles. */
export function revealedText(text: string, kind: 'running' | 'exact'): string {
  return reveal(text, kind)
    .map((part) => (typeof part === 'string' ? part : `[${tokenText(part)}]`))
    .join('');
}

export function tokenText({ codePoint, times }: Exclude<RevealedPart, string>): string {
  return times === 1 ? codePoint : `${codePoint} ×${times}`;
}

function belongsAt(text: string, at: number): boolean {
  belongs.lastIndex = at;
  return belongs.test(text);
}

function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
