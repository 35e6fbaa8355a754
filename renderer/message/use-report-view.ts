import { useEffect, useState } from 'react';
import type { Message } from '../../shared/model/message.ts';
import type { ReportView } from '../../shared/model/report.ts';
import { useServices } from '../services/use-services.ts';

const unknown: ReportView = { disposition: 'suspicious', isNoted: false, ways: [], outcome: null };

/** What is known of a message's report; null until main has answered. Main says the message anew whenever that changes. */
export function useReportView(message: Message): ReportView | null {
  const { reports } = useServices();
  const [view, setView] = useState<ReportView | null>(null);
  useEffect(() => {
    let isWanted = true;
    void reports.view(message.id).then((known) => {
      if (isWanted) setView(known ?? unknown);
    });
    return () => {
      isWanted = false;
    };
  }, [reports, message]);
  return view;
}
