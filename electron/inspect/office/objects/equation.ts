// The old equation editor runs outside of every protection of Office and was removed in 2018. Source: MTEF 3 (Design Science).

const header = 28;
const fontRecord = 8;
const longestFontName = 40;

/**
 * Whether a font of the equation is longer than the editor's room for it (CVE-2017-11882, CVE-2018-0802). Looks at each place that could
 * be a font record: the records before it may be broken on purpose.
 */
export function overflowsEquationEditor(native: Buffer): boolean {
  for (
    let at = native.indexOf(fontRecord, header);
    at !== -1 && at + 3 < native.length;
    at = native.indexOf(fontRecord, at + 1)
  ) {
    const end = native.indexOf(0, at + 3);
    if ((end === -1 ? native.length : end) - at - 3 > longestFontName) return true;
  }
  return false;
}
