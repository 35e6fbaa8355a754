import { parseArgs } from 'node:util';
import { checkPolicy } from './check-policy.ts';
import { inspectLinks } from './inspect-links.ts';

export interface CommandInput {
  readonly readFile: (file: string) => Promise<Uint8Array>;
  readonly readInput: () => Promise<string>;
}

/** 0 clean, 1 findings, 2 the command was not understood, 3 something could not be read. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface CommandOutput {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

const usage = `Usage:
  gatehouse policy check FILE [--json]
      Is this a policy Gatehouse would accept? Names the place of every error.
  gatehouse inspect links [FILE|-] [--policy FILE] [--json]
      Judges the links of each line as the gate would on arrival.
Exit codes: 0 clean, 1 findings, 2 usage, 3 failure.
`;

export async function runCommand(args: readonly string[], input: CommandInput): Promise<CommandOutput> {
  const parsed = understood(args);
  if (parsed === null) return { exitCode: 2, out: '', err: usage };
  const { words, isJson, policy } = parsed;
  const [room, verb, file, ...rest] = words;
  if (rest.length > 0) return { exitCode: 2, out: '', err: usage };
  try {
    if (room === 'policy' && verb === 'check' && file !== undefined && policy === undefined) {
      return checkPolicy(await input.readFile(file), file, isJson);
    }
    if (room === 'inspect' && verb === 'links') {
      const lines = file === undefined || file === '-' ? await input.readInput() : await input.readFile(file);
      const policyBytes = policy === undefined ? null : { file: policy, bytes: await input.readFile(policy) };
      return inspectLinks(
        typeof lines === 'string' ? lines : new TextDecoder().decode(lines),
        policyBytes,
        isJson,
      );
    }
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return { exitCode: 3, out: '', err: `gatehouse: ${what}\n` };
  }
  return { exitCode: 2, out: '', err: usage };
}

function understood(
  args: readonly string[],
): { words: readonly string[]; isJson: boolean; policy: string | undefined } | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, policy: { type: 'string' } },
    });
    return { words: positionals, isJson: values.json, policy: values.policy };
  } catch {
    // An option there is not, or one without its value: the usage says which there are.
    return null;
  }
}
