import { ArrowDown } from 'lucide-react';
import { type FocusEvent, type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { stepTo } from '../list/use-virtual-list.ts';
import { MessageRow } from '../message/message-row.tsx';
import { classNames } from '../parts/class-names.ts';
import { useServices } from '../services/use-services.ts';
import type { MessageWindow } from '../store/message-window.ts';
import { useText } from '../text/use-text.ts';
import { DayDivider, LogStart, NewDivider } from './log-line.tsx';
import { type LogRow, logRows } from './log-rows.ts';
import styles from './message-log.module.css';
import { useAnnouncedNews } from './use-announced-news.ts';
import { useKeptFocus } from './use-kept-focus.ts';
import { useLogScroll } from './use-log-scroll.ts';

const css = classNames(styles);

interface Props {
  readonly person: Pick<Person, 'jid' | 'name'>;
  readonly window: MessageWindow;
}

/**
 * The messages of one conversation. It never moves under the reader: older pages come in above without a jump, and new
 * messages pull it along only while its end is in view.
 */
export function MessageLog({ person, window }: Props): ReactNode {
  const { text, format } = useText();
  const { conversations } = useServices();
  const { messages, hasOlder, newFrom, target } = window;
  const rows = useMemo(
    () => logRows({ messages, hasOlder, newFrom, dayOf: (at) => format.dayKey(at) }),
    [messages, hasOlder, newFrom, format],
  );
  const log = useLogScroll(person.jid, rows, window);
  const { virtualizer, current, isAtEnd } = log;
  useAnnouncedNews(person.name, messages);
  const room = useRef<HTMLDivElement>(null);
  const keptFocus = useKeptFocus(room, rows, log);

  const onKeyDown = (event: KeyboardEvent): void => {
    const isOnMessage = event.target instanceof HTMLElement && event.target.dataset['message'] !== undefined;
    if (!isOnMessage || event.altKey || event.ctrlKey || event.metaKey || event.key.startsWith('Page'))
      return;
    const from = rows.findIndex((row) => row.key === current);
    const index = stepTo(event.key, from, rows.length, (at) => rows[at]?.kind === 'message');
    const row = index === null ? undefined : rows[index];
    if (row === undefined) return;
    event.preventDefault();
    log.moveTo(row.key);
  };
  const onFocus = (event: FocusEvent<HTMLElement>): void => {
    const id = event.target.closest<HTMLElement>('[data-message]')?.dataset['message'];
    if (id !== undefined) log.setCurrent(id);
  };
  const line = (row: LogRow): ReactNode => {
    switch (row.kind) {
      case 'start':
        return <LogStart hasOlder={row.hasOlder} isLoading={window.fetching === 'older'} />;
      case 'day':
        return <DayDivider at={row.at} />;
      case 'new':
        return <NewDivider />;
      case 'message':
        return (
          <MessageRow
            message={row.message}
            senderName={person.name}
            isFirst={row.isFirst}
            isLast={row.isLast}
            isCurrent={row.key === current}
            isTarget={target?.id === row.message.id}
          />
        );
    }
  };

  return (
    <div ref={room} className={css('room')} {...keptFocus}>
      {/* What is new is spoken by the live region: a log that draws only what is in view would read out whatever scrolls by. */}
      <div
        ref={log.scroller}
        className={css('scroller')}
        role="log"
        aria-live="off"
        aria-label={text.conversation.log(person.name)}
        aria-busy={window.fetching !== 'none'}
        onScroll={log.onScroll}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
      >
        <div className={css('lines')} style={{ blockSize: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index];
            return row === undefined ? null : (
              <div
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className={css('line')}
                style={{ transform: `translateY(${start}px)` }}
              >
                {line(row)}
              </div>
            );
          })}
        </div>
      </div>
      {isAtEnd ? null : (
        <JumpToNewest count={window.arrived} onJump={() => void conversations.showEnd(person.jid)} />
      )}
    </div>
  );
}

function JumpToNewest({ count, onJump }: { count: number; onJump: () => void }): ReactNode {
  const { text } = useText();
  return (
    <button
      type="button"
      className={css('jump')}
      data-plain={count === 0 ? '' : undefined}
      aria-label={count === 0 ? text.conversation.jumpToNewest : text.conversation.jumpToNewestCount(count)}
      title={text.conversation.jumpToNewest}
      onClick={onJump}
    >
      <ArrowDown size={16} strokeWidth={2} aria-hidden="true" />
      {count === 0 ? null : text.conversation.newCount(count)}
    </button>
  );
}
