import { RE2JS } from 're2js';
import type { Match } from '../../../../shared/model/confidential.ts';
import { entropy, isPlaceholder } from './entropy.ts';
import { matchOf } from './match.ts';
import { type TokenRule, tokenRules } from './token-table.ts';

/** More of one kind tell nothing new. */
const mostOfAKind = 100;

const compiled = new Map<TokenRule, RE2JS>();

/**
 * Every secret has as many characters without a space; words of a chat seldom do. Where case does not matter, RE2 takes the long s and the
 * sign of Kelvin for letters.
 */
const secretCharacter = '[\\w.~+/=:|%$"&?\u017f\u212a-]';
const runs = new RegExp(`(?<!${secretCharacter})${secretCharacter}{12,}`, 'g');
/** No name begins farther before its value: it has up to 17 letters, and at most 40 characters stand between both. */
const reach = 64;

/** Keys and tokens of services: keyword, then shape, then entropy. */
export function tokens(text: string): readonly Match[] {
  const found = [...text.matchAll(runs)];
  if (found.length === 0) return [];
  const long = found.map(([run]) => run).join('\n');
  const named = namesBefore(text, found).toLowerCase();
  const matches: Match[] = [];
  for (const rule of tokenRules) {
    const looked = rule.isAnyCase === true ? named : long;
    if (!rule.keywords.some((keyword) => looked.includes(keyword)) || rule.hint?.test(looked) === false)
      continue;
    matches.push(...tokensOf(text, rule));
  }
  return matches;
}

/** The parts of the text where a name may stand that a secret belongs to, none of them twice. */
function namesBefore(text: string, found: readonly RegExpExecArray[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { 0: run, index } of found) {
    const start = index - reach;
    if (start > done) parts.push('\n');
    parts.push(text.slice(Math.max(start, done), index + run.length));
    done = index + run.length;
  }
  return parts.join('');
}

/** All of one rule, whatever the text has. */
export function tokensOf(text: string, rule: TokenRule): readonly Match[] {
  const matches: Match[] = [];
  const matcher = shapeOf(rule).matcher(text);
  while (matches.length < mostOfAKind && matcher.find()) {
    const start = matcher.start(1);
    const end = matcher.end(1);
    const secret = text.slice(start, end);
    if (entropy(secret) < rule.entropy || isRepeated(secret, rule)) continue;
    if (rule.isMixed === true && !/\d/.test(secret)) continue;
    matches.push(matchOf(text, { detector: 'token', kind: rule.kind, start, end, confidence: 'high' }));
  }
  return matches;
}

/** Compiled when first asked for: most never are. */
function shapeOf(rule: TokenRule): RE2JS {
  const known = compiled.get(rule);
  if (known !== undefined) return known;
  const shape = RE2JS.compile(rule.pattern);
  compiled.set(rule, shape);
  return shape;
}

/** What stands in documentation, unless the shape alone is enough. */
function isRepeated(secret: string, rule: TokenRule): boolean {
  return rule.entropy >= 2 && (/(?:x{6}|X{6}|\*{4})/.test(secret) || isPlaceholder(secret));
}
