import { type ParsedPolicy, parsePolicyParts } from './parse-policy.ts';
import type { PolicyPart } from './policy-source.ts';

export function acceptPolicy(bytes: Uint8Array, file: string): Promise<ParsedPolicy> {
  return acceptPolicyParts([{ file, bytes }]);
}

/** A policy whose expressions RE2 takes too. RE2 is loaded only for a policy that has some. */
export async function acceptPolicyParts(parts: readonly PolicyPart[]): Promise<ParsedPolicy> {
  const parsed = parsePolicyParts(parts);
  if (!parsed.ok || parsed.policy.confidential.expressions.length === 0) return parsed;
  const { isExpression } = await import('../gate/content/detect/policy-terms.ts');
  const problems = parsed.policy.confidential.expressions.flatMap(({ pattern }, index) =>
    isExpression(pattern)
      ? []
      : [parsed.problemAt('invalid-field', ['confidential', 'expressions', index, 'pattern'])],
  );
  return problems.length === 0 ? parsed : { ok: false, problems };
}
