import { CircleAlert, FileLock } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import { fileIcon } from '../file/file-icon.ts';
import { FileName } from '../file/file-name.tsx';
import { useNow } from '../house/use-now.ts';
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { isDrawnAhead } from '../parts/drawn-ahead.ts';
import { PlaceBadge, placeWords } from '../parts/place-badge.tsx';
import { shownAvailability } from '../parts/presence-words.ts';
import { Revealed } from '../parts/revealed.tsx';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { revealedText } from '../text/reveal.ts';
import { useText } from '../text/use-text.ts';
import styles from './conversation-row.module.css';

const css = classNames(styles);

/** Pixels from one line to the next. */
export const conversationRowSize = 55;

interface Props {
  readonly peer: BareJid;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
  readonly isCollapsed: boolean;
}

/** Of the first picture the page hears when it was on the screen (Element Timing). */
const timing = isDrawnAhead ? { elementtiming: 'conversation' } : {};

/** One line of the list. Looks itself up, so that a message to one conversation draws one line anew. */
export const ConversationRow = memo(function ConversationRow(props: Props): ReactNode {
  const { peer, isOpen, isTabStop, isCollapsed } = props;
  const { text, format } = useText();
  const { conversations } = useServices();
  const conversation = useModel((state) => state.conversations.get(peer));
  const person = useModel((state) => state.people.get(peer));
  const isTyping = useModel((state) => state.typing.has(peer));
  const now = useNow(60_000);
  if (conversation === undefined) return null;
  const name = person?.name ?? peer;
  const availability = person === undefined ? null : shownAvailability(person);
  const { unread, last } = conversation;
  const whole = [revealedText(name, 'exact'), person === undefined ? '' : placeWords(person, text)]
    .filter((words) => words !== '')
    .join(', ');
  return (
    <button
      type="button"
      className={css(
        'row',
        isOpen && 'open',
        unread > 0 && 'unreadRow',
        isCollapsed && 'collapsed',
        person?.place === 'outside' && 'outside',
      )}
      aria-current={isOpen}
      tabIndex={isTabStop ? 0 : -1}
      title={isCollapsed ? whole : undefined}
      onClick={() => void conversations.open(peer)}
    >
      <Avatar name={name} place={person?.place ?? 'unknown'} availability={availability} />
      {isCollapsed ? (
        <VisuallyHidden>{whole}</VisuallyHidden>
      ) : (
        <span className={css('words')}>
          <span className={css('first')}>
            <span className={css('name')}>
              <Revealed text={name} kind="exact" isOneLine />
            </span>
            {person === undefined ? null : <PlaceBadge person={person} isShort />}
            {availability === null ? null : (
              <VisuallyHidden>{` ${text.presence[availability]} `}</VisuallyHidden>
            )}
            {last === null ? null : (
              <span className={css('time')} {...timing}>
                {format.short(last.at, now)}
              </span>
            )}
          </span>
          <span className={css('second')}>
            <Preview conversation={conversation} isTyping={isTyping} isOpen={isOpen} />
            <UnreadCount count={unread} />
          </span>
        </span>
      )}
      {isCollapsed ? <UnreadCount count={unread} /> : null}
    </button>
  );
});

function UnreadCount({ count }: { count: number }): ReactNode {
  const { text } = useText();
  if (count === 0) return null;
  return (
    <>
      <span className={css('unread')} aria-hidden="true">
        {count > 99 ? '99+' : count}
      </span>
      <VisuallyHidden>{` ${text.list.unread(count)}`}</VisuallyHidden>
    </>
  );
}

type Last = NonNullable<Conversation['last']>;

interface PreviewProps {
  readonly conversation: Conversation;
  readonly isTyping: boolean;
  readonly isOpen: boolean;
}

function Preview({ conversation: { last, draft }, isTyping, isOpen }: PreviewProps): ReactNode {
  const { text } = useText();
  if (isTyping) return <span className={css('preview', 'typing')}>{text.list.typing}</span>;
  if (draft.trim() !== '' && !isOpen)
    return (
      <Said lead={<span className={css('draft')}>{text.list.draft}:</span>}>
        <Words>{draft}</Words>
      </Said>
    );
  if (last === null) return <span className={css('preview')} />;
  if (isStopped(last)) return <Stopped last={last} />;
  const { file } = last;
  // What was not sent has a sign before it already, and the room is narrow.
  const Icon = file === null || last.state === 'failed' ? null : fileIcon(file);
  return (
    <Said lead={<Lead last={last} />}>
      {Icon === null ? null : <Icon size={14} strokeWidth={1.8} aria-hidden="true" />}
      {file === null ? null : <VisuallyHidden>{`${text.list.file}: `}</VisuallyHidden>}
      {last.preview === '' && file !== null ? <FileName name={file.name} /> : <Words>{last.preview}</Words>}
    </Said>
  );
}

/** Whose words they are; what was not sent says so first. */
function Lead({ last: { direction, state } }: { last: Last }): ReactNode {
  const { text } = useText();
  if (direction === 'in') return null;
  if (state !== 'failed') return <span>{text.list.you}:</span>;
  return (
    <span className={css('failed')}>
      <CircleAlert size={14} strokeWidth={2} aria-hidden="true" />
      {text.list.failedPreview}:
    </span>
  );
}

/** Whoever reads a list in passing sees neither the words nor the name of what is kept from him. */
function Stopped({ last: { preview, level, file } }: { last: Last }): ReactNode {
  const { list } = useText().text;
  const isFile = file?.state === 'held';
  const words = isFile
    ? list.heldFilePreview
    : preview === '' && file === null
      ? list.withdrawnPreview
      : level === 'hold'
        ? list.heldPreview
        : list.blockedPreview;
  return (
    <span className={css('preview', 'said', 'stopped')}>
      {isFile ? <FileLock size={14} strokeWidth={1.8} aria-hidden="true" /> : null}
      <span dir="auto">{words}</span>
    </span>
  );
}

function isStopped({ direction, level, file }: Last): boolean {
  return direction === 'in' && (level === 'hold' || level === 'block' || file?.state === 'held');
}

/** One line of what was said, from its own beginning: a text from right to left is cut off at its left. */
function Said({ lead, children }: { lead: ReactNode; children: ReactNode }): ReactNode {
  return (
    <span className={css('preview', 'said')}>
      {lead} {children}
    </span>
  );
}

function Words({ children }: { children: string }): ReactNode {
  return <span dir="auto">{revealedText(children, 'running')}</span>;
}
