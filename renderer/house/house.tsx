import { type ReactNode, Suspense, useEffect } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { late } from '../parts/late.tsx';
import { useModel } from '../services/use-services.ts';
import { totalUnread } from '../store/conversations.ts';
import type { MainView } from '../store/state.ts';
import { useText } from '../text/use-text.ts';
import { Aside } from './aside.tsx';
import { HouseFrame } from './house-frame.tsx';
import { LiveRegion } from './live-region.tsx';
import { Overlays } from './overlays.tsx';
import { useIsNarrow } from './use-is-narrow.ts';
import { useShortcuts } from './use-shortcuts.ts';
import { Welcome } from './welcome.tsx';

// The list is painted first.
const { Component: ConversationPage, fetch: fetchConversationPage } = late(
  async () => (await import('../conversation/conversation-page.tsx')).ConversationPage,
);
const { Component: RequestsPage } = late(
  async () => (await import('../requests/requests-page.tsx')).RequestsPage,
);
const { Component: SecurityPage } = late(
  async () => (await import('../security/security-page.tsx')).SecurityPage,
);

/** What a signed-in person lives in: the list, what is open, and what is beside it. */
export function House({ session }: { session: SessionSnapshot }): ReactNode {
  const main = useModel((state) => state.main);
  const isCollapsed = useModel((state) => state.isListCollapsed);
  const isNarrow = useIsNarrow();
  useShortcuts();
  useUnreadTitle();
  useEffect(() => {
    const idle = requestIdleCallback(() => void fetchConversationPage());
    return () => cancelIdleCallback(idle);
  }, []);
  return (
    <HouseFrame
      session={session}
      isListCollapsed={isCollapsed && !isNarrow}
      above={
        <>
          <Overlays session={session} />
          <LiveRegion />
        </>
      }
    >
      <Suspense fallback={<main />}>
        <Main view={main} />
      </Suspense>
      <Aside />
    </HouseFrame>
  );
}

function Main({ view }: { view: MainView }): ReactNode {
  switch (view.kind) {
    case 'nothing':
      return <Welcome />;
    case 'requests':
      return <RequestsPage />;
    case 'security':
      return <SecurityPage />;
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
