import { RE2JS } from 're2js';
import type { Confidential } from '../../../../shared/confidential-policy.ts';
import type { Match } from '../../../../shared/model/confidential.ts';
import { type Detect, matchOf } from './match.ts';

/** The words and expressions that policy calls confidential. All are RE2's, so none can be slow. */
export function policyTerms({ terms, expressions }: Pick<Confidential, 'terms' | 'expressions'>): Detect {
  const shapes = [
    ...terms.map(({ name, words }) => ({ detector: 'term' as const, kind: name, shape: anyOf(words) })),
    ...expressions.map(({ name, pattern }) => ({
      detector: 'expression' as const,
      kind: name,
      shape: RE2JS.compile(pattern),
    })),
  ];
  return (text) => shapes.flatMap(({ detector, kind, shape }) => matchesOf(text, detector, kind, shape));
}

/** RE2 takes it, and it does not find something in every text. */
export function isExpression(pattern: string): boolean {
  try {
    return !RE2JS.compile(pattern).matcher('').matches();
  } catch (error) {
    // What RE2 says of a pattern it does not know: a lookaround, a back reference, or an error in it.
    if (error instanceof Error) return false;
    throw error;
  }
}

function anyOf(words: readonly string[]): RE2JS {
  const any = words.map((word) => RE2JS.quote(word).replaceAll(' ', '\\s+')).join('|');
  return RE2JS.compile(`(?i)(?:^|[^\\pL\\pN])(${any})(?:[^\\pL\\pN]|$)`);
}

const mostMatches = 1000;

function matchesOf(
  text: string,
  detector: 'term' | 'expression',
  kind: string,
  shape: RE2JS,
): readonly Match[] {
  const matches: Match[] = [];
  const matcher = shape.matcher(text);
  const group = detector === 'term' ? 1 : 0;
  while (matches.length < mostMatches && matcher.find()) {
    const start = matcher.start(group);
    const end = matcher.end(group);
    if (end > start) matches.push(matchOf(text, { detector, kind, start, end, confidence: 'high' }));
  }
  return matches;
}
