import type { Catalogue } from './catalogue.ts';

type Words = Pick<Catalogue['conversation'], 'today' | 'yesterday'>;

/** Dates and times as the reader's language writes them. All instants are milliseconds since the epoch. */
export class TimeFormat {
  readonly #words: Words;
  readonly #time: Intl.DateTimeFormat;
  readonly #weekday: Intl.DateTimeFormat;
  readonly #date: Intl.DateTimeFormat;
  readonly #longDay: Intl.DateTimeFormat;
  readonly #longDayWithYear: Intl.DateTimeFormat;
  readonly #full: Intl.DateTimeFormat;

  constructor(locale: string, words: Words, timeZone?: string) {
    const zone = timeZone === undefined ? {} : { timeZone };
    this.#words = words;
    this.#time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', ...zone });
    this.#weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', ...zone });
    this.#date = new Intl.DateTimeFormat(locale, {
      day: '2-digit',
      month: '2-digit',
      year: '2-digit',
      ...zone,
    });
    this.#longDay = new Intl.DateTimeFormat(locale, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...zone,
    });
    this.#longDayWithYear = new Intl.DateTimeFormat(locale, { dateStyle: 'full', ...zone });
    this.#full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short', ...zone });
  }

  time(at: number): string {
    return this.#time.format(at);
  }

  full(at: number): string {
    return this.#full.format(at);
  }

  /** For a line of a list: the time today, the weekday within the last six days, else the date. */
  short(at: number, now: number): string {
    if (this.dayKey(at) === this.dayKey(now)) return this.time(at);
    const { thisWeek, before } = this.shortForms(at);
    return at < now && daysBetween(at, now) < 6 ? thisWeek : before;
  }

  /** What `short` may say of a moment. */
  shortForms(at: number): { today: string; thisWeek: string; before: string } {
    return { today: this.time(at), thisWeek: this.#weekday.format(at), before: this.#date.format(at) };
  }

  /** For a day divider. */
  day(at: number, now: number): string {
    const key = this.dayKey(at);
    if (key === this.dayKey(now)) return this.#words.today;
    if (key === dayBefore(this.dayKey(now))) return this.#words.yesterday;
    const isThisYear = key.slice(0, 4) === this.dayKey(now).slice(0, 4);
    return (isThisYear ? this.#longDay : this.#longDayWithYear).format(at);
  }

  /** The calendar day where the reader is, "2026-11-24". */
  dayKey(at: number): string {
    this.#dayParts ??= new Intl.DateTimeFormat('en-CA', {
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      timeZone: this.#time.resolvedOptions().timeZone,
    });
    return this.#dayParts.format(at);
  }
  #dayParts: Intl.DateTimeFormat | undefined;
}

const dayLength = 86_400_000;

/** By the calendar: a day with a change of the clocks has 23 or 25 hours. */
function dayBefore(key: string): string {
  return new Date(Date.parse(`${key}T12:00:00Z`) - dayLength).toISOString().slice(0, 10);
}

function daysBetween(earlier: number, later: number): number {
  return (later - earlier) / dayLength;
}
