import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import type { Catalogue } from '../text/catalogue.ts';
import type { Security } from './use-security.ts';

export interface Concern {
  readonly words: string;
  /** For IT, letter by letter. */
  readonly details: readonly string[];
}

/** What somebody should do something about, worst first. */
export function concernsOf(
  { policy }: Pick<SessionSnapshot, 'policy'>,
  { overview: { record }, forwarding }: Security,
  { security, settings }: Catalogue,
): readonly Concern[] {
  const words = security.concerns;
  const concerns: Concern[] = [];
  if (record.problem !== null) concerns.push({ words: words.record, details: [record.problem] });
  if (policy.problems.length > 0 || policy.isLastGood)
    concerns.push({
      words: policy.isLastGood ? words.policyKept : words.policy,
      details: policy.problems.map(({ code, file, place }) =>
        settings.policyProblemAt(file, settings.policyProblem[code], place),
      ),
    });
  if (forwarding !== null && (forwarding.isSendingStopped || forwarding.isOverdue))
    concerns.push({
      words: forwarding.isSendingStopped ? words.sendingStopped : words.overdue,
      details: forwarding.lastError === null ? [] : [forwarding.lastError.code],
    });
  else if (forwarding !== null && forwarding.connectedSince === null)
    concerns.push({
      words: words.notConnected,
      details: forwarding.lastError === null ? [] : [forwarding.lastError.code],
    });
  return concerns;
}
