import { describe, expect, it } from 'vitest';
import { BackOff } from '../../../../electron/wire/connection/back-off.ts';
import { connectionFailureCodes } from '../../../../shared/model/connection.ts';

const lost = { code: 'connection-lost', params: {} } as const;

describe('the time until the next attempt', () => {
  it('is less than a second at first, then doubles up to a minute', () => {
    const backOff = new BackOff(600, () => 0.999999);
    const delays = Array.from({ length: 9 }, () => backOff.next(lost));
    expect(delays).toEqual([600, 1200, 2400, 4800, 9600, 19_200, 38_400, 60_000, 60_000]);
    backOff.reset();
    expect(backOff.next(lost)).toBe(600);
  });

  it('is half chance, so that not all clients come back at once', () => {
    const backOff = new BackOff(600, () => 0);
    expect(backOff.next(lost)).toBe(300);
  });

  it.each(['wrong-password', 'account-disabled', 'replaced', 'server-not-genuine'] as const)(
    'never comes after %s (X19)',
    (code) => {
      expect(new BackOff(600, () => 0).next({ code, params: {} })).toBeNull();
    },
  );

  it('is long where somebody has to repair the server first', () => {
    for (const code of connectionFailureCodes.filter((name) =>
      /^(certificate|starttls)-|no-acceptable|temporarily/.test(name),
    )) {
      expect(new BackOff(600, () => 0).next({ code, params: {} })).toBeGreaterThanOrEqual(15_000);
    }
  });
});
