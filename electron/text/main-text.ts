import type { Settings } from '../../shared/model/settings.ts';
import { de } from './de.ts';
import { en, type MainText } from './en.ts';

export type Language = Exclude<Settings['language'], 'system'>;

const texts: Readonly<Record<Language, MainText>> = { en, de };

export function mainText(language: Language): MainText {
  return texts[language];
}

/** The first language of the system that we speak; English when there is none. `preferred` are BCP 47 tags, best first. */
export function systemLanguage(preferred: readonly string[]): Language {
  const spoken = preferred.map((tag) => tag.split('-', 1)[0]?.toLowerCase());
  return spoken.find((tag): tag is Language => tag === 'en' || tag === 'de') ?? 'en';
}
