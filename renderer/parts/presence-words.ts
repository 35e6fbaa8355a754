import type { Availability, Person } from '../../shared/model/person.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** Null of whom we do not get to see it. */
export function shownAvailability({ presence, availability }: Person): Availability | null {
  return presence === 'shown' ? availability : null;
}

/** What is known of a person's whereabouts in a word or two; empty when nothing is. */
export function presenceWords(person: Person, { people, presence }: Catalogue): string {
  if (person.isBlocked) return people.blocked;
  if (person.presence === 'asked') return people.asked;
  return person.presence === 'shown' ? presence[person.availability] : '';
}
