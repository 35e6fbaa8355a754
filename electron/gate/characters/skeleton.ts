import confusables from 'unhomoglyph/data.json' with { type: 'json' };

const prototypes = new Map<string, string>(Object.entries(confusables));

// What an eye also takes for one another and confusables.txt keeps apart, because its letters are compared in upper case as well:
// digits, the small capitals and foreign letters to which it leads Cyrillic and Greek ones that look Latin in most typefaces, and
// letters whose hook or stroke is overlooked in a line of text. Which of those count follows Chromium's look-alike warnings.
const alsoAlike = new Map(
  Object.entries({
    a: 'ɑ',
    b: 'ʙßƅьҍвъ',
    c: 'ҫငςⲥ',
    d: 'đԃძᴅ',
    e: 'ꞓєҽҿၔ',
    f: 'ғӻ',
    g: 'ԍဌɢ',
    h: 'ʜħнћңҥӈӊԋԧԩһ',
    j: '၂',
    k: 'ĸκкқҝҟҡӄԟ',
    l: '1|łӏʟ',
    n: 'πŋпԥกחɴ',
    o: '0०০੦૦ଠ୦೦๐',
    p: 'ϼҏ',
    q: '৭੧૧',
    r: 'ґ',
    // An "m" as well: confusables.txt takes that for these two.
    rn: 'ʍмӎ',
    s: 'ടรຣຮ',
    t: 'ᴛŧтҭԏ七丅丆丁',
    u: 'ᴎบບ',
    w: 'шщωพฟພຟ',
    x: 'χҳӽӿ乂',
    y: 'ұ丫',
    ae: 'æӕ',
    '2': '२২੨૨೩೭շ',
    '3': 'зҙӡउওਤ੩૩౩ဒვპ',
    '4': '੫丩ㄐ',
    '6': 'ճ',
    '8': '৪੪୫',
    '9': '૭୨౨',
    '-': '一',
  }).flatMap(([look, letters]) => [...letters].map((letter) => [letter, look] as const)),
);

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
  if (isPlain.test(text)) {
    for (let at = 0; at < text.length; at += 1) seen += plainLooks[text.charCodeAt(at)] ?? '';
    return seen.replaceAll('vv', 'w');
  }
  for (const character of text.normalize('NFD')) seen += lookOf(character);
  if (withoutMarks) seen = seen.normalize('NFD').replace(/\p{M}/gu, '');
  return seen.replaceAll('vv', 'w');
}

const isPlain = /^[\0-\x7f]*$/;

// Filled as letters are met; only letters of the table are kept, so it is never larger than that.
const looks = new Map<string, string>();

function lookOf(character: string): string {
  const known = looks.get(character);
  if (known !== undefined) return known;
  const also = alsoAlike.get(character);
  if (also !== undefined) return also;
  const prototype = prototypes.get(character);
  if (prototype === undefined) return character;
  let seen = '';
  for (const part of prototype.normalize('NFD').toLowerCase()) seen += alsoAlike.get(part) ?? part;
  looks.set(character, seen);
  return seen;
}

const plainLooks = Array.from({ length: 128 }, (_, code) => lookOf(String.fromCharCode(code)));
