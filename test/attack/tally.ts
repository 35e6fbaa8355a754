import { z } from 'zod';
import type { AttackCase } from './cases.ts';

export interface CaseOutcome {
  readonly number: string;
  /** `absent`: nothing it could meet exists yet. `untested`: it could be met, and no test does. */
  readonly kind: 'passed' | 'failed' | 'skipped' | 'absent' | 'untested';
  readonly tests: number;
  /** Full names of the tests that failed. */
  readonly failures: readonly string[];
}

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().optional(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});
export type AttackReport = z.infer<typeof reportSchema>;

export function parseReport(json: string): AttackReport {
  return reportSchema.parse(JSON.parse(json));
}

/** One outcome for each case: a test belongs to every case whose number its name carries, and the worst of them decides. */
export function tally(cases: readonly AttackCase[], { testResults }: AttackReport): CaseOutcome[] {
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  return cases.map(({ number, absent }) => {
    const own = tests.filter(({ fullName }) => numbersIn(fullName).has(number));
    const failures = own.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
    return { number, kind: kindOf(own, absent !== undefined), tests: own.length, failures };
  });
}

/** Test files that did not even load: whatever they were to prove is not proven. */
export function unloadedFiles({ testResults }: AttackReport): string[] {
  return testResults
    .filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0)
    .map(({ name }) => name);
}

export function numbersIn(testName: string): Set<string> {
  return new Set(testName.match(/\b[TX]\d+\b/g));
}

function kindOf(own: readonly { readonly status: string }[], isAbsent: boolean): CaseOutcome['kind'] {
  if (own.length === 0) return isAbsent ? 'absent' : 'untested';
  if (own.some(({ status }) => status === 'failed')) return 'failed';
  return own.every(({ status }) => status === 'passed') ? 'passed' : 'skipped';
}
