import type { Availability, Person } from '../../shared/model/person.ts';
import type { Catalogue } from '../text/catalogue.ts';

/** Null of whom we do not get to see it. */
export function shownAvailability({ isContact, isAskedByUs, availability }: Person): Availability | null {
  return isContact && !isAskedByUs ? availability : null;
}

/** The state of a contact in a word or two; empty when there is none. */
export function presenceWords(person: Person, { people, presence }: Catalogue): string {
  if (person.isBlocked) return people.blocked;
  if (person.isAskedByUs) return people.asked;
  return person.isContact ? presence[person.availability] : '';
}
