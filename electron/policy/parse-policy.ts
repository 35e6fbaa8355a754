import type { core } from 'zod';
import { type Policy, policySchema } from '../../shared/policy.ts';
import type { PolicyProblem } from './policy-source.ts';

export type ParsedPolicy =
  | { readonly ok: true; readonly policy: Policy }
  | { readonly ok: false; readonly problems: readonly PolicyProblem[] };

const mostProblems = 100;
const longestPlace = 1024;

/** A policy is taken whole or not at all; every problem is told with its place ("report.securityDesk", "company.domains[1]"). */
export function parsePolicy(bytes: Uint8Array, file: string): ParsedPolicy {
  let value: unknown;
  let text = '';
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof TypeError)) throw error;
    return { ok: false, problems: [{ code: 'not-json', file, place: placeOfSyntaxError(error, text) }] };
  }
  const parsed = policySchema.safeParse(value);
  if (parsed.success) return { ok: true, policy: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, file)).slice(0, mostProblems);
  return { ok: false, problems };
}

function problemsOf(issue: core.$ZodIssue, file: string): readonly PolicyProblem[] {
  if (issue.code !== 'unrecognized_keys')
    return [{ code: 'invalid-field', file, place: placeOf(issue.path) }];
  return issue.keys.map((key) => ({ code: 'unknown-field', file, place: placeOf([...issue.path, key]) }));
}

function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '')
    .slice(0, longestPlace);
}

/** Line and column ("3:17") where the engine says at which character it stopped; its end where it stopped for want of more. */
function placeOfSyntaxError(error: Error, text: string): string {
  const said = /at position (\d+)/.exec(error.message)?.[1];
  const isCutOff = /end of JSON input/.test(error.message);
  if (said === undefined && !isCutOff) return '';
  const before = text.slice(0, said === undefined ? text.length : Number(said)).split('\n');
  return `${before.length}:${(before.at(-1)?.length ?? 0) + 1}`;
}
