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
  });
});

test('counts a file that does not load as failed', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }];
  expect(countTests('unit', report({ testResults }), 1).failed).toBe(1);
});

test('counts an error outside every test as failed', () => {
  expect(countTests('unit', report({}), 1).failed).toBe(1);
});

test('counts a run that left no report as failed', () => {
  expect(countTests('wire', '', 1)).toEqual({ name: 'wire', passed: 0, failed: 1, skipped: 0 });
});
