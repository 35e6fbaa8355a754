import { readdir } from 'node:fs/promises';
import path from 'node:path';
import {
  type FileOutcome,
  offeredPolicy,
  type PolicyOffer,
  type PolicyPart,
  type PolicyProblem,
  type PolicySource,
  policyProblem,
} from './policy-source.ts';
import { isSystemError } from './read-bounded.ts';
import { folderObjection, readRootOwned } from './root-owned-file.ts';

const partName = /^[\w-][\w.-]*\.json$/;
const mostParts = 100;

/** policy.json, and over it the files of policy.d in the order of their names; each believed only if nobody but root can have written it. */
export class LinuxPolicySource implements PolicySource {
  readonly file: string;
  readonly #folder: string;
  readonly #owner: number;

  /** `owner` is the user id whose files are believed; tests that do not run as root name their own. */
  constructor(file = '/etc/gatehouse/policy.json', owner = 0) {
    this.file = file;
    this.#folder = path.join(path.dirname(file), 'policy.d');
    this.#owner = owner;
  }

  read(file: string, mostBytes: number): Promise<FileOutcome> {
    return readRootOwned(file, mostBytes, this.#owner);
  }

  async offer(mostBytes: number): Promise<PolicyOffer> {
    const listed = await this.#listed();
    if (!Array.isArray(listed)) return this.#offered([this.file], [], [listed]);
    const files = [this.file, ...listed];
    if (files.length > mostParts) {
      return this.#offered([this.file], [], [policyProblem('too-large', this.#folder)]);
    }
    const parts: PolicyPart[] = [];
    const problems: PolicyProblem[] = [];
    let left = mostBytes;
    for (const file of files) {
      const read = await this.read(file, left);
      if (read.outcome === 'refused') problems.push(policyProblem(read.code, file));
      if (read.outcome !== 'read') continue;
      left -= read.bytes.length;
      parts.push({ file, bytes: read.bytes });
    }
    return this.#offered(files, parts, problems);
  }

  #offered(
    files: readonly string[],
    parts: readonly PolicyPart[],
    problems: readonly PolicyProblem[],
  ): PolicyOffer {
    const looked = { lookedAt: [...files, this.#folder], staleAt: null };
    // A part that may not be believed could have been the one that forbids something.
    if (problems.length > 0) return { outcome: 'refused', problems, ...looked };
    return parts.length === 0 ? { outcome: 'absent', ...looked } : offeredPolicy('machine', parts, looked);
  }

  /** The files of policy.d, which need not be there; hidden ones, and those that are not named .json, belong to editors and packagers. */
  async #listed(): Promise<string[] | PolicyProblem> {
    try {
      const code =
        (await folderObjection(this.#folder, this.#owner)) ??
        (await folderObjection(path.dirname(this.#folder), this.#owner));
      if (code !== null) return policyProblem(code, this.#folder);
      const names = await readdir(this.#folder);
      return names
        .filter((name) => partName.test(name))
        .toSorted()
        .map((name) => path.join(this.#folder, name));
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return error.code === 'ENOENT' ? [] : policyProblem('unreadable', this.#folder);
    }
  }
}
