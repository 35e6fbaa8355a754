export interface NameParts {
  /** What may be shortened. */
  readonly start: string;
  /** What always stays in sight: the last letters before the endings, and the endings. */
  readonly tail: string;
}

/** Letters of the name that stay beside its endings, in UTF-16 code units. */
const beside = 4;
const longestTail = 24;

/**
 * Cuts a name where it may be shortened. Both of two endings stay in sight ("invoice.pdf.exe"), so that neither passes for the only one.
 */
export function nameParts(name: string): NameParts {
  if (name.length <= longestTail) return { start: '', tail: name };
  const endings = /(?:\.[\p{L}\p{N}]{1,5})?\.[^.\s]{1,12}$/u.exec(name)?.[0] ?? '';
  const tail = Math.min(name.length, endings.length + beside, longestTail);
  const at = wholeAt(name, name.length - tail);
  return { start: name.slice(0, at), tail: name.slice(at) };
}

/** Never between the halves of a character. */
function wholeAt(name: string, at: number): number {
  return /[\uDC00-\uDFFF]/.test(name.charAt(at)) ? at - 1 : at;
}
