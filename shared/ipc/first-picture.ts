import type { Conversation } from '../model/conversation.ts';
import type { Person } from '../model/person.ts';
import type { Request } from '../model/request.ts';
import type { Settings } from '../model/settings.ts';
import type { SessionSnapshot } from './session-snapshot.ts';

/** What the page will show first when Gatehouse is started again: the head of the list, and whom it needs for that. */
export interface FirstSight {
  readonly session: SessionSnapshot;
  readonly language: Settings['language'];
  readonly people: readonly Person[];
  readonly conversations: readonly Conversation[];
  readonly requests: readonly Request[];
}

/** One moment as a line of the list names it, today and later. Plain text. */
export interface NamedMoment {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly today: string;
  readonly thisWeek: string;
  readonly before: string;
}

/** Markup of the page that is not live: between two parts stands a moment, so it can be named when it is shown. */
export interface FirstPicture {
  readonly language: 'en' | 'de';
  readonly parts: readonly string[];
  /** One fewer than there are parts. */
  readonly moments: readonly NamedMoment[];
}

/** `languages`: the reader's, as the system has them ("de-AT"). */
export type DrawFirstPicture = (sight: FirstSight, languages: readonly string[]) => FirstPicture;
