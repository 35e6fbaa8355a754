import { Copy, Flag, MessageSquareWarning, RotateCcw, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, memo, type ReactNode, useId, useState } from 'react';
import type { Message } from '../../shared/model/message.ts';
import { isAtLeast } from '../../shared/model/verdict.ts';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { Menu, type MenuEntry } from '../parts/menu.tsx';
import { commandKeyName } from '../parts/platform.ts';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import { Bubble } from './bubble.tsx';
import { messageFindings } from './message-findings.ts';
import { MessageMeta } from './message-meta.tsx';
import styles from './message-row.module.css';
import { ReportStrip } from './report-strip.tsx';
import { useReport } from './use-report.ts';

const css = classNames(styles);

interface Props {
  readonly message: Message;
  readonly senderName: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** The message that Tab reaches; the controls of the others are for the mouse. */
  readonly isCurrent: boolean;
  /** Found by a search. */
  readonly isTarget: boolean;
}

/** One message. Draws anew only when it changes itself. */
export const MessageRow = memo(function MessageRow(props: Props): ReactNode {
  const { message, senderName, isFirst, isLast, isCurrent, isTarget } = props;
  const { text, format } = useText();
  const { conversations } = useServices();
  const report = useReport(message);
  const [menuAt, setMenuAt] = useState<{ x: number; y: number } | null>(null);
  const id = useId();
  const isOwn = message.direction === 'out';
  const tabIndex = isCurrent ? 0 : -1;
  const isReported = message.report !== 'none';
  const isFailed = message.state === 'failed';
  // A file says itself what can be tried again.
  const canRetry = isFailed && message.file === null;
  const time = format.time(message.at);
  const findingsIds = { text: `${id}text`, file: `${id}file` };
  // Whoever walks from message to message hears the verdict and its reason with the words (WCAG 2.2 1.3.1).
  const describedBy = isReported ? undefined : describingIds(message, findingsIds);

  const entries: MenuEntry[] = [
    ...(message.body === ''
      ? []
      : [
          {
            icon: Copy,
            label: text.message.copy,
            onChoose: () => void navigator.clipboard.writeText(message.body).catch(reportError),
          },
        ]),
    ...(canRetry
      ? [
          {
            icon: RotateCcw,
            label: text.message.retry,
            onChoose: () => void conversations.retry(message),
          },
        ]
      : []),
    ...(isFailed
      ? [
          {
            icon: Trash2,
            label: text.message.discard,
            onChoose: () => void conversations.discard(message.id),
          },
        ]
      : []),
    ...(report.canReport
      ? [
          {
            icon: Flag,
            label: text.message.report,
            keys: `${commandKeyName(text.shortcuts.keys)}+${text.shortcuts.keys.shift}+R`,
            isDangerous: true,
            onChoose: report.submit,
          },
        ]
      : []),
    ...(report.dispute === null
      ? []
      : [
          {
            icon: MessageSquareWarning,
            label: text.message.falseAlarm,
            keys: `${commandKeyName(text.shortcuts.keys)}+${text.shortcuts.keys.shift}+E`,
            onChoose: report.dispute,
          },
        ]),
  ];

  const onContextMenu = (event: MouseEvent<HTMLElement>): void => {
    event.preventDefault();
    // The menu key and Shift+F10 come without a place of their own.
    const isFromKeyboard = event.clientX === 0 && event.clientY === 0;
    const box = event.currentTarget.getBoundingClientRect();
    setMenuAt(
      isFromKeyboard || event.button !== 2
        ? { x: box.left + 32, y: box.top + 24 }
        : { x: event.clientX, y: event.clientY },
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.ctrlKey || event.metaKey) || !event.shiftKey) return;
    const key = event.key.toLowerCase();
    const act = key === 'r' && report.canReport ? report.submit : key === 'e' ? report.dispute : null;
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };

  return (
    <article
      className={css('row', isOwn && 'own', isFirst && 'first', isLast && 'last', isTarget && 'target')}
      tabIndex={tabIndex}
      data-message={message.id}
      aria-labelledby={`${id}who ${id}body ${id}meta`}
      aria-describedby={describedBy}
      onContextMenu={onContextMenu}
      onKeyDown={onKeyDown}
    >
      <VisuallyHidden id={`${id}who`}>
        {text.message.label(isOwn ? text.message.you : senderName, time)}
      </VisuallyHidden>
      {isReported ? (
        <ReportStrip message={message} report={report} tabIndex={tabIndex} bodyId={`${id}body`} />
      ) : (
        <div className={css('line')}>
          <div className={css('bubbleRoom')}>
            <Bubble
              message={message}
              tabIndex={tabIndex}
              bodyId={`${id}body`}
              findingsIds={findingsIds}
              onFalseAlarm={report.dispute}
              onReport={report.canReport ? report.submit : null}
            />
          </div>
          <span className={css('beside')}>
            {report.canReport ? (
              <IconButton
                icon={Flag}
                label={text.message.report}
                tabIndex={tabIndex}
                onClick={report.submit}
              />
            ) : null}
            {isLast || isFailed ? null : (
              <span className={css('time')} aria-hidden="true">
                {time}
              </span>
            )}
          </span>
        </div>
      )}
      {isReported || report.problem === null ? null : <p className={css('problem')}>{report.problem}</p>}
      <div id={`${id}meta`} className={css((isLast || isFailed) && 'meta', isFailed && 'failed')}>
        <MessageMeta message={message} isShown={isLast} tabIndex={tabIndex} />
      </div>
      {menuAt === null ? null : (
        <Menu at={menuAt} label={text.message.menu} entries={entries} onClose={() => setMenuAt(null)} />
      )}
    </article>
  );
});

function describingIds(
  message: Message,
  ids: { readonly text: string; readonly file: string },
): string | undefined {
  const { text, stoppedLinks, isHeld } = messageFindings(message);
  const ofText = text.length > 0 || (stoppedLinks.length > 0 && !isHeld);
  const ofFile = message.file !== null && !isHeld && isAtLeast(message.file.verdict.level, 'notice');
  return [...(ofText ? [ids.text] : []), ...(ofFile ? [ids.file] : [])].join(' ') || undefined;
}
