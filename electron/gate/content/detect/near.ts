/** How far words may stand from what they speak of, in UTF-16 code units. */
const before = 60;
const after = 40;

/** Do the words around this place speak of it? */
export function isNear(text: string, start: number, end: number, words: RegExp): boolean {
  return (
    words.test(text.slice(Math.max(0, start - before), start)) || words.test(text.slice(end, end + after))
  );
}

/** People send a number alone when the other one asked for it: nothing but it, or several of its kind. */
export function isAlone(text: string, start: number, end: number): boolean {
  if (text.length - (end - start) > 80) return false;
  const rest = `${text.slice(0, start)} ${text.slice(end)}`.replace(
    /\S*\d\S*|\b(?:and|und|or|oder|et|y|e)\b/gi,
    '',
  );
  return !/\p{L}{2}/u.test(rest);
}
