import type { Reason } from '../../../shared/model/verdict.ts';
import { deceptivePairs } from '../characters/deceptive-pairs.ts';
import { codePointOf } from '../characters/hidden-characters.ts';
import { mixesScripts, scriptsOf } from '../characters/scripts.ts';
import { unusualCharacters } from '../characters/unusual-characters.ts';
import { readsAsLatin, readsAsNumber } from '../characters/whole-script.ts';
import type { ReadLink } from './read-link.ts';

/** What the letters of an international host are: mixed scripts, letters no name uses, whole words that read as Latin (UTS 39). */
export function hostCharacters({ host, unicodeHost }: ReadLink): readonly Reason[] {
  if (!host.includes('xn--')) return [];
  const reasons: Reason[] = [
    { code: 'link.punycode', level: 'notice', params: { host: unicodeHost, ascii: host } },
  ];
  const labels = unicodeHost.split('.');
  const mixed = labels.filter(mixesScripts);
  if (mixed.length > 0) {
    const scripts = scriptsOf(mixed.join('')).join(', ');
    reasons.push({ code: 'link.mixed-scripts', level: 'block', params: { host, scripts } });
  }
  const ending = labels.at(-1) ?? '';
  const odd = labels.flatMap((label, at) => [
    ...unusualCharacters(label, ending),
    ...deceptivePairs(label),
    ...(isBorrowed(label, at < labels.length - 1 ? ending : '') ? [...label] : []),
  ]);
  const characters = [...new Set(odd)]
    .slice(0, 10)
    .map((character) => `${character} ${codePointOf(character)}`);
  if (characters.length > 0) {
    reasons.push({
      code: 'link.unusual-characters',
      level: 'warn',
      params: { host, characters: characters.join(', ') },
    });
  }
  return reasons;
}

/** All in characters that read as others. An ending (`ending` empty) was given by those who speak the language. */
function isBorrowed(label: string, ending: string): boolean {
  return ending !== '' && (readsAsLatin(label, ending) || readsAsNumber(label));
}
