import { isEverydayScript, scriptOf } from './scripts.ts';

// Blocks of everyday scripts whose letters are for phonetics, history or specialists (UTS 39 identifier types Technical, Obsolete and
// Uncommon_Use, and blocks that browsers show in no host): they serve as look-alikes far more often than as names.
const specialist =
  /[\u{0138}\u{0149}\u{017F}\u{0180}-\u{019F}\u{01A2}-\u{01AE}\u{01B1}-\u{01CC}\u{01DD}\u{01E4}\u{01E5}\u{01F0}-\u{01F3}\u{01F6}\u{01F7}\u{01BB}-\u{01BF}\u{01CD}-\u{01DC}\u{021C}\u{021D}\u{0220}-\u{0225}\u{0234}-\u{02FF}\u{0370}-\u{0373}\u{0376}\u{0377}\u{037B}-\u{037D}\u{03CF}-\u{03FF}\u{0460}-\u{0489}\u{04C0}\u{04CF}\u{0500}-\u{052F}\u{0559}\u{0560}\u{0588}\u{0591}-\u{05C7}\u{0620}\u{10A0}-\u{10C5}\u{1100}-\u{11FF}\u{1C80}-\u{1CBF}\u{1D00}-\u{1DBF}\u{1E00}-\u{1E9F}\u{1EFA}-\u{1FFF}\u{2C60}-\u{2C7F}\u{2DE0}-\u{2DFF}\u{A640}-\u{A69F}\u{A720}-\u{A7FF}\u{A960}-\u{A97F}\u{AB30}-\u{AB6F}\u{D7B0}-\u{D7FF}]/u;

// IDNA 2008 (RFC 5892) allows letters, marks and digits only; browsers still resolve the symbols of IDNA 2003.
const noLetter = /[^\p{L}\p{M}\p{Nd}a-z0-9\u{2D}\u{B7}\u{30FB}\u{5F3}\u{5F4}\u{200C}\u{200D}]/u;

// Strokes that pass for a slash, a bar or a dot when they stand beside letters that are not Chinese or Japanese.
const stroke =
  /[\u{4E00}\u{4E01}\u{4E03}\u{4E05}\u{4E28}\u{4E2B}\u{4E36}\u{4E3F}\u{4E59}\u{4E5B}\u{8BA0}\u{4E40}\u{4E41}\u{5341}\u{5DE5}\u{3007}\u{3108}\u{3112}\u{311A}\u{311F}\u{3127}\u{3128}\u{3129}\u{31B2}\u{31BA}\u{30CE}\u{30BD}\u{31B3}\u{2F00}-\u{2FDF}]/u;

const notChinese = /(?![\p{scx=Hani}\p{scx=Hira}\p{scx=Kana}\p{scx=Bopo}])[\p{L}\p{N}]/u;

// What is left of an accent after NFC stands on a letter that has none.
const looseMark = /\p{sc=Zinh}/u;

// Letters at home under few endings, and one in Catalan between two l's only.
const atHome: readonly { letters: RegExp; ending: RegExp }[] = [
  { letters: /[\u{F0}\u{FE}]/u, ending: /(?:^|\.)(?:is|fo)$/ },
  { letters: /\u{259}/u, ending: /(?:^|\.)az$/ },
];

/** Letters of a label that hardly any name uses: scripts out of everyday use, symbols, specialists' letters. */
export function unusualCharacters(label: string, ending: string): readonly string[] {
  return [...new Set(label)].filter((character) => {
    const home = atHome.find(({ letters }) => letters.test(character));
    if (home !== undefined) return !home.ending.test(ending);
    if (character === '·') return !(ending === 'cat' && !/(?<!l)·|·(?!l)/.test(label));
    if (
      looseMark.test(character) &&
      besides(label, character, /[a-z\p{scx=Latn}\p{scx=Grek}\p{scx=Cyrl}\p{scx=Hang}]/u)
    )
      return true;
    if (stroke.test(character)) return besides(label, character, notChinese);
    return !isEverydayScript(scriptOf(character)) || specialist.test(character) || noLetter.test(character);
  });
}

function besides(label: string, character: string, others: RegExp): boolean {
  const at = label.indexOf(character);
  return [label[at - 1], label[at + character.length]].some(
    (other) => other !== undefined && others.test(other),
  );
}
