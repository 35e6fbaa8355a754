import type { Reason } from '../../../shared/model/verdict.ts';
import { codePointOf } from '../characters/hidden-characters.ts';
import { isAscii, mixesScripts, scriptsOf } from '../characters/scripts.ts';
import { skeleton } from '../characters/skeleton.ts';
import { unusualCharacters } from '../characters/unusual-characters.ts';
import { registered } from './known-domains.ts';
import type { ReadLink } from './read-link.ts';

// Endings under which a name all in Cyrillic or Greek is at home although it could be read as Latin.
const endings = /(?:^|\.)(?:bg|by|cy|gr|kg|kz|md|me|mk|mn|rs|ru|su|tj|ua|uz)$/;

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
  const odd = labels.flatMap((label) => unusualCharacters(label, labels.at(-1) ?? ''));
  const borrowed = readsAsLatin(unicodeHost) ? [...registered(unicodeHost).label] : [];
  const characters = [...new Set([...odd, ...borrowed])]
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

/** UTS 39 section 4, whole-script confusable: "аррӏе" in Cyrillic letters only, under an ending that is not at home with them. */
function readsAsLatin(unicodeHost: string): boolean {
  const { label, suffix } = registered(unicodeHost);
  if (isAscii(label) || !isAscii(suffix) || endings.test(suffix)) return false;
  return !/\p{scx=Latn}/u.test(label.replace(/[0-9-]/g, '')) && /^[a-z0-9-]+$/.test(skeleton(label));
}
