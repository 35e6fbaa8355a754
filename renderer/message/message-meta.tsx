import { Check, CheckCheck, CircleAlert, Clock, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Message, MessageState } from '../../shared/model/message.ts';
import { LinkButton } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './message-meta.module.css';

const css = classNames(styles);

const icons: Readonly<Record<Exclude<MessageState, 'received'>, LucideIcon>> = {
  queued: Clock,
  sending: Clock,
  sent: Check,
  delivered: CheckCheck,
  failed: CircleAlert,
};

interface Props {
  readonly message: Message;
  /** The last of its group shows when, and how far it has come; the others only say so. */
  readonly isShown: boolean;
  readonly tabIndex: number;
}

export function MessageMeta({ message, isShown, tabIndex }: Props): ReactNode {
  const { text, format } = useText();
  const { state } = message;
  if (state === 'failed') return <Failed message={message} tabIndex={tabIndex} />;
  if (state === 'received')
    return isShown ? (
      <time dateTime={new Date(message.at).toISOString()} title={format.full(message.at)} aria-hidden="true">
        {format.time(message.at)}
      </time>
    ) : null;
  const Icon = icons[state];
  if (!isShown) return <VisuallyHidden>{text.message.states[state]}</VisuallyHidden>;
  return (
    <>
      <time dateTime={new Date(message.at).toISOString()} title={format.full(message.at)} aria-hidden="true">
        {format.time(message.at)}
      </time>
      <span aria-hidden="true">·</span>
      <span className={css('state', state === 'delivered' && 'delivered')}>
        <Icon size={13} strokeWidth={2} aria-hidden="true" />
        {text.message.states[state]}
      </span>
    </>
  );
}

function Failed({ message, tabIndex }: { message: Message; tabIndex: number }): ReactNode {
  const { text } = useText();
  const { conversations } = useServices();
  const { failure, file, id } = message;
  // The gate's own reasons stand in the bubble; trying again cannot change them. A file says itself what can be tried again.
  const canRetry = file === null && failure !== 'blocked-by-policy' && failure !== 'too-large';
  return (
    <>
      <CircleAlert size={14} strokeWidth={2} aria-hidden="true" />
      <span>{failure === null ? text.message.notSent : text.message.failures[failure]}</span>
      <span className={css('actions')}>
        {canRetry ? (
          <LinkButton tabIndex={tabIndex} onClick={() => void conversations.retry(message)}>
            {text.message.retry}
          </LinkButton>
        ) : null}
        <LinkButton tabIndex={tabIndex} onClick={() => void conversations.discard(id)}>
          {text.message.discard}
        </LinkButton>
      </span>
    </>
  );
}
