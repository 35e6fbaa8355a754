import { fileTypesDe } from './file-types-de.ts';
import { fileTypesEn } from './file-types-en.ts';
import type { Language } from './language.ts';

const types: Readonly<Record<Language, ReadonlyMap<string, string>>> = { en: fileTypesEn, de: fileTypesDe };
const articles: Readonly<Record<Language, RegExp>> = { en: /^an? /, de: /^eine? / };

/** What a file is, on its own: "PDF", "Office document". A type that has no words is its own. */
export function fileTypeText(type: string, language: Language): string {
  const words = types[language].get(type)?.replace(articles[language], '') ?? type;
  return words.charAt(0).toLocaleUpperCase(language) + words.slice(1);
}
