import type { RulesProblem } from '../inspect/host/protocol.ts';
import { type LoadedPolicy, mostProblems } from './load-policy.ts';

export type CheckRules = (yaraRules: readonly string[]) => Promise<RulesProblem | null>;

/** YARA rules that cannot be used hold every file: whoever wrote them hears it before there is one. */
export async function withRulesChecked(loaded: LoadedPolicy, check: CheckRules): Promise<LoadedPolicy> {
  const { yaraRules, policy, origin } = loaded;
  if (yaraRules === 'unreadable' || yaraRules.length === 0) return loaded;
  const problem = await check(yaraRules);
  if (problem === null) return loaded;
  const { index, line } = placeOf(problem.line, yaraRules);
  const place = `files.yaraRuleFiles[${index}]${line === null ? '' : `, line ${line}`}: ${problem.says}`;
  const file = policy.files.yaraRuleFiles[index] ?? '';
  return {
    ...loaded,
    origin: {
      ...origin,
      problems: [{ code: 'rules-unusable' as const, file, place }, ...origin.problems].slice(0, mostProblems),
    },
  };
}

/** The file, and the line in it. */
function placeOf(
  line: number | null,
  rules: readonly string[],
): { readonly index: number; readonly line: number | null } {
  let left = line ?? 0;
  for (const [index, text] of rules.entries()) {
    const lines = text.split('\n').length;
    if (left > 0 && left <= lines) return { index, line: left };
    left -= lines;
  }
  return { index: 0, line: null };
}
