import {
  type FileOutcome,
  offeredPolicy,
  type PolicyOffer,
  type PolicySource,
  policyProblem,
} from './policy-source.ts';
import { readBounded } from './read-bounded.ts';

/** The file that GATEHOUSE_POLICY names, whoever may write it. The composition root leaves this out of hardened builds. */
export class DevelopmentPolicySource implements PolicySource {
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  async offer(mostBytes: number): Promise<PolicyOffer> {
    const { file } = this;
    const read = await this.read(file, mostBytes);
    const looked = { lookedAt: [file], staleAt: null };
    if (read.outcome === 'read') return offeredPolicy('development', [{ file, bytes: read.bytes }], looked);
    // A developer who names a file means that file.
    const code = read.outcome === 'absent' ? 'unreadable' : read.code;
    return { outcome: 'refused', problems: [policyProblem(code, file)], ...looked };
  }

  read(file: string, mostBytes: number): Promise<FileOutcome> {
    return readBounded(file, mostBytes, async (handle) =>
      (await handle.stat()).isFile() ? null : 'not-a-file',
    );
  }
}
