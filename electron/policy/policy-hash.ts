import { createHash } from 'node:crypto';
import type { Policy } from '../../shared/policy.ts';

/** SHA-256 of what is in force, defaults included, as JSON: by this the record and IT tell policies apart. */
export function policyHash(policy: Policy): string {
  return createHash('sha256').update(JSON.stringify(policy)).digest('hex');
}
