import type { BareJid } from '../../shared/model/jid.ts';
import type { Person } from '../../shared/model/person.ts';

export type PeopleLine =
  | { readonly kind: 'group'; readonly name: string }
  | { readonly kind: 'person'; readonly group: string; readonly person: Person };

interface Question {
  readonly people: Iterable<Person>;
  readonly query: string;
  readonly account: BareJid | null;
  /** Heading for people of no group. */
  readonly withoutGroup: string;
}

/** Contacts, and who was asked to be one, under their groups, by name; a person of two groups stands under both. With a query one flat list, best first. */
export function peopleLines({ people, query, account, withoutGroup }: Question): readonly PeopleLine[] {
  const others = [...people].filter((person) => person.jid !== account);
  const words = query.trim();
  if (words !== '')
    return matchingPeople(others, words).map((person) => ({ kind: 'person', group: '', person }));
  const groups = new Map<string, Person[]>();
  for (const person of others) {
    if (!person.isContact && person.presence !== 'asked') continue;
    for (const group of person.groups.length === 0 ? [withoutGroup] : person.groups) {
      const members = groups.get(group);
      if (members === undefined) groups.set(group, [person]);
      else members.push(person);
    }
  }
  return [...groups]
    .sort(([a], [b]) => Number(a === withoutGroup) - Number(b === withoutGroup) || a.localeCompare(b))
    .flatMap(([group, members]): PeopleLine[] => [
      { kind: 'group', name: group },
      ...members.sort(byName).map((person): PeopleLine => ({ kind: 'person', group, person })),
    ]);
}

/** People whose name or address has every word of the query; those whose name begins with it first. */
export function matchingPeople(people: Iterable<Person>, query: string): readonly Person[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const matches = [...people].filter((person) => {
    if (person.isWaiting) return false;
    const text = searchText(person);
    return words.every((word) => text.includes(word));
  });
  const first = fold(query.trim());
  const isBest = (person: Person): boolean => searchText(person).startsWith(first);
  return matches.sort((a, b) => Number(isBest(b)) - Number(isBest(a)) || byName(a, b));
}

// A person is replaced and never changed, so what was folded once holds: every key would fold thousands of names again.
const searchTexts = new WeakMap<Person, string>();

/** The name stands first. */
function searchText(person: Person): string {
  const known = searchTexts.get(person);
  if (known !== undefined) return known;
  const text = fold(`${person.name} ${person.address} ${person.company ?? ''}`);
  searchTexts.set(person, text);
  return text;
}

/** For comparing what people type: without case and accents. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

const { compare } = new Intl.Collator();

function byName(a: Person, b: Person): number {
  return compare(a.name, b.name) || (a.jid < b.jid ? -1 : 1);
}
