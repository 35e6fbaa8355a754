import type { Place } from '../../document-place.ts';
import type { Finding } from '../../inspector.ts';
import { inspectTarget } from '../targets.ts';

/** A program, a bar, and what it is asked for: `cmd|'/c calc'!A0`. Only there does a name stand before a bar in a formula. */
const dde = /[A-Za-z][\w.]{0,60}'?\s{0,10}\|\s{0,10}(?:'[^\n]|[^|\n]{0,300}!)/;
/** Functions that fetch something as soon as the sheet is calculated. */
const fetching =
  /\b(WEBSERVICE|IMPORTXML|IMPORTDATA|IMPORTHTML|IMPORTFEED|IMPORTRANGE|IMAGE)\s{0,10}\(\s{0,10}"{1,2}([^"]{1,2000})/gi;
const linking = /\bHYPERLINK\s{0,10}\(\s{0,10}"{1,2}([^"]{1,2000})/gi;
const longest = 32_768;

/** Functions of Excel 4 that start programs, call libraries, write files, or build further formulas. */
export function dangerousCall(formula: string): string | null {
  const calls = /\b(EXEC|CALL|REGISTER(?:\.ID)?|FOPEN|FWRITE(?:LN)?|FORMULA(?:\.FILL)?|RUN)\s{0,10}\(/i;
  return calls.exec(formula)?.[1] ?? null;
}

/** A formula as text, with or without its sign in front. */
export function inspectFormula(formula: string, place: Place): Finding[] {
  if (formula === '') return [];
  const text = formula.slice(0, longest);
  const started = dde.test(text) ? [place.found('document.formula-runs', 'hold', { formula: text })] : [];
  const fetched = [...text.matchAll(fetching)].flatMap(([, name = '', url = '']) =>
    inspectTarget(name, url, place),
  );
  const links = [...text.matchAll(linking)].flatMap(([, url = '']) => place.link(url));
  return [...started, ...fetched, ...links];
}
