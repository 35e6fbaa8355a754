import type { ReactNode } from 'react';
import type { Message, ReportState } from '../../shared/model/message.ts';
import type { Request } from '../../shared/model/request.ts';
import { useNow } from '../house/use-now.ts';
import { withRealHosts } from '../message/link-text.ts';
import { reportTitle } from '../message/report-title.ts';
import { useReport } from '../message/use-report.ts';
import { useReportView } from '../message/use-report-view.ts';
import { LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Revealed } from '../parts/revealed.tsx';
import { useModel } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './request-messages.module.css';

const css = classNames(styles);

/** A stranger can write at any length; what is left out is read after accepting. */
const longestShown = 600;

/** What a stranger wrote, as characters: nothing in it can be pressed, and nothing is fetched for it. A link shows its real host here too. */
export function RequestMessages({ request }: { request: Request }): ReactNode {
  const { text } = useText();
  return (
    <div className={css('messages')}>
      {request.hasOlder ? <p className={css('more')}>{text.requests.hasOlder}</p> : null}
      {request.messages.map((message) => (
        <RequestMessage key={message.id} message={message} />
      ))}
    </div>
  );
}

function RequestMessage({ message }: { message: Message }): ReactNode {
  const { text, format } = useText();
  const { undo } = useReport(message);
  const now = useNow(60_000);
  const { at, report, file } = message;
  const words = withRealHosts(message);
  const body = file === null ? words : `${text.files.line(file.name)}\n${words}`.trimEnd();
  const isCut = body.length > longestShown;
  return (
    <div className={css('message')}>
      <p className={css('body')}>
        <Revealed text={isCut ? `${body.slice(0, longestShown)} …` : body} kind="running" />
      </p>
      <p className={css('meta')}>
        <time dateTime={new Date(at).toISOString()} title={format.full(at)}>
          {format.day(at, now)}, {format.time(at)}
        </time>
        {report === 'none' ? null : <ReportWords message={message} report={report} />}
        {report === 'undoable' ? <LinkButton onClick={undo}>{text.report.undo}</LinkButton> : null}
      </p>
    </div>
  );
}

/** Beside what a stranger wrote, "Sent" alone would be said of his message. */
function ReportWords({ message, report }: { message: Message; report: ReportState }): ReactNode {
  const { text } = useText();
  const view = useReportView(message);
  const goesToDesk = useModel((state) => state.session?.reports === 'desk');
  if (view === null) return null;
  const isKept = report === 'kept' || (report === 'undoable' && !goesToDesk);
  const facts = [
    reportTitle(view, isKept, text.report),
    view.disposition === 'exercise' ? '' : text.report.states[report],
  ];
  return <span>{facts.filter((fact) => fact !== '').join(' · ')}</span>;
}
