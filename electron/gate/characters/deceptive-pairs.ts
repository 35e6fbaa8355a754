// Signs that belong into Japanese and Chinese words and pass for a slash, a dot, a bar or another letter outside them. Which ones follows
// Chromium's IDN policy (docs/idn.md).
const pairs: readonly RegExp[] = [
  // Iteration marks go with what they repeat.
  /(?:^|(?!\p{scx=Kana}).)[ヽヾ]/u,
  // Hiragana and Katakana "he" look the same.
  /^\p{scx=Kana}+[\u3078-\u307a]\p{scx=Kana}+$/u,
  /^\p{scx=Hira}+[\u30d8-\u30da]\p{scx=Hira}+$/u,
  // The long vowel reads as a hyphen and the middle dot as a dot.
  /(?:^|(?![\p{scx=Kana}\p{scx=Hira}]).)ー/u,
  /[a-z]・|・[a-z]/u,
  /[\u3099\u309a]/u,
  // A mark on a letter that has its dot already, or none of its own.
  /\u0131[\u0300-\u0339]|[ijl]\u0307/u,
];

const foreign = /(?!\p{sc=Latin})\p{L}/u;

/** What stands in a label where it does not belong, in the order of the rules. */
export function deceptivePairs(label: string): readonly string[] {
  const found = pairs.flatMap((pattern) => pattern.exec(label)?.[0] ?? []);
  // Latin letters with accents are not written together with other scripts; those of ASCII are.
  if (foreign.test(label)) found.push(...(label.match(/(?![a-z])\p{sc=Latin}/gu) ?? []));
  return [...new Set(found.flatMap((pair) => [...pair]))].filter((character) => !/[a-z0-9-]/.test(character));
}
