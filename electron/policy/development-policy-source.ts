import type { FileOutcome, PolicySource } from './policy-source.ts';
import { readBounded } from './read-bounded.ts';

/** The file that GATEHOUSE_POLICY names, whoever may write it. The composition root leaves this out of hardened builds. */
export class DevelopmentPolicySource implements PolicySource {
  readonly kind = 'development';
  readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  read(file: string, mostBytes: number): Promise<FileOutcome> {
    return readBounded(file, mostBytes, async (handle) =>
      (await handle.stat()).isFile() ? null : 'not-a-file',
    );
  }
}
