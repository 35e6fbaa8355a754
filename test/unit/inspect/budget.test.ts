import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { Budget, OverLimit, strictLimits } from '../../../electron/inspect/budget.ts';
import { inflate } from '../../../electron/inspect/inflate.ts';
import { Unreadable } from '../../../electron/inspect/unreadable.ts';

const budgetOf = (limits: Partial<typeof strictLimits>, now = () => 0) =>
  new Budget({ ...strictLimits, ...limits }, now);
const zeros = deflateRawSync(Buffer.alloc(1_000_000));
const limitOf = (look: () => unknown) => {
  try {
    look();
    return null;
  } catch (error) {
    return error instanceof OverLimit ? error.limit : error;
  }
};

test('what is inflated is charged, and never more comes out than is left', () => {
  const budget = budgetOf({ bytes: 2_500_000 });
  expect(inflate(zeros, 'raw', budget)).toHaveLength(1_000_000);
  expect(inflate(zeros, 'raw', budget)).toHaveLength(1_000_000);
  expect(limitOf(() => inflate(zeros, 'raw', budget))).toBe('bytes');
  expect(budget.bytesLeft).toBe(500_000);
});

test('a stream that is far larger than its source is a bomb', () => {
  expect(limitOf(() => inflate(zeros, 'raw', budgetOf({ ratio: 10, ratioFrom: 1000 })))).toBe('ratio');
});

test('a broken stream is unreadable', () => {
  expect(() => inflate(Buffer.from('no'), 'zlib', budgetOf({}))).toThrow(Unreadable);
});

test('entries, time and depth end too', () => {
  let now = 0;
  const budget = budgetOf({ entries: 2, milliseconds: 100, depth: 1 }, () => now);
  budget.takeEntry();
  budget.takeEntry();
  expect(limitOf(() => budget.takeEntry())).toBe('entries');
  expect(budget.deeper(() => limitOf(() => budget.deeper(() => 1)))).toBe('depth');
  expect(budget.deeper(() => 1)).toBe(1);
  now = 101;
  expect(limitOf(() => budget.checkTime())).toBe('time');
});
