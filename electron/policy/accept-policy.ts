import { type ParsedPolicy, parsePolicy } from './parse-policy.ts';

/** A policy whose expressions RE2 takes too. RE2 is loaded only for a policy that has some. */
export async function acceptPolicy(bytes: Uint8Array, file: string): Promise<ParsedPolicy> {
  const parsed = parsePolicy(bytes, file);
  if (!parsed.ok || parsed.policy.confidential.expressions.length === 0) return parsed;
  const { isExpression } = await import('../gate/content/detect/policy-terms.ts');
  const problems = parsed.policy.confidential.expressions.flatMap(({ pattern }, index) =>
    isExpression(pattern)
      ? []
      : [{ code: 'invalid-field' as const, file, place: `confidential.expressions[${index}].pattern` }],
  );
  return problems.length === 0 ? parsed : { ok: false, problems };
}
