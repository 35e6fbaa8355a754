/** Where a page begins a new line; any other tag may stand in the middle of a number. */
const lines =
  /^\/?(?:p|div|br|tr|td|th|li|h[1-6]|table|section|article|title|option|pre|hr|blockquote|text)\b/i;

/** What is left of a page without its tags. Reads of a script too what is written in it. */
export function markupText(markup: string): string {
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    const open = markup.indexOf('<', at);
    const close = open < 0 ? -1 : markup.indexOf('>', open);
    if (close < 0) break;
    pieces.push(markup.slice(at, open));
    if (lines.test(markup.slice(open + 1, open + 20))) pieces.push('\n');
    at = close + 1;
  }
  pieces.push(markup.slice(at));
  return letters(pieces.join('')).replaceAll(/[ \t]*\n\s*/g, '\n');
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

function letters(text: string): string {
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(amp|lt|gt|quot|apos|nbsp));/gi,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole;
      const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
