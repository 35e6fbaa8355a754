import { describe, expect, test } from 'vitest';
import { type AttackCase, attackCases } from '../../attack/cases.ts';
import { numbersIn, tally, unloadedFiles } from '../../attack/tally.ts';

const cases: readonly AttackCase[] = [
  { number: 'T1', promise: 'one' },
  { number: 'T11', promise: 'eleven', absent: 'half of it' },
];

function reportOf(...tests: readonly [fullName: string, status: string][]) {
  const assertionResults = tests.map(([fullName, status]) => ({ fullName, status }));
  return { testResults: [{ name: 'a.test.ts', status: 'passed', assertionResults }] };
}

describe('a case of the attack run', () => {
  test('passes when all tests that carry its number pass, and only those are its own', () => {
    const report = reportOf(
      ['roster push (T11, X1)', 'passed'],
      ['T1: nothing leaves', 'passed'],
      ['T111', 'failed'],
    );
    expect(tally(cases, report)).toEqual([
      { number: 'T1', kind: 'passed', tests: 1, failures: [] },
      { number: 'T11', kind: 'passed', tests: 1, failures: [] },
    ]);
  });

  test('fails with one of its tests, whose name is told', () => {
    const report = reportOf(['T1: first', 'passed'], ['T1: second', 'failed']);
    expect(tally(cases, report)[0]).toEqual({
      number: 'T1',
      kind: 'failed',
      tests: 2,
      failures: ['T1: second'],
    });
  });

  test('is skipped, and not passed, when a test of its own did not run', () => {
    expect(tally(cases, reportOf(['T1: first', 'passed'], ['T1: second', 'pending']))[0]?.kind).toBe(
      'skipped',
    );
  });

  test('without a test is untested, unless it is known to have nothing to meet', () => {
    expect(tally(cases, reportOf()).map(({ kind }) => kind)).toEqual(['untested', 'absent']);
  });
});

test('a file that does not load is not passed over', () => {
  const testResults = [{ name: 'b.test.ts', status: 'failed', assertionResults: [] }];
  expect(unloadedFiles({ testResults })).toEqual(['b.test.ts']);
});

test('numbers are read as words, so that one of two digits is not the one of its first', () => {
  expect([...numbersIn('IQ answers (T10, X10) of XT1 and T1x')]).toEqual(['T10', 'X10']);
});

test('every attack and every defect of the list has exactly one case', () => {
  const numbers = (letter: string, last: number) =>
    Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
  expect(attackCases.map(({ number }) => number)).toEqual([...numbers('T', 37), ...numbers('X', 21)]);
});
