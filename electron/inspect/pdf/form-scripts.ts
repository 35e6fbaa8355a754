/** What Acrobat itself writes into the fields of a form: its functions for dates, numbers, sums and their arguments. */
const formCall =
  /^\s*(?:if\s*\([^(){};]{0,200}\)\s*)?AF(?:Number|Percent|Date|Time|Special|Simple|Range|Make|Merge|Exact|Extract|Parse)\w{0,40}\s*\((?:[^()"']|"[^"\\]*"|'[^'\\]*'|\((?:[^()"']|"[^"\\]*")*\))*\)\s*;?\s*$/;

export function isFormScript(source: string): boolean {
  if (source.length > 4096) return false;
  return source.split(/[\r\n]+|;(?=\s*AF)/).every((line) => line.trim() === '' || formCall.test(line));
}
