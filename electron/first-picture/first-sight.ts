import { isDeepStrictEqual } from 'node:util';
import type { EventName, EventPayload } from '../../shared/ipc/events.ts';
import type { FirstSight } from '../../shared/ipc/first-picture.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { Session } from '../session/session.ts';

/** As many as the list draws before it knows its height. */
const mostConversations = 20;

/** What of the next start is known now; null when nobody will be let in by then without being asked. */
export async function firstSight(
  session: Pick<Session, 'current' | 'snapshot'>,
  language: Settings['language'],
): Promise<FirstSight | null> {
  const account = session.current;
  if (account === null) return null;
  const { archive, people, requests } = account;
  const [stored, waiting] = await Promise.all([archive.conversations(), requests.list()]);
  const conversations = stored.filter(({ peer }) => !requests.holds(peer)).slice(0, mostConversations);
  const listed = new Set([account.account, ...conversations.map(({ peer }) => peer)]);
  const seen = people
    .list()
    .filter((person) => listed.has(person.jid) || person.isAsking || person.isWaiting);
  return {
    session: atStart(session.snapshot),
    language,
    people: seen.map(absent).toSorted((a, b) => (a.jid < b.jid ? -1 : 1)),
    conversations,
    requests: waiting,
  };
}

/** Whether what the window is told now says otherwise than was seen. What was not seen says nothing. */
export function contradicts<N extends EventName>(
  seen: FirstSight,
  name: N,
  payload: EventPayload<N>,
): boolean {
  const told = { [name]: payload } as Partial<{ [M in EventName]: EventPayload<M> }>;
  const { people, conversations, requests } = seen;
  const sameIf = <T>(before: T | undefined, now: T): boolean =>
    before === undefined || isDeepStrictEqual(before, now);
  const at = told['session.changed'];
  if (at !== undefined) return !isDeepStrictEqual(atStart(at), seen.session);
  if (told['settings.changed'] !== undefined) return told['settings.changed'].language !== seen.language;
  const persons = told['people.changed'];
  if (persons !== undefined) {
    const before = new Map(people.map((person) => [person.jid, person]));
    return (
      persons.removed.some((jid) => before.has(jid)) ||
      persons.changed.some((person) => !sameIf(before.get(person.jid), absent(person)))
    );
  }
  const lines = told['conversations.changed'];
  if (lines !== undefined) {
    const before = new Map(conversations.map((conversation) => [conversation.peer, conversation]));
    return (
      lines.removed.some((peer) => before.has(peer)) ||
      lines.changed.some((conversation) => !sameIf(before.get(conversation.peer), conversation))
    );
  }
  const tray = told['requests.changed'];
  return tray !== undefined && requests.some(({ peer }) => tray.removed.includes(peer));
}

/** Everybody is absent at the start, until the server says otherwise. */
function absent(person: Person): Person {
  return { ...person, availability: 'offline', statusText: '' };
}

/** Told again at a start: what is wrong with the policy. The rest was for this time. */
function atStart(snapshot: FirstSight['session']): FirstSight['session'] {
  return {
    ...snapshot,
    revision: 0,
    connection: { kind: 'connecting' },
    availability: 'offline',
    statusText: '',
    notices: snapshot.notices.filter((notice) => notice.startsWith('policy-')),
  };
}
