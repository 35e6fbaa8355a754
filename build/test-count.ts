import { z } from 'zod';

export interface SuiteCount {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
});

/**
 * Counts one suite from vitest's JSON report. What fails without being a test (a file that does not load, an error
 * outside every test, a run that left no report) counts as failed, so that the sum never says 0 for a failed run.
 */
export function countTests(name: string, report: string, exitCode: number): SuiteCount {
  if (report === '') return { name, passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = reportSchema.parse(
    JSON.parse(report),
  );
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  const seen = numFailedTests + unloaded.length;
  const failed = seen === 0 && exitCode !== 0 ? 1 : seen;
  return { name, passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests };
}
