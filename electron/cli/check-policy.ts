import { acceptPolicyParts } from '../policy/accept-policy.ts';
import type { PolicyPart, PolicyProblem } from '../policy/policy-source.ts';
import type { CommandOutput } from './run-command.ts';

export function checkPolicy(bytes: Uint8Array, file: string, isJson: boolean): Promise<CommandOutput> {
  return checkPolicyParts([{ file, bytes }], isJson);
}

/** Several files are laid over each other in the order given, as those of policy.d are. */
export async function checkPolicyParts(
  parts: readonly PolicyPart[],
  isJson: boolean,
): Promise<CommandOutput> {
  const parsed = await acceptPolicyParts(parts);
  const file = parts.map((part) => part.file).join(' + ');
  const problems = parsed.ok ? parsed.notYet : parsed.problems;
  const lines = problems.map((problem) => (isJson ? JSON.stringify(problem) : problemLine(problem)));
  if (!isJson && parsed.ok) {
    const butFor = problems.length === 0 ? '' : ' but for what is not in force';
    lines.push(`${file}: a valid policy${butFor}`);
  }
  return {
    exitCode: problems.length === 0 ? 0 : 1,
    out: lines.map((line) => `${line}\n`).join(''),
    err: '',
  };
}

export function problemLine({ file, place, code }: PolicyProblem): string {
  return `${file}: ${place === '' ? '' : `${place}: `}${code}`;
}
