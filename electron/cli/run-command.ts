import { parseArgs } from 'node:util';
import { machinePolicySource } from '../policy/machine-policy-source.ts';
import { audit } from './audit.ts';
import { checkPolicyParts } from './check-policy.ts';
import type { PolicyFile } from './given-policy.ts';
import { inspectLinks } from './inspect-links.ts';

export interface CommandInput {
  readonly readFile: (file: string) => Promise<Uint8Array>;
  readonly readInput: () => Promise<string>;
  /** Where there may be more than fits into memory. Without it, all is read at once and given at the end. */
  readonly stream?: {
    /** Line by line; null: what is piped in. */
    readonly readLines: (file: string | null) => AsyncIterable<string>;
    readonly write: (text: string) => Promise<void>;
  };
}

/** 0 clean, 1 findings, 2 the command was not understood, 3 something could not be read. */
export type ExitCode = 0 | 1 | 2 | 3;

export interface CommandOutput {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

const usage = `Usage:
  gatehouse policy check FILE... [--json]
      Is this a policy Gatehouse would accept? Names the place of every error. Several files are merged, as those of policy.d are.
  gatehouse policy show [--json]
      What this computer's own policy puts in force (a signed one is its user's: verify), and what is wrong with it.
  gatehouse policy keygen --out FILE
      Makes the company's key pair for signed policies; prints the public key, which belongs into the installation.
  gatehouse policy sign FILE --key PRIVATE --version N --expires TIME [--not-before TIME] [--out BUNDLE]
      Signs a policy. Times are like 2027-01-31T00:00:00Z; each new bundle needs a greater version.
  gatehouse policy verify BUNDLE --key PUBLIC [--json]
      Would this bundle be taken now?
  gatehouse inspect links [FILE|-] [--policy FILE] [--json]
      Judges the links of each line as the gate would on arrival, and scores them from 0 to 1.
  gatehouse inspect files PATH... [--recursive] [--zip ARCHIVE] [--policy FILE] [--json]
      Judges each file as on arrival. The members of ARCHIVE are inspected one by one, out of memory.
  gatehouse inspect text [FILE|-] [--policy FILE] [--direction inside|outside] [--stranger] [--json]
      Judges each line as a text of ours that goes outside (or stays inside); with --stranger, as a first text of somebody unknown,
      with the links in it that would be stopped.
  gatehouse policy fingerprint FILE
      Prints the hashes by which policy knows a document's text, as JSON for confidential.fingerprints.
  gatehouse report exercise [FILE|-] --key PRIVATE --to ADDRESS --from ADDRESS --expires TIME [--id ID]
      Marks the text as an exercise and prints the message stanza, to be sent as it is and from that address. The key is one that
      \`gatehouse policy keygen\` made; policy knows its public half as report.simulationMarkerKey.
  gatehouse audit verify FOLDER [--heads FILE [--host NAME]] [--json]
      Proves a record against its own signed heads and those in the log server's file, as it wrote them (or one JSON object a
      line). --host: only lines in which this computer's name stands.
  gatehouse audit export FOLDER --identity FILE [--format jsonl|csv|eml] [--out PATH]
      Opens a record with the company's private key. Mail (eml) goes into the folder PATH, a file each.
  gatehouse audit keygen --out FILE | --stdout
      Makes the company's key pair; prints the public key, which belongs into the policy (record.companyKeys).
Exit codes: 0 clean, 1 findings, 2 usage, 3 failure.
`;

export async function runCommand(args: readonly string[], input: CommandInput): Promise<CommandOutput> {
  const [first, second] = args;
  if (first === 'audit') return saidOrUsage(() => audit(args.slice(1)));
  if (first === 'policy' && bundleVerbs.includes(second ?? '')) {
    const { policyBundle } = await import('./policy-bundle.ts');
    return saidOrUsage(() => policyBundle(args.slice(1), Date.now()));
  }
  if (first === 'report') {
    const { reportExercise } = await import('./report-exercise.ts');
    return saidOrUsage(() => reportExercise(args.slice(1), input, Date.now()));
  }
  const parsed = understood(args);
  if (parsed === null) return { exitCode: 2, out: '', err: usage };
  const { words, isJson, policy, direction, isStranger } = parsed;
  const [room, verb, file, ...rest] = words;
  if (room === 'inspect' && verb === 'files') return filesCommand(words.slice(2), parsed, input);
  if (parsed.isRecursive || parsed.zip !== undefined) return { exitCode: 2, out: '', err: usage };
  const isCheck = room === 'policy' && verb === 'check' && file !== undefined && policy === undefined;
  if (rest.length > 0 && !isCheck) return { exitCode: 2, out: '', err: usage };
  try {
    if (isCheck) {
      const files = [file, ...rest];
      const read = files.map(async (name) => ({ file: name, bytes: await input.readFile(name) }));
      return await checkPolicyParts(await Promise.all(read), isJson);
    }
    if (room === 'policy' && verb === 'show' && file === undefined && policy === undefined) {
      const { showPolicy } = await import('./show-policy.ts');
      return await showPolicy(machinePolicySource(process.platform), isJson);
    }
    if (room === 'policy' && verb === 'fingerprint' && file !== undefined && policy === undefined) {
      const { fingerprintOf } = await import('../gate/content/detect/fingerprints.ts');
      const hashes = fingerprintOf(new TextDecoder().decode(await input.readFile(file)));
      return { exitCode: 0, out: `${JSON.stringify(hashes)}\n`, err: '' };
    }
    if (room === 'inspect' && verb === 'links') {
      const policyBytes = policy === undefined ? null : { file: policy, bytes: await input.readFile(policy) };
      return await linksCommand(file === undefined || file === '-' ? null : file, policyBytes, isJson, input);
    }
    if (room === 'inspect' && verb === 'text') {
      const lines = file === undefined || file === '-' ? await input.readInput() : await input.readFile(file);
      const text = typeof lines === 'string' ? lines : new TextDecoder().decode(lines);
      const policyBytes = policy === undefined ? null : { file: policy, bytes: await input.readFile(policy) };
      const { inspectTextLines } = await import('./inspect-text.ts');
      const options = { direction, isStranger, isJson };
      return await inspectTextLines(text, policyBytes, options, input.readFile);
    }
  } catch (error) {
    return failure(error);
  }
  return { exitCode: 2, out: '', err: usage };
}

async function linksCommand(
  file: string | null,
  policy: PolicyFile,
  isJson: boolean,
  input: CommandInput,
): Promise<CommandOutput> {
  if (input.stream !== undefined) {
    const { readLines, write } = input.stream;
    return inspectLinks(readLines(file), write, policy, isJson, input.readFile);
  }
  const text = file === null ? await input.readInput() : new TextDecoder().decode(await input.readFile(file));
  let out = '';
  const write = async (more: string): Promise<void> => {
    out += more;
  };
  const lines = text.split(/\r?\n/);
  if (lines.at(-1) === '') lines.pop();
  const output = await inspectLinks(lines, write, policy, isJson, input.readFile);
  return { ...output, out: out + output.out };
}

async function filesCommand(
  paths: readonly string[],
  { isRecursive, zip, policy, isJson }: Understood,
  input: CommandInput,
): Promise<CommandOutput> {
  if (paths.length === 0 && zip === undefined) return { exitCode: 2, out: '', err: usage };
  try {
    const { inspectFiles } = await import('./inspect-files.ts');
    const policyBytes = policy === undefined ? null : { file: policy, bytes: await input.readFile(policy) };
    return await inspectFiles({ paths, isRecursive, zip: zip ?? null, policy: policyBytes, isJson });
  } catch (error) {
    return failure(error);
  }
}

const bundleVerbs = ['keygen', 'sign', 'verify'];

async function saidOrUsage(command: () => Promise<CommandOutput | null>): Promise<CommandOutput> {
  try {
    return (await command()) ?? { exitCode: 2, out: '', err: usage };
  } catch (error) {
    return failure(error);
  }
}

function failure(error: unknown): CommandOutput {
  const what = error instanceof Error ? error.message : String(error);
  return { exitCode: 3, out: '', err: `gatehouse: ${what}\n` };
}

interface Understood {
  readonly words: readonly string[];
  readonly isJson: boolean;
  readonly policy: string | undefined;
  readonly direction: 'inside' | 'outside';
  readonly isStranger: boolean;
  readonly isRecursive: boolean;
  readonly zip: string | undefined;
}

function understood(args: readonly string[]): Understood | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        policy: { type: 'string' },
        direction: { type: 'string' },
        stranger: { type: 'boolean', default: false },
        recursive: { type: 'boolean', default: false },
        zip: { type: 'string' },
      },
    });
    const { direction = 'outside', stranger } = values;
    if (direction !== 'inside' && direction !== 'outside') return null;
    if ((values.direction !== undefined || stranger) && positionals[1] !== 'text') return null;
    return {
      words: positionals,
      isJson: values.json,
      policy: values.policy,
      direction,
      isStranger: stranger,
      isRecursive: values.recursive,
      zip: values.zip,
    };
  } catch {
    // An option there is not, or one without its value: the usage says which there are.
    return null;
  }
}
