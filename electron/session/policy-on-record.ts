import type { RecordEvent } from '../audit/events.ts';
import type { LoadedPolicy } from '../policy/load-policy.ts';
import { policyHash } from '../policy/policy-hash.ts';

/** Which policy is in force from now on, and why no other. */
export function policyOnRecord({ policy, origin }: LoadedPolicy): RecordEvent {
  const { source, isLastGood, problems } = origin;
  return {
    facts: { kind: 'policy', source, isLastGood, sha256: policyHash(policy), problems },
    content: null,
  };
}
