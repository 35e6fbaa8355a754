import type { Reason } from '../../shared/model/verdict.ts';

/** A question about a message, by the name it has in the record. */
export interface Check<T> {
  readonly name: string;
  readonly ask: (subject: T) => readonly Reason[];
}

/** All reasons of all checks. One that throws has not looked: its message is held, and the others are asked all the same. */
export function askAll<T>(checks: readonly Check<T>[], subject: T): readonly Reason[] {
  return checks.flatMap(({ name, ask }) =>
    attempt(
      name,
      () => ask(subject),
      (reasons) => reasons,
    ),
  );
}

/** The result, or what is made of the failure when the check throws. The kind of error is told, never its text: that may quote. */
export function attempt<T>(name: string, look: () => T, otherwise: (reasons: readonly Reason[]) => T): T {
  try {
    return look();
  } catch (error) {
    return otherwise(failed(name, error instanceof Error ? error.name : typeof error));
  }
}

export function failed(check: string, cause: string): readonly Reason[] {
  return [{ code: 'check.failed', level: 'hold', params: { check, cause } }];
}
