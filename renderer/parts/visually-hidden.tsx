import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './visually-hidden.module.css';

const css = classNames(styles);

/** For screen readers only. */
export function VisuallyHidden({ children, id }: { children: ReactNode; id?: string }): ReactNode {
  return (
    <span className={css('hidden')} id={id}>
      {children}
    </span>
  );
}
