import type { ReactNode } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { ListColumn } from '../list/list-column.tsx';
import { classNames } from '../parts/class-names.ts';
import { useModel } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import { ConnectionBanner } from './connection-banner.tsx';
import styles from './house-frame.module.css';
import { Notices } from './notices.tsx';

const css = classNames(styles);

interface Props {
  readonly session: SessionSnapshot;
  readonly isListCollapsed: boolean;
  /** Beside the list. */
  readonly children: ReactNode;
  /** On top of everything. */
  readonly above?: ReactNode;
}

/** What is always there: what has to be said, the list, and room beside it. */
export function HouseFrame({ session, isListCollapsed, children, above }: Props): ReactNode {
  const { text } = useText();
  const isCollapsed = useModel((state) => state.isListCollapsed);
  const showsMain = useModel((state) => state.main.kind !== 'nothing');
  const hasNotices = useModel((state) =>
    session.notices.some((notice) => !state.dismissedNotices.has(notice)),
  );
  return (
    <div className={css('house')}>
      <ConnectionBanner />
      {hasNotices ? (
        <section className={css('notices')} aria-label={text.notices.region}>
          <Notices session={session} />
        </section>
      ) : null}
      <div className={css('columns', isCollapsed && 'collapsed', showsMain && 'showsMain')}>
        <ListColumn isCollapsed={isListCollapsed} />
        {children}
      </div>
      {above}
    </div>
  );
}
