import type { EventPayload } from '../../shared/ipc/events.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Request } from '../../shared/model/request.ts';
import { keyed } from './keyed.ts';
import type { State } from './state.ts';

/** Somebody in the tray: with what he wrote, or with the wish alone to see when we are available. */
export interface Waiting {
  readonly person: Person;
  readonly request: Request | null;
}

type Tray = Pick<State, 'people' | 'requests'>;

export function withRequests(state: State, requests: readonly Request[]): State {
  return { ...state, requests: new Map(requests.map((request) => [request.peer, request])) };
}

export function withRequestChanges(
  state: State,
  { changed, removed }: EventPayload<'requests.changed'>,
): State {
  const entries = changed.map((request): [BareJid, Request] => [request.peer, request]);
  return { ...state, requests: keyed(state.requests, entries, removed) };
}

/** Who wrote stands first, the newest on top; a person stands here once, whatever he sent. */
export function waitingPeople({ people, requests }: Tray): readonly Waiting[] {
  return [...people.values()]
    .map((person) => ({ person, request: requestOf(person, requests) }))
    .filter(({ person, request }) => waits(person, request))
    .sort((a, b) => newestOf(b) - newestOf(a) || a.person.name.localeCompare(b.person.name));
}

export function countWaiting({ people, requests }: Tray): number {
  let count = 0;
  for (const person of people.values()) if (waits(person, requestOf(person, requests))) count++;
  return count;
}

function waits(person: Person, request: Request | null): boolean {
  return !person.isBlocked && (person.isAsking || request !== null);
}

function requestOf(person: Person, requests: Tray['requests']): Request | null {
  return person.isWaiting ? (requests.get(person.jid) ?? null) : null;
}

function newestOf({ request }: Waiting): number {
  return request?.messages.at(-1)?.at ?? 0;
}
