import { isAtLeast, joinVerdicts, type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import type { Policy } from '../../shared/policy.ts';
import { fromOutside } from './announced-file.ts';

/** What is only warned of is held when it is from outside and policy wants that. `domain` is null of a colleague. */
export function withOrigin(
  verdict: Verdict,
  domain: string | null,
  { federation: { externalFiles } }: Pick<Policy, 'federation'>,
): Verdict {
  if (domain === null || externalFiles === 'allow') return verdict;
  if (externalFiles === 'block') return joinVerdicts([verdict, verdictOf([fromOutside(domain, 'block')])]);
  if (!isAtLeast(verdict.level, 'warn')) return verdict;
  return joinVerdicts([verdict, verdictOf([fromOutside(domain, 'hold')])]);
}
