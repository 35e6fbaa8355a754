import type { ReactNode } from 'react';
import type { Message } from '../../shared/model/message.ts';
import { useNow } from '../house/use-now.ts';
import { classNames } from '../parts/class-names.ts';
import { Revealed } from '../parts/revealed.tsx';
import { useModel } from '../services/use-services.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { useText } from '../text/use-text.ts';
import styles from './found-message.module.css';
import { snippet } from './snippet.ts';

const css = classNames(styles);

interface Props {
  readonly message: Message;
  readonly query: string;
  /** In one conversation the writer is told; in all, the conversation. */
  readonly isHere: boolean;
}

/** A message that was found, with the word in view. */
export function FoundMessage({ message, query, isHere }: Props): ReactNode {
  const { text, format } = useText();
  const personName = useModel((state) => state.people.get(message.peer)?.name ?? message.peer);
  const now = useNow(60_000);
  const isOwn = message.direction === 'out';
  const stopped = stoppedWords(message, text);
  const { before, mark, after } = snippet(
    message.file === null ? message.body : `${text.files.line(message.file.name)} ${message.body}`,
    query,
  );
  return (
    <span className={css('found')}>
      <span className={css('top')}>
        <span className={css('name')}>
          {isHere && isOwn ? text.list.you : <Revealed text={personName} kind="exact" isOneLine />}
        </span>
        <span className={css('time')}>{format.short(message.at, now)}</span>
      </span>
      {stopped === null ? (
        <span className={css('words')}>
          {isOwn && !isHere ? `${text.list.you}: ` : null}
          <Revealed text={before} kind="running" />
          {mark === '' ? null : <mark>{mark}</mark>}
          <Revealed text={after} kind="running" />
        </span>
      ) : (
        <span className={css('stopped')}>{stopped}</span>
      )}
    </span>
  );
}

/** What the gate stopped is read where it was said, with its reason, and not in passing. */
function stoppedWords({ direction, verdict }: Message, { list }: Catalogue): string | null {
  if (direction === 'out') return null;
  if (verdict.level === 'block') return list.blockedPreview;
  return verdict.level === 'hold' ? list.heldPreview : null;
}
