import { Info, type LucideIcon, ShieldX, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import styles from './panel.module.css';

const css = classNames(styles);

export type Signal = 'notice' | 'warn' | 'block';

const icons: Readonly<Record<Signal, LucideIcon>> = { notice: Info, warn: TriangleAlert, block: ShieldX };

interface Props {
  readonly signal: Signal;
  readonly children: ReactNode;
  readonly role?: 'alert' | 'status';
  readonly id?: string | undefined;
}

/** Something to know, to think about, or that was stopped: an icon, words, and a colour on top. */
export function Panel({ signal, children, role, id }: Props): ReactNode {
  const Icon = icons[signal];
  return (
    <div id={id} className={css('panel', signal)} role={role}>
      <Icon size={16} strokeWidth={1.9} aria-hidden="true" />
      <div className={css('body')}>{children}</div>
    </div>
  );
}
