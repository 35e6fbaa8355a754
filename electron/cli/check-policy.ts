import { acceptPolicy } from '../policy/accept-policy.ts';
import type { CommandOutput } from './run-command.ts';

export async function checkPolicy(bytes: Uint8Array, file: string, isJson: boolean): Promise<CommandOutput> {
  const parsed = await acceptPolicy(bytes, file);
  const problems = parsed.ok ? [] : parsed.problems;
  const lines = problems.map((problem) =>
    isJson
      ? JSON.stringify(problem)
      : `${problem.file}: ${problem.place === '' ? '' : `${problem.place}: `}${problem.code}`,
  );
  if (!isJson && parsed.ok) lines.push(`${file}: a valid policy`);
  return {
    exitCode: parsed.ok ? 0 : 1,
    out: lines.map((line) => `${line}\n`).join(''),
    err: '',
  };
}
