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

/** People who ask to see our presence, by name. */
export function askingPeople(people: ReadonlyMap<BareJid, Person>): readonly Person[] {
  return [...people.values()]
    .filter((person) => person.isAsking && !person.isBlocked)
    .sort((a, b) => a.name.localeCompare(b.name));
}

export function countAsking(people: ReadonlyMap<BareJid, Person>): number {
  let count = 0;
  for (const person of people.values()) if (person.isAsking && !person.isBlocked) count++;
  return count;
}
