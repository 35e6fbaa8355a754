import { isAtLeast } from '../../shared/model/verdict.ts';
import type { Finding, InspectionContext } from './inspector.ts';

/** A link that somebody may follow out of a file: what the gate warns of, with the gate's own reasons beside it. */
export function linkFindings(
  url: string,
  where: string,
  context: Pick<InspectionContext, 'link'>,
): readonly Finding[] {
  const { level, reasons } = context.link(url);
  if (!isAtLeast(level, 'warn')) return [];
  return [
    { code: 'file.link', level, where, params: { host: hostOf(url) } },
    ...reasons.map((reason) => ({ ...reason, where })),
  ];
}

function hostOf(url: string): string {
  // What cannot be parsed has no host, and is shown as it stands.
  return (URL.canParse(url) ? new URL(url).host : '') || url.slice(0, 100);
}
