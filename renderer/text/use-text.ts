import { createContext, useContext } from 'react';
import type { Catalogue } from './catalogue.ts';
import type { Language } from './language.ts';
import type { TimeFormat } from './time-format.ts';

/** The words of the reader's language, and its dates. */
export interface Texts {
  readonly text: Catalogue;
  readonly language: Language;
  readonly format: TimeFormat;
}

export const TextContext = createContext<Texts | null>(null);

export function useText(): Texts {
  const texts = useContext(TextContext);
  if (texts === null) throw new Error('no TextContext above');
  return texts;
}
