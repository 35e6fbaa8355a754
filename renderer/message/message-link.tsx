import { TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { LinkFinding, MessageId } from '../../shared/model/message.ts';
import { isAtLeast } from '../../shared/model/verdict.ts';
import { classNames } from '../parts/class-names.ts';
import { Revealed } from '../parts/revealed.tsx';
import { VisuallyHidden } from '../parts/visually-hidden.tsx';
import { useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import { linkText } from './link-text.ts';
import styles from './message-link.module.css';

const css = classNames(styles);

interface Props {
  readonly messageId: MessageId;
  readonly index: number;
  readonly link: LinkFinding;
  /** What the sender wrote in its place. */
  readonly written: string;
  readonly tabIndex: number;
  /** No link of a held message opens. */
  readonly isHeld: boolean;
}

/**
 * The real host first; the rest dimmed. Never an <a href>: there is nothing to navigate to, to drag or to open elsewhere.
 * Main opens it, judges it once more, and asks where a warning stands.
 */
export function MessageLink({ messageId, index, link, written, tabIndex, isHeld }: Props): ReactNode {
  const { text } = useText();
  const { conversations, announcer } = useServices();
  const [isBusy, setBusy] = useState(false);
  const { before, host, after } = linkText(link, written);

  if (isHeld || isAtLeast(link.verdict.level, 'hold'))
    return (
      <span className={css('stopped')} dir="ltr">
        <VisuallyHidden>{`${text.link.blocked} `}</VisuallyHidden>
        <Revealed text={before} kind="exact" />
        <s>
          <Revealed text={host} kind="exact" />
        </s>
        <Revealed text={after} kind="exact" />
      </span>
    );

  const isWarned = link.verdict.level === 'warn';
  const open = async (): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    const outcome = await conversations.openLink(messageId, index);
    setBusy(false);
    if (outcome === null) announcer.say(text.link.gone);
    else if (outcome.outcome === 'declined' || outcome.outcome === 'blocked')
      announcer.say(text.link.declined);
  };
  return (
    <button
      type="button"
      role={isWarned ? undefined : 'link'}
      className={css('link', isWarned && 'warned', isBusy && 'busy')}
      dir="ltr"
      tabIndex={tabIndex}
      onClick={open}
    >
      {isWarned ? <TriangleAlert size={14} strokeWidth={2} aria-hidden="true" /> : null}
      <Revealed text={before} kind="exact" />
      <span className={css('host')}>
        <Revealed text={host} kind="exact" />
      </span>
      <Revealed text={after} kind="exact" />
      {isWarned ? <VisuallyHidden>{` (${text.link.warned})`}</VisuallyHidden> : null}
    </button>
  );
}
