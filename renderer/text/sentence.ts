/**
 * A piece of a sentence. `strong` and `code` carry what came from outside (hosts, names, addresses): whoever shows
 * them isolates their direction and reveals hidden characters. `code` is for what must be read letter by letter.
 */
export type TextPart = string | { readonly strong: string } | { readonly code: string };

export type Sentence = readonly TextPart[];

export function strong(text: string): TextPart {
  return { strong: text };
}

export function code(text: string): TextPart {
  return { code: text };
}

/** The words alone, for accessible names and announcements. */
export function plainText(sentence: Sentence): string {
  return sentence
    .map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.code))
    .join('');
}
