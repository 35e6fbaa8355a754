import type { Reason } from '../../shared/model/verdict.ts';

/** A question about a message, by the name it has in the record. */
export interface Check<T> {
  readonly name: string;
  readonly ask: (subject: T) => readonly Reason[];
}

/** All reasons of all checks. One that throws has not looked: its message is held, and the others are asked all the same. */
export function askAll<T>(checks: readonly Check<T>[], subject: T): readonly Reason[] {
  return checks.flatMap(({ name, ask }) => attempt(name, () => ask(subject), failed));
}

/** The result, or what stands for it when the check throws. */
export function attempt<T>(name: string, look: () => T, otherwise: (name: string) => T): T {
  try {
    return look();
  } catch {
    // The cause is not lost: a check is pure, so the same input shows it again; what counts here is that nothing passes unseen.
    return otherwise(name);
  }
}

export function failed(name: string): readonly Reason[] {
  return [{ code: 'check.failed', level: 'hold', params: { check: name } }];
}
