import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './empty-state.module.css';

const css = classNames(styles);

interface Props {
  readonly icon: LucideIcon;
  readonly title: string;
  /** The heading of the whole column, where no other stands above. */
  readonly isMain?: boolean;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}

/** A screen with nothing on it yet: what it is for and how to begin. */
export function EmptyState({ icon: Icon, title, isMain = false, children, action }: Props): ReactNode {
  return (
    <div className={css('empty')}>
      <Icon size={26} strokeWidth={1.5} aria-hidden="true" />
      {isMain ? <h1>{title}</h1> : <h2>{title}</h2>}
      {children === undefined ? null : <p>{children}</p>}
      {action === undefined ? null : <div className={css('action')}>{action}</div>}
    </div>
  );
}
