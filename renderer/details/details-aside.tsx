import { type ReactNode, useMemo, useState } from 'react';
import type { Person } from '../../shared/model/person.ts';
import { isAtLeast } from '../../shared/model/verdict.ts';
import { Avatar } from '../parts/avatar.tsx';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { FindingPanels } from '../parts/finding-panels.tsx';
import { PlaceBadge } from '../parts/place-badge.tsx';
import { presenceWords, shownAvailability } from '../parts/presence-words.ts';
import { Revealed, SentenceText } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import type { Catalogue } from '../text/catalogue.ts';
import { refusalText } from '../text/refusal-text.ts';
import type { Sentence } from '../text/sentence.ts';
import { useText } from '../text/use-text.ts';
import { AsideColumn } from './aside-column.tsx';
import { conversationCounts } from './conversation-counts.ts';
import styles from './details-aside.module.css';
import { type Fact, Facts } from './facts.tsx';

const css = classNames(styles);

/** Who this is, letter by letter, and what was found about them. */
export function DetailsAside({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  return (
    <AsideColumn title={text.details.title}>
      <div className={css('who')}>
        <Avatar name={person.name} place={person.place} availability={shownAvailability(person)} />
        <div>
          <h3>
            <Revealed text={person.name} kind="exact" />
          </h3>
          <PlaceBadge person={person} />
        </div>
      </div>
      <Facts facts={personFacts(person, text)} />
      <Findings person={person} />
      <Counts person={person} />
      <section className={css('section')}>
        <ContactActions person={person} />
      </section>
    </AsideColumn>
  );
}

function personFacts(person: Person, text: Catalogue): Fact[] {
  const { details } = text;
  const presence = presenceWords(person, text);
  const company =
    person.place === 'inside'
      ? details.companyOwn
      : person.company === null
        ? details.companyUnknown
        : details.companyPartner(person.company);
  return [
    {
      name: details.address,
      value: (
        <span className={css('address')} dir="ltr">
          <Revealed text={person.address} kind="exact" />
        </span>
      ),
    },
    { name: details.company, value: company },
    ...(presence === '' ? [] : [{ name: details.presence, value: presence }]),
    ...(person.statusText === ''
      ? []
      : [{ name: details.status, value: <Revealed text={person.statusText} kind="running" /> }]),
    ...(person.groups.length === 0 ? [] : [{ name: details.groups, value: person.groups.join(', ') }]),
    { name: details.contact, value: isListed(person) ? details.isContact : details.isNotContact },
  ];
}

function isListed({ isContact, presence }: Person): boolean {
  return isContact || presence === 'asked';
}

function Findings({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const reasons = person.verdict.reasons.filter((reason) => isAtLeast(reason.level, 'notice'));
  if (reasons.length === 0) return null;
  return (
    <section className={css('section')}>
      <h3>{text.details.findings}</h3>
      <div className={css('panels')}>
        <FindingPanels groups={reasons.map((reason) => ({ key: reason.code, reasons: [reason] }))} />
      </div>
    </section>
  );
}

const noMessages = [] as const;

function Counts({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const messages = useModel((state) => state.windows.get(person.jid)?.messages ?? noMessages);
  const { held, stoppedLinks, reported } = useMemo(() => conversationCounts(messages), [messages]);
  const facts = [
    ...(held === 0 ? [] : [{ name: text.details.held, value: text.details.messages(held) }]),
    ...(stoppedLinks === 0
      ? []
      : [{ name: text.details.blockedLinks, value: text.details.links(stoppedLinks) }]),
    ...(reported === 0 ? [] : [{ name: text.details.reported, value: text.details.messages(reported) }]),
  ];
  if (facts.length === 0) return null;
  return (
    <section className={css('section')}>
      <h3>{text.details.inConversation}</h3>
      <Facts facts={facts} />
    </section>
  );
}

type Question = 'block' | 'remove';

function ContactActions({ person }: { person: Person }): ReactNode {
  const { text } = useText();
  const { people } = useServices();
  const [question, setQuestion] = useState<Question | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const settle = async (step: Promise<string | null>): Promise<void> => {
    setQuestion(null);
    const refusal = await step;
    setProblem(
      refusal === null ? null : refusalText(refusal, text, { 'not-allowed': text.addPerson.notAllowed }),
    );
  };
  const add = async (): Promise<string | null> => {
    const reply = await people.add({ address: person.jid, name: '' });
    return reply.ok ? null : reply.error;
  };

  if (question !== null)
    return (
      <AskFirst
        sentence={
          question === 'block'
            ? text.details.confirmBlock(person.name)
            : text.details.confirmRemove(person.name)
        }
        hint={question === 'block' ? text.details.blockText : text.details.removeText}
        label={question === 'block' ? text.details.block : text.details.remove}
        onYes={() =>
          void settle(question === 'block' ? people.setBlocked(person.jid, true) : people.remove(person.jid))
        }
        onNo={() => setQuestion(null)}
      />
    );
  return (
    <>
      <div className={css('actions')}>
        {isListed(person) ? (
          <Button isSmall onClick={() => setQuestion('remove')}>
            {text.details.remove}
          </Button>
        ) : (
          <Button isSmall onClick={() => void settle(add())}>
            {text.details.add}
          </Button>
        )}
        {person.isBlocked ? (
          <Button isSmall onClick={() => void settle(people.setBlocked(person.jid, false))}>
            {text.details.unblock}
          </Button>
        ) : (
          <Button isSmall look="danger" onClick={() => setQuestion('block')}>
            {text.details.block}
          </Button>
        )}
      </div>
      {problem === null ? null : (
        <p className={css('problem')} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}

interface AskFirstProps {
  readonly sentence: Sentence;
  readonly hint: string;
  readonly label: string;
  readonly onYes: () => void;
  readonly onNo: () => void;
}

function AskFirst({ sentence, hint, label, onYes, onNo }: AskFirstProps): ReactNode {
  const { text } = useText();
  return (
    <div className={css('ask')}>
      <p>
        <SentenceText sentence={sentence} />
      </p>
      <p className={css('hint')}>{hint}</p>
      <div className={css('actions')}>
        <Button isSmall autoFocus onClick={onNo}>
          {text.app.cancel}
        </Button>
        <Button isSmall look="danger" onClick={onYes}>
          {label}
        </Button>
      </div>
    </div>
  );
}
