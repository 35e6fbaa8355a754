import { MessageSquareText, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { type BareJid, domainOf } from '../../shared/model/jid.ts';
import type { Person } from '../../shared/model/person.ts';
import { notAccepted } from '../../shared/model/verdict.ts';
import { DropTarget, useDrop } from '../file/drop-zone.tsx';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { revealedText } from '../text/reveal.ts';
import { useText } from '../text/use-text.ts';
import { Composer } from './composer.tsx';
import { ConversationHeader } from './conversation-header.tsx';
import styles from './conversation-page.module.css';
import { MessageLog } from './message-log.tsx';
import { isClosedTo, NoWriting } from './no-writing.tsx';
import { OutsideNotice } from './outside-notice.tsx';
import { PersonFindings } from './person-findings.tsx';

const css = classNames(styles);

/** One conversation. Everything in it begins anew with another peer. */
export function ConversationPage({ peer }: { peer: BareJid }): ReactNode {
  const { text } = useText();
  const known = useModel((state) => state.people.get(peer));
  const person = known ?? nobodyYet(peer);
  const isClosed = known !== undefined && isClosedTo(known);
  const { attached, announcer } = useServices();
  const { isOver, handlers } = useDrop((picked) => {
    announcer.say(text.files.attached(picked.length));
    void attached.attach(peer, picked);
  });
  return (
    <main
      className={css('page')}
      {...(isClosed ? {} : handlers)}
      aria-label={text.conversation.region(revealedText(person.name, 'exact'))}
      data-column="main"
    >
      <ConversationHeader person={person} />
      <OutsideNotice person={person} />
      <PersonFindings person={person} />
      <Messages person={person} isClosed={isClosed} />
      {isClosed ? <NoWriting person={person} /> : <Composer person={person} />}
      {isOver && !isClosed ? <DropTarget person={person} /> : null}
    </main>
  );
}

function Messages({ person, isClosed }: { person: Person; isClosed: boolean }): ReactNode {
  const { text } = useText();
  const { conversations } = useServices();
  const window = useModel((state) => state.windows.get(person.jid));
  if (window === undefined || window.status === 'loading')
    return <EmptyRoom label={text.conversation.loading} />;
  if (window.status === 'failed')
    return (
      <EmptyState
        icon={TriangleAlert}
        title={text.conversation.loadFailed}
        action={
          <Button isSmall onClick={() => void conversations.retryLoading(person.jid)}>
            {text.conversation.tryAgain}
          </Button>
        }
      />
    );
  if (window.messages.length === 0)
    return (
      <EmptyState
        icon={MessageSquareText}
        title={text.conversation.emptyTitle(revealedText(person.name, 'exact'))}
      >
        {isClosed ? undefined : text.conversation.emptyText}
      </EmptyState>
    );
  return <MessageLog person={person} window={window} />;
}

/** The archive answers within a few frames: a spinner would only flicker. */
function EmptyRoom({ label }: { label: string }): ReactNode {
  return <div className={css('room')} role="status" aria-label={label} />;
}

/** Until main says who this is, nobody is taken for more than unknown. */
function nobodyYet(jid: BareJid): Person {
  return {
    jid,
    name: jid,
    address: jid,
    place: 'unknown',
    company: null,
    groups: [],
    availability: 'offline',
    statusText: '',
    isContact: false,
    isWaiting: true,
    isBlocked: false,
    closed: notAccepted,
    isAsking: false,
    presence: 'hidden',
    verdict: {
      level: 'warn',
      reasons: [{ code: 'person.unknown', level: 'warn', params: { domain: domainOf(jid) } }],
    },
  };
}
