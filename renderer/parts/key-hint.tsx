import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './key-hint.module.css';

const css = classNames(styles);

/** Keys as they are printed on the keyboard. */
export function KeyHint({ keys }: { keys: readonly string[] }): ReactNode {
  return (
    <span className={css('keys')}>
      {keys.map((key) => (
        <kbd key={key} className={css('key')}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
