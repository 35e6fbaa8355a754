import type { ReactNode } from 'react';
import { useNow } from '../house/use-now.ts';
import { classNames } from '../parts/class-names.ts';
import { useText } from '../text/use-text.ts';
import styles from './log-line.module.css';

const css = classNames(styles);

export function DayDivider({ at }: { at: number }): ReactNode {
  const { format } = useText();
  const now = useNow(60_000);
  return <div className={css('divider')}>{format.day(at, now)}</div>;
}

export function NewDivider(): ReactNode {
  const { text } = useText();
  return <div className={css('divider', 'new')}>{text.conversation.new}</div>;
}

export function LogStart({ hasOlder, isLoading }: { hasOlder: boolean; isLoading: boolean }): ReactNode {
  const { text } = useText();
  if (!hasOlder) return <div className={css('start')}>{text.conversation.beginning}</div>;
  return <div className={css('start')}>{isLoading ? text.conversation.loadingOlder : ' '}</div>;
}
