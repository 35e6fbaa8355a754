// urn:gatehouse:report:1, our own: what became of a report, beside the words that say so to people
// <outcome xmlns='urn:gatehouse:report:1' report='UUID' verdict='malicious'/>
// Security: anybody can write one. It counts from the desk alone, of a report that went there (report/reports.ts).
import { type ReportAnswer, reportVerdictSchema } from '../../shared/model/report.ts';
import type { Element } from './connection/element.ts';
import { ns } from './namespaces.ts';

/** Of the message itself, not of one that it quotes. */
export function outcomeIn(message: Element): ReportAnswer | null {
  const [outcome, ...others] = message.getChildren('outcome', ns.report);
  const verdict = reportVerdictSchema.safeParse(outcome?.attrs['verdict']);
  const reportId = outcome?.attrs['report'];
  if (others.length > 0 || reportId === undefined || !verdict.success) return null;
  return { reportId, verdict: verdict.data };
}
