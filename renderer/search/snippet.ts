/** A text around its first found word; `mark` is what was found. */
export interface Snippet {
  readonly before: string;
  readonly mark: string;
  readonly after: string;
}

const lead = 32;
const longest = 160;

/** One line of a body with the first word of the query in view. */
export function snippet(body: string, query: string): Snippet {
  const line = body.replace(/\s+/g, ' ').trim();
  const folded = line.toLowerCase();
  const found = query
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => ({ at: folded.indexOf(word), length: word.length }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at)[0];
  // Lower-casing may change the length of a text; a place past its end is no place.
  if (found === undefined || folded.length !== line.length)
    return { before: upTo(line, 0, longest), mark: '', after: '' };
  const earliest = found.at > lead ? found.at - lead : 0;
  const space = line.indexOf(' ', earliest);
  const from = earliest > 0 && space !== -1 && space < found.at ? space + 1 : earliest;
  const end = found.at + found.length;
  return {
    before: `${from > 0 ? '…' : ''}${line.slice(from, found.at)}`,
    mark: line.slice(found.at, end),
    after: upTo(line, end, from + longest),
  };
}

/** Says by its end that the text goes on. */
function upTo(line: string, start: number, end: number): string {
  return end < line.length ? `${line.slice(start, end).trimEnd()}…` : line.slice(start);
}
