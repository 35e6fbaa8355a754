import { ArrowLeft, Inbox } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { isAtLeast } from '../../shared/model/verdict.ts';
import { signalOf } from '../message/bubble.tsx';
import { Avatar } from '../parts/avatar.tsx';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { IconButton } from '../parts/icon-button.tsx';
import { Panel } from '../parts/panel.tsx';
import { PlaceBadge } from '../parts/place-badge.tsx';
import { ReasonLines } from '../parts/reason-lines.tsx';
import { Revealed } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { askingPeople } from '../store/people.ts';
import { refusalText } from '../text/refusal-text.ts';
import { revealedText } from '../text/reveal.ts';
import { useText } from '../text/use-text.ts';
import styles from './requests-page.module.css';

const css = classNames(styles);

/** First contact waits here, and never pops up. */
export function RequestsPage(): ReactNode {
  const { text } = useText();
  const { conversations } = useServices();
  const people = useModel((state) => state.people);
  const asking = useMemo(() => askingPeople(people), [people]);
  return (
    <main className={css('page')} aria-label={text.requests.title} data-column="main">
      <header className={css('head')}>
        <span className={css('back')}>
          <IconButton icon={ArrowLeft} label={text.app.back} onClick={() => conversations.close()} />
        </span>
        <h1>{text.requests.title}</h1>
      </header>
      {asking.length === 0 ? (
        <EmptyState icon={Inbox} title={text.requests.emptyTitle}>
          {text.requests.emptyText}
        </EmptyState>
      ) : (
        <div className={css('body')}>
          <p className={css('intro')}>{text.requests.intro}</p>
          <ul className={css('list')}>
            {asking.map((person) => (
              <li key={person.jid} className={css('card')}>
                <Request person={person} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </main>
  );
}

function Request({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const { people } = useServices();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const reasons = person.verdict.reasons.filter((reason) => isAtLeast(reason.level, 'notice'));
  const name = revealedText(person.name, 'exact');

  const settle = async (step: Promise<string | null>): Promise<void> => {
    setBusy(true);
    const refusal = await step;
    setBusy(false);
    setProblem(
      refusal === null ? null : refusalText(refusal, text, { 'not-allowed': text.requests.notAllowed }),
    );
  };

  return (
    <>
      <div className={css('who')}>
        <Avatar name={person.name} place={person.place} availability={null} />
        <div className={css('words')}>
          <div className={css('title')}>
            <Revealed text={person.name} kind="exact" />
            <PlaceBadge person={person} />
          </div>
          {person.address === person.name ? null : (
            <div className={css('address')} dir="ltr">
              <Revealed text={person.address} kind="exact" />
            </div>
          )}
        </div>
      </div>
      {reasons.length === 0 ? null : (
        <div className={css('panels')}>
          <Panel signal={signalOf(reasons[0]?.level ?? 'notice')}>
            <ReasonLines reasons={reasons} />
          </Panel>
        </div>
      )}
      <div className={css('actions')}>
        <Button
          isSmall
          look={isAtLeast(person.verdict.level, 'warn') ? 'plain' : 'primary'}
          disabled={isBusy}
          aria-label={text.requests.acceptNamed(name)}
          onClick={() => void settle(people.answer(person.jid, true))}
        >
          {text.requests.accept}
        </Button>
        <Button
          isSmall
          disabled={isBusy}
          aria-label={text.requests.declineNamed(name)}
          onClick={() => void settle(people.answer(person.jid, false))}
        >
          {text.requests.decline}
        </Button>
        <Button
          isSmall
          look="danger"
          disabled={isBusy}
          aria-label={text.requests.blockNamed(name)}
          onClick={() => void settle(people.setBlocked(person.jid, true))}
        >
          {text.requests.block}
        </Button>
      </div>
      {problem === null ? null : (
        <p className={css('problem')} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
