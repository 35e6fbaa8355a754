import type { ReportView } from '../../shared/model/report.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** What has become of a message that was reported, in a few words. `isKept`: there is no desk that it goes to. */
export function reportTitle(
  { disposition }: Pick<ReportView, 'disposition'>,
  isKept: boolean,
  words: Catalogue['report'],
): string {
  if (disposition === 'exercise') return words.exercise;
  if (disposition === 'false-alarm') return isKept ? words.falseAlarmKept : words.falseAlarm;
  return isKept ? words.keptDone : words.done;
}
