import { memo, type ReactNode } from 'react';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import { useNow } from '../house/use-now.ts';
import { Avatar } from '../parts/avatar.tsx';
import { classNames } from '../parts/class-names.ts';
import { PlaceBadge } from '../parts/place-badge.tsx';
import { Revealed } from '../parts/revealed.tsx';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import type { Catalogue } from '../text/catalogue.ts';
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
  const availability = person?.isContact === true ? person.availability : null;
  const { unread, last } = conversation;
  return (
    <button
      type="button"
      className={css('row', isOpen && 'open', unread > 0 && 'unreadRow', isCollapsed && 'collapsed')}
      aria-current={isOpen}
      tabIndex={isTabStop ? 0 : -1}
      title={isCollapsed ? name : undefined}
      onClick={() => void conversations.open(peer)}
    >
      <Avatar name={name} place={person?.place ?? 'unknown'} availability={availability} />
      {isCollapsed ? (
        <VisuallyHidden>{name}</VisuallyHidden>
      ) : (
        <span className={css('words')}>
          <span className={css('first')}>
            <span className={css('name')}>
              <Revealed text={name} kind="exact" />
            </span>
            {person === undefined ? null : <PlaceBadge person={person} isShort />}
            {availability === null ? null : (
              <VisuallyHidden>{` ${text.presence[availability]} `}</VisuallyHidden>
            )}
            {last === null ? null : <span className={css('time')}>{format.short(last.at, now)}</span>}
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
      <span className={css('preview')}>
        <span className={css('draft')}>{text.list.draft}:</span> <bdi>{revealedText(draft, 'running')}</bdi>
      </span>
    );
  if (last === null) return <span className={css('preview')} />;
  if (last.direction === 'in' && (last.level === 'hold' || last.level === 'block'))
    return <span className={css('preview', 'stopped')}>{stoppedWords(last, text)}</span>;
  return (
    <span className={css('preview')}>
      {last.direction === 'out' ? `${text.list.you}: ` : null}
      <bdi>{revealedText(last.preview, 'running')}</bdi>
    </span>
  );
}

function stoppedWords({ preview, level }: NonNullable<Conversation['last']>, { list }: Catalogue): string {
  if (preview === '') return list.withdrawnPreview;
  return level === 'hold' ? list.heldPreview : list.blockedPreview;
}
