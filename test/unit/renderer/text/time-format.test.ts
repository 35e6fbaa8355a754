import { describe, expect, it } from 'vitest';
import { localeFor } from '../../../../renderer/text/locale.ts';
import { TimeFormat } from '../../../../renderer/text/time-format.ts';

const words = { today: 'Today', yesterday: 'Yesterday' };
const berlin = new TimeFormat('en-GB', words, 'Europe/Berlin');
const german = new TimeFormat('de-DE', { today: 'Heute', yesterday: 'Gestern' }, 'Europe/Berlin');
// A Tuesday, 14:05 in Berlin.
const now = Date.UTC(2026, 10, 24, 13, 5);
const hour = 3_600_000;
const day = 24 * hour;

describe('the time in a list', () => {
  it('is the hour today', () => {
    expect(berlin.short(now - hour, now)).toBe('13:05');
  });

  it('is the weekday within the last days', () => {
    expect(berlin.short(now - day, now)).toBe('Mon');
    expect(german.short(now - day, now)).toBe('Mo');
  });

  it('is the date a week ago, when the weekday would be read as the next one', () => {
    expect(berlin.short(now - 7 * day, now)).toBe('17/11/26');
    expect(german.short(now - 7 * day, now)).toBe('17.11.26');
  });

  it('is the date for a clock that runs ahead', () => {
    expect(berlin.short(now + 2 * day, now)).toBe('26/11/26');
  });
});

describe('a day divider', () => {
  it('knows today and yesterday by the calendar of the reader, not by 24 hours', () => {
    // 00:30 in Berlin is still the day before in UTC.
    const justAfterMidnight = Date.UTC(2026, 10, 23, 23, 30);
    expect(berlin.day(justAfterMidnight, now)).toBe('Today');
    expect(berlin.day(justAfterMidnight - hour, now)).toBe('Yesterday');
  });

  it('names the weekday in this year and the year before it', () => {
    expect(german.day(Date.UTC(2026, 2, 12, 12), now)).toBe('Donnerstag, 12. März');
    expect(german.day(Date.UTC(2025, 2, 12, 12), now)).toBe('Mittwoch, 12. März 2025');
  });

  it('holds on the day of 25 hours', () => {
    const lateOnSunday = Date.UTC(2026, 9, 25, 22, 30);
    expect(berlin.day(Date.UTC(2026, 9, 24, 10), lateOnSunday)).toBe('Yesterday');
    expect(berlin.day(lateOnSunday - 24 * hour, lateOnSunday)).toBe('Today');
  });
});

describe('the locale', () => {
  it('is the region of the reader where they have one for the language', () => {
    expect(localeFor('en', ['de-AT', 'en-GB', 'en'])).toBe('en-GB');
    expect(localeFor('de', ['de-AT', 'en-GB'])).toBe('de-AT');
  });

  it('is the plain language where they have none', () => {
    expect(localeFor('de', ['en-US', 'den'])).toBe('de');
  });
});
