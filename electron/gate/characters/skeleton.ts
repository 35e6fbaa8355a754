import confusables from 'unhomoglyph/data.json' with { type: 'json' };

const prototypes = new Map<string, string>(Object.entries(confusables));

// What an eye also takes for one another and confusables.txt keeps apart, because its letters are compared in upper case as well:
// digits, and the small capitals and foreign letters to which it leads Cyrillic and Greek ones that look Latin in most typefaces.
const alsoAlike = new Map<string, string>([
  ['0', 'o'],
  ['1', 'l'],
  ['|', 'l'],
  ['ĸ', 'k'],
  ['ᴛ', 't'],
  ['ʍ', 'rn'],
  ['ʜ', 'h'],
  ['ʙ', 'b'],
  ['π', 'n'],
  ['ᴎ', 'u'],
  ['ш', 'w'],
  ['щ', 'w'],
  ['ω', 'w'],
  ['ꞓ', 'e'],
  ['ß', 'b'],
  ['ʟ', 'l'],
  ['ᴅ', 'd'],
  ['ɢ', 'g'],
  ['ɴ', 'n'],
]);

/**
 * What a text looks like: two texts with equal skeletons can be taken for each other. UTS 39 section 4 (NFD, prototypes, NFD),
 * applied to lower case after NFKC, and with digits and letter pairs folded. Only for comparing, never for showing.
 */
export function skeleton(text: string): string {
  return look(text.normalize('NFKC').toLowerCase(), false);
}

/** The skeleton without accents and strokes: "müller" and "muller". Close, but both may be honest names. */
export function bareSkeleton(text: string): string {
  return look(text.normalize('NFKC').toLowerCase(), true);
}

function look(text: string, withoutMarks: boolean): string {
  let seen = '';
  for (const character of text.normalize('NFD')) seen += lookOf(character);
  if (withoutMarks) seen = seen.normalize('NFD').replace(/\p{M}/gu, '');
  return seen.replaceAll('vv', 'w');
}

// Filled as letters are met; only letters of the table are kept, so it is never larger than that.
const looks = new Map<string, string>();

function lookOf(character: string): string {
  const known = looks.get(character);
  if (known !== undefined) return known;
  const prototype = prototypes.get(character);
  if (prototype === undefined) return alsoAlike.get(character) ?? character;
  let seen = '';
  for (const part of prototype.normalize('NFD').toLowerCase()) seen += alsoAlike.get(part) ?? part;
  looks.set(character, seen);
  return seen;
}
