import { bySeverity, type Reason, type ReasonCode } from '../../shared/model/verdict.ts';

// What somebody is up to says more than the means by which it was noticed.
const telling: readonly ReasonCode[] = [
  'link.imitates-domain',
  'link.blocklisted',
  'link.uses-protected-name',
  'link.userinfo',
  'link.disguised-host',
  'link.text-differs',
  'person.imitates-colleague',
  'person.imitates-protected-name',
  'person.imitates-domain',
];

/** The reasons strictest first, and of one level the one that explains most first: it is the one sentence that is shown. */
export function mostTellingFirst(reasons: readonly Reason[]): readonly Reason[] {
  return [...reasons].sort((a, b) => bySeverity(a, b) || rank(a) - rank(b));
}

function rank({ code }: Reason): number {
  const index = telling.indexOf(code);
  return index === -1 ? telling.length : index;
}
