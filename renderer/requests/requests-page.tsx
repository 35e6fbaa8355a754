import { Inbox } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { isAtLeast, joinVerdicts, type Reason } from '../../shared/model/verdict.ts';
import { classNames } from '../parts/class-names.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { FindingPanels } from '../parts/finding-panels.tsx';
import { Page } from '../parts/page.tsx';
import { PlaceBadge } from '../parts/place-badge.tsx';
import { Revealed } from '../parts/revealed.tsx';
import { useModel } from '../services/use-services.ts';
import { type Waiting, waitingPeople } from '../store/requests.ts';
import { useText } from '../text/use-text.ts';
import { RequestActions } from './request-actions.tsx';
import { RequestMessages } from './request-messages.tsx';
import styles from './requests-page.module.css';

const css = classNames(styles);

/** First contact waits here, and never pops up. */
export function RequestsPage(): ReactNode {
  const { text } = useText();
  const people = useModel((state) => state.people);
  const requests = useModel((state) => state.requests);
  const waiting = useMemo(() => waitingPeople({ people, requests }), [people, requests]);
  const heading = useRef<HTMLHeadingElement>(null);
  const count = useRef(waiting.length);

  // The button that was pressed is gone with its card.
  useEffect(() => {
    const isGone = waiting.length < count.current;
    count.current = waiting.length;
    if (isGone && document.activeElement === document.body) heading.current?.focus();
  }, [waiting.length]);

  return (
    <Page title={text.requests.title} heading={heading}>
      {waiting.length === 0 ? (
        <EmptyState icon={Inbox} title={text.requests.emptyTitle}>
          {text.requests.emptyText}
        </EmptyState>
      ) : (
        <div className={css('body')}>
          <p className={css('intro')}>{text.requests.intro}</p>
          <ul className={css('list')}>
            {waiting.map((one) => (
              <li key={one.person.jid} className={css('card')}>
                <RequestCard waiting={one} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Page>
  );
}

function RequestCard({ waiting: { person, request } }: { waiting: Waiting }): ReactNode {
  const { text } = useText();
  const messages = request?.messages ?? [];
  const { level, reasons } = joinVerdicts([person.verdict, ...messages.map(({ verdict }) => verdict)]);
  const ofText = reasons.filter(({ code }) => !code.startsWith('person.'));
  return (
    <>
      <h2 className={css('title')}>
        <Revealed text={person.name} kind="exact" />
        <PlaceBadge person={person} />
      </h2>
      {person.address === person.name ? null : (
        <div className={css('address')} dir="ltr">
          <Revealed text={person.address} kind="exact" />
        </div>
      )}
      {person.isAsking ? <p className={css('asks')}>{text.requests.asksPresence}</p> : null}
      <div className={css('panels')}>
        <FindingPanels
          groups={[
            { key: 'person', reasons: person.verdict.reasons.filter(isTold) },
            { key: 'text', reasons: ofText.filter(isTold) },
          ]}
        />
      </div>
      {request === null ? null : <RequestMessages request={request} />}
      <RequestActions waiting={{ person, request }} isSuspicious={isAtLeast(level, 'warn')} />
    </>
  );
}

function isTold({ level }: Reason): boolean {
  return isAtLeast(level, 'notice');
}
