import type { core } from 'zod';
import { type Policy, policySchema } from '../../shared/policy.ts';
import { mergeParts } from './merge-parts.ts';
import { splitNotYet } from './not-yet.ts';
import { type PolicyPart, type PolicyProblem, policyProblem } from './policy-source.ts';

export type ParsedPolicy =
  | {
      readonly ok: true;
      readonly policy: Policy;
      /** What it says and nothing obeys yet. */
      readonly notYet: readonly PolicyProblem[];
      readonly problemAt: (code: PolicyProblem['code'], path: readonly PropertyKey[]) => PolicyProblem;
    }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

const mostProblems = 100;
const longestPlace = 1024;

/** A policy is taken whole or not at all; every problem is told with its place ("report.securityDesk", "company.domains[1]"). */
export function parsePolicy(bytes: Uint8Array, file: string): ParsedPolicy {
  return parsePolicyParts([{ file, bytes }]);
}

export function parsePolicyParts(parts: readonly PolicyPart[]): ParsedPolicy {
  const merged = mergeParts(parts);
  if (!merged.ok) return merged;
  const problemAt = (code: PolicyProblem['code'], path: readonly PropertyKey[]) =>
    policyProblem(code, merged.fileOf(path), placeOf(path));
  const { value, notYet, issues } = splitNotYet(merged.value);
  const parsed = policySchema.safeParse(value);
  if (parsed.success && issues.length === 0) {
    const untold = notYet.slice(0, mostProblems).map((path) => problemAt('not-in-force', path));
    return { ok: true, policy: parsed.data, notYet: untold, problemAt };
  }
  const problems = [...(parsed.error?.issues ?? []), ...issues].flatMap(placesOf).slice(0, mostProblems);
  return { ok: false, problems: problems.map(({ code, path }) => problemAt(code, path)) };
}

function placesOf(issue: core.$ZodIssue): readonly { code: PolicyProblem['code']; path: PropertyKey[] }[] {
  if (issue.code !== 'unrecognized_keys') return [{ code: 'invalid-field', path: issue.path }];
  return issue.keys.map((key) => ({ code: 'unknown-field', path: [...issue.path, key] }));
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
    .slice(0, longestPlace);
}
