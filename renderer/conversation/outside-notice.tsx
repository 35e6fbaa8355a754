import { Info } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { classNames } from '../parts/class-names.ts';
import { useModel } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './outside-notice.module.css';

const css = classNames(styles);

/** What the company says of conversations with people who are not its own, in its own words, for as long as one is open. */
export function OutsideNotice({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const words = useModel(({ session }) => session?.notice.externalChatNotice ?? null);
  if (words === null || person.place === 'inside') return null;
  return (
    <p className={css('line')} role="note" aria-label={text.conversation.outsideNotice}>
      <Info size={14} strokeWidth={1.9} aria-hidden="true" />
      <span>{words}</span>
    </p>
  );
}
