import { expect, test } from 'vitest';
import { violationLog } from '../../../electron/session/violation-log.ts';

test('a broken rule is logged, and one that is broken all the time fills no disk (T30)', () => {
  const logged: unknown[] = [];
  let now = 0;
  const violated = violationLog(
    (_event, rule) => logged.push(rule),
    () => now,
  );
  for (let count = 0; count < 50_000; count++) violated('carbon.foreign');
  violated('roster.foreign-push');
  expect(logged).toEqual([...Array(10).fill('carbon.foreign'), 'roster.foreign-push']);
  now += 60_000;
  violated('carbon.foreign');
  expect(logged).toHaveLength(12);
});
