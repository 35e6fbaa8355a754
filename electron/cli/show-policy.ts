import { loadPolicy } from '../policy/load-policy.ts';
import { policyHash } from '../policy/policy-hash.ts';
import type { PolicySource } from '../policy/policy-source.ts';
import { problemLine } from './check-policy.ts';
import type { CommandOutput } from './run-command.ts';

/** What is in force on this computer for whoever starts Gatehouse now, and why nothing else is. */
export async function showPolicy(source: PolicySource | null, isJson: boolean): Promise<CommandOutput> {
  const { policy, origin } = await loadPolicy(source);
  const sha256 = policyHash(policy);
  const lines = isJson
    ? [JSON.stringify({ ...origin, sha256, policy })]
    : [
        `in force: ${origin.source === 'default' ? 'the strict default' : source?.file}, ${sha256}`,
        ...origin.problems.map(problemLine),
        JSON.stringify(policy, null, 2),
      ];
  return {
    exitCode: origin.problems.length === 0 ? 0 : 1,
    out: lines.map((line) => `${line}\n`).join(''),
    err: '',
  };
}
