import type { Language } from './language.ts';

/** The reader's own region of a language, for dates and numbers: the first of their languages that is of it. */
export function localeFor(language: Language, preferred: readonly string[]): string {
  return preferred.find((tag) => tag === language || tag.startsWith(`${language}-`)) ?? language;
}
