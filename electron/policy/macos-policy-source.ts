import {
  type FileOutcome,
  offeredPolicy,
  type PolicyOffer,
  type PolicyProblem,
  type PolicySource,
  policyProblem,
} from './policy-source.ts';
import { readRootOwned } from './root-owned-file.ts';
import type { RunProgram } from './run-program.ts';

export interface MacosPolicyOptions {
  readonly run: RunProgram;
  /** Another file and owner for tests. */
  readonly file?: string;
  readonly owner?: number;
}

/**
 * What device management sets for the application (a configuration profile with the domain org.gatehouse.Gatehouse): its keys are the
 * fields of the policy. The system writes them into a file of root's, whose bytes plutil turns into JSON.
 */
export class MacosPolicySource implements PolicySource {
  readonly file: string;
  readonly #run: RunProgram;
  readonly #owner: number;

  constructor({
    run,
    file = '/Library/Managed Preferences/org.gatehouse.Gatehouse.plist',
    owner = 0,
  }: MacosPolicyOptions) {
    this.file = file;
    this.#run = run;
    this.#owner = owner;
  }

  async offer(mostBytes: number): Promise<PolicyOffer> {
    const { file } = this;
    const looked = { lookedAt: [file], staleAt: null };
    const refused = (code: PolicyProblem['code']): PolicyOffer => ({
      outcome: 'refused',
      problems: [policyProblem(code, file)],
      ...looked,
    });
    const read = await this.read(file, mostBytes);
    if (read.outcome === 'absent') return { outcome: 'absent', ...looked };
    if (read.outcome === 'refused') return refused(read.code);
    // What was checked is what is converted: the bytes, and not the file once more.
    const converted = await this.#run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', '-'], read.bytes);
    // Dates and data have no form in JSON; a policy has none.
    if (converted.code !== 0) return refused('not-json');
    return offeredPolicy('machine', [{ file, bytes: converted.out }], looked);
  }

  read(file: string, mostBytes: number): Promise<FileOutcome> {
    return readRootOwned(file, mostBytes, this.#owner);
  }
}
