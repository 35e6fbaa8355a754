import type { ReactNode } from 'react';
import type { Message } from '../../shared/model/message.ts';
import { Revealed } from '../parts/revealed.tsx';
import { bodyParts } from './body-parts.ts';
import { MessageLink } from './message-link.tsx';

interface Props {
  readonly message: Pick<Message, 'id' | 'body' | 'links'>;
  readonly tabIndex: number;
  readonly isHeld: boolean;
}

/** What was said, as text and nothing but text. */
export function MessageBody({ message, tabIndex, isHeld }: Props): ReactNode {
  return bodyParts(message).map((part) =>
    part.kind === 'text' ? (
      <Revealed key={part.start} text={part.text} kind="running" />
    ) : (
      <MessageLink
        key={`link ${part.index}`}
        messageId={message.id}
        index={part.index}
        link={part.link}
        written={part.written}
        tabIndex={tabIndex}
        isHeld={isHeld}
      />
    ),
  );
}
