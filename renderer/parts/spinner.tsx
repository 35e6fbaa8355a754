import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './spinner.module.css';

const css = classNames(styles);

/** Decoration: the words beside it say what is going on. */
export function Spinner(): ReactNode {
  return <span className={css('spinner')} aria-hidden="true" />;
}
