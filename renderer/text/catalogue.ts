import { de } from './de.ts';
import { en } from './en.ts';
import type { Language } from './language.ts';

/** What every language has to say. A key that is missing or takes other parameters fails to compile. */
export type Catalogue = typeof en;

const catalogues: Readonly<Record<Language, Catalogue>> = { en, de };

export function catalogueOf(language: Language): Catalogue {
  return catalogues[language];
}
