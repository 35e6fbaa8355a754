import { isDeepStrictEqual } from 'node:util';
import type { BareJid } from '../../shared/model/jid.ts';
import type { StoredPerson } from '../archive/archive.ts';
import type { RecordEvent } from '../audit/events.ts';
import { longestWords } from '../audit/record.ts';
import type { WireEvents } from '../wire/wire.ts';
import type { People } from './people.ts';

type RosterChange = WireEvents['roster'][0];
type RosterFacts = Extract<RecordEvent['facts'], { kind: 'roster' }>;

/** What of it is other than what was known, as it goes on record: who decides about the list decides who is a stranger. */
export function rosterOnRecord(
  account: BareJid,
  known: Pick<People, 'contact' | 'contacts'>,
  { changed, removed, isWhole }: RosterChange,
): readonly RecordEvent[] {
  const via = isWhole ? 'list' : 'push';
  const named = new Set(changed.map(({ jid }) => jid));
  const gone = isWhole ? known.contacts().filter((jid) => !named.has(jid)) : removed;
  return [
    ...gone
      .filter((jid) => known.contact(jid) !== null)
      .map((jid) =>
        event({ account, peer: jid, step: 'removed', via, groups: [], subscription: 'none' }, ''),
      ),
    ...changed
      .filter((contact) => !isDeepStrictEqual(told(contact), told(known.contact(contact.jid))))
      .map(({ jid, name, groups, subscription }) => {
        const step = known.contact(jid) === null ? 'added' : 'changed';
        return event(
          { account, peer: jid, step, via, groups: groups.slice(0, mostGroups), subscription },
          name,
        );
      }),
  ];
}

/** Whether we are waiting for an answer is ours, and on record as what we wanted. */
function told(contact: StoredPerson | null): Omit<StoredPerson, 'isAskedByUs'> | null {
  if (contact === null) return null;
  const { jid, name, groups, subscription } = contact;
  return { jid, name, groups: [...groups], subscription };
}

function event(facts: Omit<RosterFacts, 'kind'>, name: string): RecordEvent {
  const groups = facts.groups.map((group) => group.slice(0, longestGroup));
  return {
    facts: { kind: 'roster', ...facts, groups },
    content: { text: name.slice(0, longestWords), original: null, raw: '', reasons: [] },
  };
}

const mostGroups = 64;
const longestGroup = 1024;
