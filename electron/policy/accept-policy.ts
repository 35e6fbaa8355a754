import type { Policy } from '../../shared/policy.ts';
import { type ParsedPolicy, parsePolicyParts } from './parse-policy.ts';
import type { PolicyPart } from './policy-source.ts';

export function acceptPolicy(bytes: Uint8Array, file: string): Promise<ParsedPolicy> {
  return acceptPolicyParts([{ file, bytes }]);
}

/** A policy whose expressions RE2 takes too, and whose reports have the log server they go to. RE2 is loaded only for a policy that has some. */
export async function acceptPolicyParts(parts: readonly PolicyPart[]): Promise<ParsedPolicy> {
  const parsed = parsePolicyParts(parts);
  if (!parsed.ok) return parsed;
  const places = [...withoutLogServer(parsed.policy), ...(await notExpressions(parsed.policy))];
  if (places.length === 0) return parsed;
  return { ok: false, problems: places.map((place) => parsed.problemAt('invalid-field', place)) };
}

type Place = readonly PropertyKey[];

/** They would wait for good. */
function withoutLogServer({ report, forwarding }: Policy): readonly Place[] {
  if (forwarding !== null) return [];
  return report.destinations.flatMap(({ kind }, index) =>
    kind === 'syslog' ? [['report', 'destinations', index, 'kind']] : [],
  );
}

async function notExpressions({ confidential: { expressions } }: Policy): Promise<readonly Place[]> {
  if (expressions.length === 0) return [];
  const { isExpression } = await import('../gate/content/detect/policy-terms.ts');
  return expressions.flatMap(({ pattern }, index) =>
    isExpression(pattern) ? [] : [['confidential', 'expressions', index, 'pattern']],
  );
}
