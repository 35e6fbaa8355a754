import type { Policy } from '../../shared/policy.ts';

const day = 86_400_000;

/** When a file that came or was written at `now` is no longer kept, in milliseconds since the epoch. */
export function keptUntil(now: number, { quarantine }: Pick<Policy, 'quarantine'>): number {
  return now + quarantine.retentionDays * day;
}
