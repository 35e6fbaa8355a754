import { createHash } from 'node:crypto';
import type { RecordEvent } from '../audit/events.ts';
import type { LoadedPolicy } from '../policy/load-policy.ts';

/** Which policy is in force from now on, and why no other. */
export function policyOnRecord({ policy, origin }: LoadedPolicy): RecordEvent {
  const sha256 = createHash('sha256').update(JSON.stringify(policy)).digest('hex');
  const { source, isLastGood, problems } = origin;
  return { facts: { kind: 'policy', source, isLastGood, sha256, problems }, content: null };
}
