import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import { classNames } from '../parts/class-names.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { Page } from '../parts/page.tsx';
import { useModel } from '../services/use-services.ts';
import { useText } from '../text/use-text.ts';
import { EventList } from './event-list.tsx';
import { ForwardingCard, PolicyCard, RecordCard } from './security-cards.tsx';
import styles from './security-page.module.css';
import { Standing } from './standing.tsx';
import { Tally } from './tally.tsx';
import { type Security, useSecurity } from './use-security.ts';

const css = classNames(styles);

/** Which rules hold, what came of them, and whether all of it is on record: to read, nothing here can be changed. */
export function SecurityPage(): ReactNode {
  const { text } = useText();
  const session = useModel((state) => state.session);
  const security = useSecurity();
  return (
    <Page title={text.security.title}>
      {security === 'failed' ? (
        <EmptyState icon={TriangleAlert} title={text.security.failed} />
      ) : security === 'loading' || session === null ? (
        <div className={css('body')} role="status" aria-label={text.app.loading} />
      ) : (
        <Overview session={session} security={security} />
      )}
    </Page>
  );
}

function Overview({ session, security }: { session: SessionSnapshot; security: Security }): ReactNode {
  const { text } = useText();
  const { overview, forwarding } = security;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard (WCAG 2.2 2.1.1)
    <div className={css('body')} tabIndex={0} data-column-focus="">
      <div className={css('sheet')}>
        <Standing session={session} security={security} />
        <Tally activity={overview.activity} days={overview.days} />
        <div className={css('cards')}>
          <PolicyCard session={session} overview={overview} />
          <RecordCard record={overview.record} />
          <ForwardingCard forwarding={forwarding} />
        </div>
        <section aria-labelledby="security-latest">
          <h2 id="security-latest" className={css('title')}>
            {text.security.latest}
          </h2>
          <EventList events={overview.activity.latest} />
        </section>
      </div>
    </div>
  );
}
