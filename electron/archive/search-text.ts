/**
 * The text as the index gets it. Scripts written without spaces are taken apart into characters, so that any part of a sentence is
 * found: a query becomes a phrase of the same characters. Half- and full-width forms are made equal.
 */
export function indexedText(body: string): string {
  return body.normalize('NFKC').replace(unspaced, ' $& ');
}

/**
 * An FTS5 expression that finds texts with all the words, the last one as a beginning; null when there is nothing to look for.
 * Every word is a quoted string, in which only the quote itself means anything (FTS5 section 3.1): a query is never syntax.
 */
export function searchExpression(query: string): string | null {
  const words = query
    .normalize('NFKC')
    .replaceAll('\0', ' ')
    .split(/\s+/u)
    .filter((word) => /[\p{L}\p{N}\p{Co}]/u.test(word));
  if (words.length === 0) return null;
  return `${words.map((word) => `"${indexedText(word).trim().replaceAll('"', '""')}"`).join(' ')} *`;
}

const unspaced =
  /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Thai}|\p{Script=Lao}|\p{Script=Khmer}|\p{Script=Myanmar}|\p{Script=Tibetan}/gu;
