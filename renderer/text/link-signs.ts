import type { LinkSign } from '../../shared/model/link-sign.ts';
import type { Language } from './language.ts';

const phrases: Readonly<Record<Language, Readonly<Record<LinkSign, string>>>> = {
  en: {
    ending: 'its ending',
    hyphens: 'its hyphens',
    digits: 'its digits',
    length: 'its length',
    subdomains: 'how many parts stand before the site',
    path: 'what stands behind the site',
    letters: 'letters that make no words',
    tenant: 'a site that anyone gets for free',
    number: 'a number instead of a name',
    port: 'an unusual port',
    query: 'what stands behind the question mark',
    file: 'the kind of page',
    brand: 'a well-known name',
  },
  de: {
    ending: 'die Endung',
    hyphens: 'die Bindestriche',
    digits: 'die Ziffern',
    length: 'die Länge',
    subdomains: 'wie viele Teile vor der Seite stehen',
    path: 'was hinter der Seite steht',
    letters: 'Buchstaben, die keine Wörter ergeben',
    tenant: 'eine Seite, die jeder kostenlos bekommt',
    number: 'eine Nummer statt eines Namens',
    port: 'ein ungewöhnlicher Port',
    query: 'was hinter dem Fragezeichen steht',
    file: 'die Art der Seite',
    brand: 'ein bekannter Name',
  },
};

/** "its ending, its hyphens" for "ending hyphens"; what is not known is left out. */
export function linkSigns(codes: string, language: Language): string {
  const known = Object.entries(phrases[language]);
  return codes
    .split(' ')
    .flatMap((code) => known.find(([sign]) => sign === code)?.[1] ?? [])
    .join(', ');
}
