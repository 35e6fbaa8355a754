import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { ConversationPage } from '../conversation/conversation-page.tsx';
import { ListColumn } from '../list/list-column.tsx';
import { classNames } from '../parts/class-names.ts';
import { RequestsPage } from '../requests/requests-page.tsx';
import { useModel } from '../services/use-services.ts';
import { totalUnread } from '../store/conversations.ts';
import type { MainView } from '../store/state.ts';
import { useText } from '../text/use-text.ts';
import { Aside } from './aside.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import styles from './house.module.css';
import { LiveRegion } from './live-region.tsx';
import { Notices } from './notices.tsx';
import { Overlays } from './overlays.tsx';
import { useIsNarrow } from './use-is-narrow.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { Welcome } from './welcome.tsx';

const css = classNames(styles);

const SecurityPage = lazy(async () => {
  const { SecurityPage: component } = await import('../security/security-page.tsx');
  return { default: component };
});

/** What a signed-in person lives in: the list, what is open, and what is beside it. */
export function House({ session }: { session: SessionSnapshot }): ReactNode {
  const { text } = useText();
  const main = useModel((state) => state.main);
  const isCollapsed = useModel((state) => state.isListCollapsed);
  const hasNotices = useModel((state) =>
    session.notices.some((notice) => !state.dismissedNotices.has(notice)),
  );
  const isNarrow = useIsNarrow();
  useShortcuts();
  useUnreadTitle();
  return (
    <div className={css('house')}>
      <ConnectionBanner />
      {hasNotices ? (
        <section className={css('notices')} aria-label={text.notices.region}>
          <Notices session={session} />
        </section>
      ) : null}
      <div className={css('columns', isCollapsed && 'collapsed', main.kind !== 'nothing' && 'showsMain')}>
        <ListColumn isCollapsed={isCollapsed && !isNarrow} />
        <Main view={main} />
        <Aside />
      </div>
      <Overlays session={session} />
      <LiveRegion />
    </div>
  );
}

function Main({ view }: { view: MainView }): ReactNode {
  switch (view.kind) {
    case 'nothing':
      return <Welcome />;
    case 'requests':
      return <RequestsPage />;
    case 'security':
      return (
        <Suspense fallback={<main />}>
          <SecurityPage />
        </Suspense>
      );
    case 'conversation':
      return <ConversationPage key={view.peer} peer={view.peer} />;
  }
}

function useUnreadTitle(): void {
  const { text } = useText();
  const unread = useModel((state) => totalUnread(state.conversations));
  useEffect(() => {
    document.title = unread === 0 ? text.app.name : `(${unread}) ${text.app.name}`;
  }, [unread, text]);
}
