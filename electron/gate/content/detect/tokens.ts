import { RE2JS } from 're2js';
import type { Match } from '../../../../shared/model/confidential.ts';
import { entropy, isPlaceholder } from './entropy.ts';
import { matchOf } from './match.ts';
import { type TokenRule, tokenRules } from './token-table.ts';

/** More of one kind tell nothing new. */
const mostOfAKind = 100;

const compiled = new Map<TokenRule, RE2JS>();

/** Every secret has as many characters without a space; words of a chat seldom do. */
const runs = /[\w.~+/=:|%$"&?-]{12,}/g;

/** Keys and tokens of services: keyword, then shape, then entropy. */
export function tokens(text: string): readonly Match[] {
  const long = (text.match(runs) ?? []).join('\n');
  if (long === '') return [];
  const lower = text.toLowerCase();
  const matches: Match[] = [];
  for (const rule of tokenRules) {
    const looked = rule.isAnyCase === true ? lower : long;
    if (!rule.keywords.some((keyword) => looked.includes(keyword)) || rule.hint?.test(text) === false)
      continue;
    matches.push(...matchesOf(text, rule));
  }
  return matches;
}

function matchesOf(text: string, rule: TokenRule): readonly Match[] {
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
