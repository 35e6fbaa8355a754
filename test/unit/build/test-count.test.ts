import { expect, test } from 'vitest';
import { countTests } from '../../../build/test-count.ts';

const report = (overrides: object) =>
  JSON.stringify({
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [],
    ...overrides,
  });

test('adds skipped and todo, so that neither hides', () => {
  expect(countTests('unit', report({ numPendingTests: 1, numTodoTests: 2 }), 0)).toEqual({
    name: 'unit',
    passed: 3,
    failed: 0,
    skipped: 3,
    failures: [],
  });
});

test('counts a file that does not load as failed, and names it', () => {
  const testResults = [
    { name: 'a.test.ts', status: 'failed', message: '\nno such module\n', assertionResults: [] },
  ];
  const { failed, failures } = countTests('unit', report({ testResults }), 1);
  expect(failed).toBe(1);
  expect(failures).toEqual(['a.test.ts: no such module']);
});

test('names every test that failed, with its time and the first line of its reason', () => {
  const assertionResults = [
    { status: 'passed', fullName: 'a holds', duration: 1, failureMessages: [] },
    {
      status: 'failed',
      fullName: 'b holds',
      duration: 20_000.4,
      failureMessages: ['Error: timed out\n    at b.ts:1'],
    },
  ];
  const testResults = [{ name: 'a.test.ts', status: 'failed', message: '', assertionResults }];
  expect(countTests('unit', report({ numFailedTests: 1, testResults }), 1).failures).toEqual([
    'a.test.ts: b holds (20000 ms): Error: timed out',
  ]);
});

test('counts an error outside every test as failed', () => {
  expect(countTests('unit', report({}), 1).failed).toBe(1);
});

test('counts a run that left no report as failed', () => {
  expect(countTests('wire', '', 1)).toEqual({ name: 'wire', passed: 0, failed: 1, skipped: 0, failures: [] });
});
