import { acceptPolicy } from '../policy/accept-policy.ts';
import type { CommandOutput } from './run-command.ts';

export async function checkPolicy(bytes: Uint8Array, file: string, isJson: boolean): Promise<CommandOutput> {
  const parsed = await acceptPolicy(bytes, file);
  const problems = parsed.ok ? parsed.notYet : parsed.problems;
  const lines = problems.map((problem) =>
    isJson
      ? JSON.stringify(problem)
      : `${problem.file}: ${problem.place === '' ? '' : `${problem.place}: `}${problem.code}`,
  );
  if (!isJson && parsed.ok)
    lines.push(
      problems.length === 0
        ? `${file}: a valid policy`
        : `${file}: a valid policy but for what is not in force`,
    );
  return {
    exitCode: problems.length === 0 ? 0 : 1,
    out: lines.map((line) => `${line}\n`).join(''),
    err: '',
  };
}
