import type { ReactNode } from 'react';
import { classNames } from '../parts/class-names.ts';
import styles from './progress-bar.module.css';

const css = classNames(styles);

interface Props {
  readonly label: string;
  readonly moved: number;
  /** Null: nobody knows how much there is. */
  readonly total: number | null;
  /** In words, for a screen reader. */
  readonly words?: string;
}

export function ProgressBar({ label, moved, total, words }: Props): ReactNode {
  const part = total === null ? null : total === 0 ? 1 : Math.min(1, moved / total);
  return (
    <span
      className={css('bar', part === null && 'open')}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={part === null ? undefined : Math.round(part * 100)}
      aria-valuetext={words}
    >
      <span style={part === null ? undefined : { transform: `scaleX(${part})` }} />
    </span>
  );
}
