import type { BareJid } from '../../shared/model/jid.ts';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import type { VerdictLevel } from '../../shared/model/verdict.ts';
import type { Policy } from '../../shared/policy.ts';

/** Whether somebody may be asked for a file that is kept back. What is blocked is released by nobody. */
export function releaseOf(level: VerdictLevel, policy: Pick<Policy, 'quarantine'>): SharedFile['release'] {
  return level === 'hold' && askableApprovers(policy).length > 0 ? 'possible' : 'not-possible';
}

/** Who may be asked, by anybody but himself. */
export function askableApprovers({ quarantine }: Pick<Policy, 'quarantine'>): readonly BareJid[] {
  return quarantine.userMayRequestRelease ? quarantine.releaseApprovers : [];
}
