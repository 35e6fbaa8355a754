import { describe, expect, it } from 'vitest';
import { median, percentile, rounded } from '../../bench/frame/statistics.ts';
import { table } from '../../bench/frame/table.ts';

describe('what a bench prints', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
    [[], Number.NaN],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toEqual(expected);
  });

  it.each([
    [[5, 1, 4, 2, 3], 50, 3],
    [[5, 1, 4, 2, 3], 99, 5],
    [[], 50, Number.NaN],
  ])('of %j, %d percent are not above %d', (values, percent, expected) => {
    expect(percentile(values, percent)).toEqual(expected);
  });

  it('leaves the values in the order they were measured in', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });

  it('rounds to so many digits', () => {
    expect([rounded(1.005, 1), rounded(2.345, 2), rounded(3, 2)]).toEqual([1, 2.35, 3]);
  });

  it('puts words to the left and numbers to the right', () => {
    const rows = [
      { program: 'bare window', windowMs: 412 },
      { program: 'Gatehouse', windowMs: 97 },
    ];
    expect(table(rows).split('\n')).toEqual([
      'program      windowMs',
      'bare window       412',
      'Gatehouse          97',
    ]);
  });
});
