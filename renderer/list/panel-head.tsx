import type { ReactNode } from 'react';
import { classNames } from '../parts/class-names.ts';
import styles from './panel-head.module.css';

const css = classNames(styles);

interface Props {
  readonly title: string;
  readonly isCollapsed?: boolean;
  readonly before?: ReactNode;
  readonly children?: ReactNode;
}

export function PanelHead({ title, isCollapsed = false, before, children }: Props): ReactNode {
  return (
    <div className={css('head', isCollapsed && 'collapsed')}>
      {before}
      <h2>{title}</h2>
      {children}
    </div>
  );
}
