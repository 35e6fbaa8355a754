import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { FileOutcome, PolicyProblem, PolicySource } from './policy-source.ts';
import { readBounded } from './read-bounded.ts';

const writableByOthers = 0o022;

/**
 * Believes a file only if nobody but root can have written it: a regular file of root's that neither its group nor others may
 * write, in a folder of which the same is true. What is checked is what is read (one descriptor).
 */
export class LinuxPolicySource implements PolicySource {
  readonly kind = 'machine';
  readonly file: string;
  readonly #owner: number;

  /** `owner` is the user id whose files are believed; tests that do not run as root name their own. */
  constructor(file = '/etc/gatehouse/policy.json', owner = 0) {
    this.file = file;
    this.#owner = owner;
  }

  read(file: string, mostBytes: number): Promise<FileOutcome> {
    return readBounded(file, mostBytes, async (handle) => {
      const stat = await handle.stat();
      if (!stat.isFile()) return 'not-a-file';
      return this.#objection(stat.uid, stat.mode) ?? (await this.#folderObjection(path.dirname(file)));
    });
  }

  async #folderObjection(folder: string): Promise<PolicyProblem['code'] | null> {
    const stat = await lstat(folder);
    return stat.isDirectory() ? this.#objection(stat.uid, stat.mode) : 'not-a-file';
  }

  #objection(uid: number, mode: number): PolicyProblem['code'] | null {
    if (uid !== this.#owner) return 'not-owned-by-root';
    return (mode & writableByOthers) === 0 ? null : 'writable-by-others';
  }
}
