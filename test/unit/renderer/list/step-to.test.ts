import { describe, expect, it } from 'vitest';
import { stepTo } from '../../../../renderer/list/use-virtual-list.ts';

// A heading at 0 and at 3.
const isChoice = (index: number): boolean => index !== 0 && index !== 3;

describe('a key in a list', () => {
  it.each([
    ['ArrowDown', 1, 2],
    ['ArrowDown', 2, 4],
    ['ArrowUp', 4, 2],
    ['ArrowUp', 1, null],
    ['ArrowDown', 5, null],
    ['Home', 5, 1],
    ['End', 1, 5],
    ['PageDown', 1, 5],
    ['PageUp', 5, 1],
    ['a', 1, null],
  ])('%s from %i leads to %s, over headings', (key, from, to) => {
    expect(stepTo(key, from, 6, isChoice)).toBe(to);
  });

  it('leads nowhere in an empty list', () => {
    expect(stepTo('ArrowDown', -1, 0, () => true)).toBeNull();
    expect(stepTo('End', -1, 0, () => true)).toBeNull();
  });
});
