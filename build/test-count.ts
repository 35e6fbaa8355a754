import { z } from 'zod';

export interface SuiteCount {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed: file, test and the first line of its reason, so that the end of a long log is enough. */
  readonly failures: readonly string[];
}

const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          duration: z.number().nullish(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});
type TestFile = z.infer<typeof reportSchema>['testResults'][number];

/**
 * Counts one suite from vitest's JSON report. What fails without being a test (a file that does not load, an error
 * outside every test, a run that left no report) counts as failed, so that the sum never says 0 for a failed run.
 */
export function countTests(name: string, report: string, exitCode: number): SuiteCount {
  if (report === '') return { name, passed: 0, failed: exitCode === 0 ? 0 : 1, skipped: 0, failures: [] };
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = reportSchema.parse(
    JSON.parse(report),
  );
  const unloaded = testResults.filter(isUnloaded);
  const seen = numFailedTests + unloaded.length;
  const failed = seen === 0 && exitCode !== 0 ? 1 : seen;
  const failures = testResults.flatMap(failuresOf);
  return { name, passed: numPassedTests, failed, skipped: numPendingTests + numTodoTests, failures };
}

function isUnloaded({ status, assertionResults }: TestFile): boolean {
  return status === 'failed' && assertionResults.length === 0;
}

function failuresOf(file: TestFile): readonly string[] {
  if (isUnloaded(file)) return [`${file.name}: ${firstLine(file.message)}`];
  return file.assertionResults
    .filter(({ status }) => status === 'failed')
    .map(({ fullName, duration, failureMessages }) => {
      const after = duration == null ? '' : ` (${Math.round(duration)} ms)`;
      return `${file.name}: ${fullName}${after}: ${firstLine(failureMessages[0] ?? '')}`;
    });
}

function firstLine(text: string): string {
  return text.trim().split('\n', 1)[0] ?? '';
}
