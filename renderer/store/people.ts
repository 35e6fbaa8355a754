import type { EventPayload } from '../../shared/ipc/events.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Person } from '../../shared/model/person.ts';
import { keyed } from './keyed.ts';
import type { State } from './state.ts';

export function withPeople(state: State, people: readonly Person[]): State {
  return { ...state, people: new Map(people.map((person) => [person.jid, person])) };
}

export function withPeopleChanges(state: State, { changed, removed }: EventPayload<'people.changed'>): State {
  if (changed.length === 0 && removed.length === 0) return state;
  const entries = changed.map((person): [BareJid, Person] => [person.jid, person]);
  return { ...state, people: keyed(state.people, entries, removed) };
}
