import type { SharedFile } from '../../shared/model/shared-file.ts';
import type { VerdictLevel } from '../../shared/model/verdict.ts';
import type { Policy } from '../../shared/policy.ts';

/** Whether somebody may be asked for a file that is kept back. What is blocked is released by nobody. */
export function releaseOf(
  level: VerdictLevel,
  { quarantine }: Pick<Policy, 'quarantine'>,
): SharedFile['release'] {
  const mayAsk = quarantine.userMayRequestRelease && quarantine.releaseApprovers.length > 0;
  return level === 'hold' && mayAsk ? 'possible' : 'not-possible';
}
