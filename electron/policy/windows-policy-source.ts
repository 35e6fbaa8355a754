import path from 'node:path';
import {
  type FileOutcome,
  offeredPolicy,
  type PolicyOffer,
  type PolicyProblem,
  type PolicySource,
  policyProblem,
} from './policy-source.ts';
import { readBounded } from './read-bounded.ts';
import type { RunProgram } from './run-program.ts';
import { listsKey, readRegistryOutput } from './windows-registry.ts';

export interface WindowsPolicyOptions {
  readonly run: RunProgram;
  /** As the system sets it: "C:\Windows". */
  readonly systemRoot: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const parent = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies';
const key = `${parent}\\Gatehouse`;
const valueName = 'Policy';

/** The registry tells nobody of a change, so it is asked again after so many milliseconds. */
const askAgain = 300_000;

/**
 * The policy as JSON in HKLM\SOFTWARE\Policies\Gatehouse, value "Policy": only administrators and group policy write there. Files that it
 * names have to be in Program Files, for the same reason.
 */
export class WindowsPolicySource implements PolicySource {
  readonly file = `${key}\\${valueName}`;
  readonly #options: WindowsPolicyOptions;

  constructor(options: WindowsPolicyOptions) {
    this.#options = options;
  }

  async offer(mostBytes: number): Promise<PolicyOffer> {
    const looked = { lookedAt: [], staleAt: this.#options.now() + askAgain };
    const refused = (code: PolicyProblem['code']): PolicyOffer => ({
      outcome: 'refused',
      problems: [policyProblem(code, this.file)],
      ...looked,
    });
    if (!/^[A-Za-z]:\\[^/:*?"<>|]+$/.test(this.#options.systemRoot)) return refused('unreadable');
    const value = await this.#query([key, '/v', valueName]);
    if (value.code === null) return refused('unreadable');
    if (value.code !== 0) {
      // reg.exe says the same, in the system's language, of a key that is not there and of one that may not be read.
      const { code, out } = await this.#query([parent]);
      return code === 0 && !listsKey(out, key) ? { outcome: 'absent', ...looked } : refused('unreadable');
    }
    const read = readRegistryOutput(value.out, valueName);
    if (!read.ok) return refused(read.code);
    if (read.bytes.length > mostBytes) return refused('too-large');
    return offeredPolicy('machine', [{ file: this.file, bytes: read.bytes }], looked);
  }

  async read(file: string, mostBytes: number): Promise<FileOutcome> {
    const drive = this.#options.systemRoot.slice(0, 2);
    const isThere = isIn(`${drive}\\Program Files`, file) || isIn(`${drive}\\Program Files (x86)`, file);
    if (!isThere) return { outcome: 'refused', code: 'writable-by-others' };
    return readBounded(file, mostBytes, async (handle) =>
      (await handle.stat()).isFile() ? null : 'not-a-file',
    );
  }

  /** The same view of the registry for every program, and by its absolute path: nobody's PATH has a say (CVE-2019-19954). */
  #query(args: readonly string[]) {
    const program = path.win32.join(this.#options.systemRoot, 'System32', 'reg.exe');
    return this.#options.run(program, ['query', ...args, '/reg:64'], null);
  }
}

function isIn(folder: string, file: string): boolean {
  const way = path.win32.relative(folder, path.win32.normalize(file));
  return way !== '' && !way.startsWith('..') && !path.win32.isAbsolute(way) && !way.includes(':');
}
