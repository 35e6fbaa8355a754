/** Two letters for an avatar: of the first and last word, or the first two of a single one. */
export function initials(name: string): string {
  const words = name.split(/[\s@._-]+/u).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const isAddress = name.includes('@');
  const [first = '', ...others] = isAddress ? words.slice(0, 1) : words;
  const last = others.at(-1);
  const letters =
    last === undefined
      ? lettersOf(first).slice(0, 2)
      : [...lettersOf(first).slice(0, 1), ...lettersOf(last).slice(0, 1)];
  return letters.join('').toLocaleUpperCase() || '?';
}

function lettersOf(word: string): readonly string[] {
  return word.match(/[\p{L}\p{N}]\p{M}*/gu) ?? [];
}
