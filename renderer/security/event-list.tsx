import {
  EyeOff,
  Flag,
  GraduationCap,
  Link2Off,
  type LucideIcon,
  MessageSquareWarning,
  Send,
  ShieldCheck,
  ShieldX,
  Undo2,
} from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { SecurityEvent, SecurityEventKind } from '../../shared/model/security.ts';
import { useNow } from '../house/use-now.ts';
import { Button } from '../parts/button.tsx';
import { classNames } from '../parts/class-names.ts';
import { Revealed, SentenceText } from '../parts/revealed.tsx';
import { useModel, useServices } from '../services/use-services.ts';
import { reasonText } from '../text/reason-text.ts';
import { useText } from '../text/use-text.ts';
import styles from './event-list.module.css';

const css = classNames(styles);

const icons: Readonly<Record<SecurityEventKind, LucideIcon>> = {
  held: EyeOff,
  withdrawn: Undo2,
  reported: Flag,
  stopped: ShieldX,
  confirmed: Send,
  'link-stopped': Link2Off,
  'false-alarm': MessageSquareWarning,
  'reported-exercise': GraduationCap,
  'reported-false-alarm': MessageSquareWarning,
  'found-malicious': ShieldX,
  'found-harmless': ShieldCheck,
  'found-exercise': GraduationCap,
};

/** Nothing that anybody has to worry about. */
const calm: ReadonlySet<SecurityEventKind> = new Set([
  'confirmed',
  'false-alarm',
  'reported-exercise',
  'reported-false-alarm',
  'found-harmless',
  'found-exercise',
]);

const firstShown = 8;

/** What happened last; where there is a message, one press leads to it. */
export function EventList({ events }: { events: readonly SecurityEvent[] }): ReactNode {
  const { text } = useText();
  const [areAllShown, setAllShown] = useState(false);
  if (events.length === 0) return <p className={css('empty')}>{text.security.nothing}</p>;
  const shown = areAllShown ? events : events.slice(0, firstShown);
  return (
    <>
      <ul className={css('list')}>
        {shown.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two of them can be the same in everything
          <li key={`${event.kind} ${event.at} ${index}`}>
            <Line event={event} />
          </li>
        ))}
      </ul>
      {events.length > firstShown && !areAllShown ? (
        <Button isSmall look="quiet" onClick={() => setAllShown(true)}>
          {text.security.showAll(events.length)}
        </Button>
      ) : null}
    </>
  );
}

function Line({ event }: { event: SecurityEvent }): ReactNode {
  const { conversations } = useServices();
  const { peer, messageId } = event;
  if (messageId === null)
    return (
      <div className={css('line')}>
        <LineWords event={event} />
      </div>
    );
  return (
    <button
      type="button"
      className={css('line', 'leads')}
      onClick={() => void conversations.open(peer, messageId)}
    >
      <LineWords event={event} />
    </button>
  );
}

function LineWords({ event: { kind, at, peer, reason } }: { event: SecurityEvent }): ReactNode {
  const { text, language, format } = useText();
  const name = useModel((state) => state.people.get(peer)?.name ?? peer);
  const now = useNow(60_000);
  const Icon = icons[kind];
  return (
    <>
      <span className={css('icon', calm.has(kind) && 'calm')}>
        <Icon size={16} strokeWidth={1.9} aria-hidden="true" />
      </span>
      <span className={css('words')}>
        <span>
          {text.security.kinds[kind]}{' '}
          <strong>
            <Revealed text={name} kind="exact" />
          </strong>
        </span>
        {reason === null ? null : (
          <span className={css('why')}>
            <SentenceText sentence={reasonText(reason, language).sentence} />
          </span>
        )}
      </span>
      <time className={css('time')} dateTime={new Date(at).toISOString()} title={format.full(at)}>
        {format.short(at, now)}
      </time>
    </>
  );
}
