import type { InspectorChild } from './inspector-child.ts';
import { fromInspectorSchema, type RulesProblem } from './protocol.ts';

interface Checking {
  /** A process of its own, which ends with its answer. */
  readonly start: () => InspectorChild;
  /** Calls back once after so many milliseconds; the returned function calls it off. */
  readonly after: (milliseconds: number, act: () => void) => () => void;
}

const patience = 60_000;

/** What is wrong with YARA rules, before there is a file for them; null when they can be used. Never rejects. */
export function checkYaraRules(
  rules: readonly string[],
  { start, after }: Checking,
): Promise<RulesProblem | null> {
  return new Promise((resolve) => {
    const child = start();
    const failed = (says: string) => resolve({ line: null, says });
    const callOff = after(patience, () => {
      failed('time');
      child.end();
    });
    child.onExit(() => {
      callOff();
      failed('exit');
    });
    child.onMessage((message) => {
      const answer = fromInspectorSchema.safeParse(message);
      if (answer.success && answer.data.kind === 'checked') resolve(answer.data.problem);
      else failed('answer');
      child.end();
    });
    child.post({ kind: 'check', yaraRules: rules });
  });
}
