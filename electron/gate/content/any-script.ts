const letter = '[\\p{L}\\p{N}_]';
const edge = `(?:(?<!${letter})(?=${letter})|(?<=${letter})(?!${letter}))`;

/** The same pattern with `\b` and `\w` that know the letters of all scripts: JavaScript's own take the ö of "öffnen" for none. */
export function anyScript(pattern: RegExp): RegExp {
  const source = pattern.source.replaceAll('\\b', edge).replaceAll('\\w', letter);
  return new RegExp(source, pattern.flags);
}
