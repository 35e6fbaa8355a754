import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from '../parts/class-names.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { useServices } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import styles from './aside-column.module.css';

const css = classNames(styles);

interface Props {
  readonly title: string;
  /** Stands above what scrolls. */
  readonly top?: ReactNode;
  readonly children: ReactNode;
}

/** The third column: about the conversation that is open. */
export function AsideColumn({ title, top, children }: Props): ReactNode {
  const { text } = useText();
  const { store } = useServices();
  return (
    <aside className={css('aside')} aria-label={title} data-column="aside">
      <header className={css('head')}>
        <h2>{title}</h2>
        <IconButton
          icon={X}
          label={text.app.close}
          onClick={() => store.update((state) => ({ ...state, aside: 'none' }))}
        />
      </header>
      {top}
      <div className={css('body')}>{children}</div>
    </aside>
  );
}
