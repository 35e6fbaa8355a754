import type { KeyObject } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Bundle, readBundle, readPublicKey } from './bundle.ts';
import {
  type FileOutcome,
  type OfferedPolicy,
  type PolicyOffer,
  type PolicyProblem,
  type PolicySource,
  policyProblem,
} from './policy-source.ts';
import { isSystemError, readBounded } from './read-bounded.ts';

export interface BundleSourceOptions {
  /** Where bundles are put, by whatever means. */
  readonly file: string;
  /** Where the last one is kept that was good; the folder is made. */
  readonly keptFile: string;
  /** The company's public key, which came with the installation. */
  readonly keyFile: string;
  /** Reads the key, and what the policy names, believing only what an administrator put there. */
  readonly read: (file: string, mostBytes: number) => Promise<FileOutcome>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const largestKey = 4096;

/** A policy that anybody may deliver and only the company can have made. An older one than there was before is refused. */
export class BundleSource implements PolicySource {
  readonly file: string;
  readonly #options: BundleSourceOptions;
  /** What this run has accepted, also where it cannot be kept. */
  #accepted: Signed | null = null;
  /** What is in the file. */
  #kept: Signed | null = null;

  constructor(options: BundleSourceOptions) {
    this.file = options.file;
    this.#options = options;
  }

  read(file: string, mostBytes: number): Promise<FileOutcome> {
    return this.#options.read(file, mostBytes);
  }

  async offer(mostBytes: number): Promise<PolicyOffer> {
    const { file, keyFile, now } = this.#options;
    const lookedAt = [keyFile, file];
    const key = await this.#key();
    if (key === null) return { outcome: 'absent', lookedAt, staleAt: null };
    const refused = (problem: PolicyProblem): PolicyOffer => ({
      outcome: 'refused',
      problems: [problem],
      lookedAt,
      staleAt: null,
    });
    if ('code' in key) return refused(key);
    this.#kept ??= await this.#readKept(key, mostBytes);
    const lastGood = this.#accepted ?? this.#kept;
    // Its time may be over; better than none it is all the same, and that is told.
    const before = lastGood === null ? null : this.#offered(lastGood, lookedAt);
    const read = await readPlain(file, 2 * mostBytes);
    if (read.outcome === 'absent') return before ?? { outcome: 'absent', lookedAt, staleAt: null };
    const signed = read.outcome === 'read' ? opened(read.bytes, key) : policyProblem(read.code, file);
    const code = 'code' in signed ? signed.code : objectionTo(signed, lastGood, now());
    if (code === null && !('code' in signed)) {
      return { ...this.#offered(signed, lookedAt), instead: before, keep: () => this.#keep(signed) };
    }
    const problem = policyProblem(code ?? 'not-a-bundle', file);
    const staleAt = code === 'not-yet-valid' && 'bundle' in signed ? signed.bundle.notBefore : null;
    if (before === null) return { ...refused(problem), staleAt };
    return { ...before, problems: [problem, ...before.problems], staleAt: staleAt ?? before.staleAt };
  }

  /** Null when the installation came without one: then there are no bundles. */
  async #key(): Promise<KeyObject | PolicyProblem | null> {
    const { keyFile, read } = this.#options;
    const found = await read(keyFile, largestKey);
    if (found.outcome === 'absent') return null;
    if (found.outcome === 'refused') return policyProblem(found.code, keyFile);
    return readPublicKey(found.bytes) ?? policyProblem('not-a-key', keyFile);
  }

  async #readKept(key: KeyObject, mostBytes: number): Promise<Signed | null> {
    const read = await readPlain(this.#options.keptFile, 2 * mostBytes);
    const kept = read.outcome === 'read' ? opened(read.bytes, key) : null;
    return kept === null || 'code' in kept ? null : kept;
  }

  #offered({ bundle }: Signed, lookedAt: readonly string[]): OfferedPolicy {
    const { file, now } = this.#options;
    const isOver = bundle.expires <= now();
    return {
      outcome: 'offered',
      source: 'bundle',
      parts: [{ file, bytes: bundle.policy }],
      problems: isOver ? [policyProblem('expired', file)] : [],
      instead: null,
      keep: async () => null,
      lookedAt,
      staleAt: isOver ? null : bundle.expires,
    };
  }

  async #keep(signed: Signed): Promise<PolicyProblem | null> {
    const { keptFile } = this.#options;
    if (isSame(signed, this.#kept)) return null;
    this.#accepted = signed;
    try {
      await mkdir(path.dirname(keptFile), { recursive: true, mode: 0o700 });
      await writeFile(`${keptFile}.new`, signed.bytes, { mode: 0o600, flush: true });
      await rename(`${keptFile}.new`, keptFile);
      this.#kept = signed;
      return null;
    } catch (error) {
      if (!isSystemError(error)) throw error;
      return policyProblem('not-kept', keptFile);
    }
  }
}

/** A bundle as it came, with what it says. */
interface Signed {
  readonly bytes: Uint8Array;
  readonly bundle: Bundle;
}

function opened(bytes: Uint8Array, key: KeyObject): Signed | { readonly code: PolicyProblem['code'] } {
  const read = readBundle(bytes, key);
  return read.ok ? { bytes, bundle: read.bundle } : { code: read.code };
}

function objectionTo(signed: Signed, lastGood: Signed | null, now: number): PolicyProblem['code'] | null {
  const { version, expires, notBefore } = signed.bundle;
  // Two of one version: which of them is the company's last word, nobody can say.
  if (lastGood !== null && !isSame(signed, lastGood) && version <= lastGood.bundle.version)
    return 'rolled-back';
  if (expires <= now) return 'expired';
  return notBefore !== null && notBefore > now ? 'not-yet-valid' : null;
}

function isSame(one: Signed, other: Signed | null): boolean {
  return other !== null && Buffer.compare(one.bytes, other.bytes) === 0;
}

/** Whoever wrote it: the signature tells whether to believe it. */
function readPlain(file: string, mostBytes: number): Promise<FileOutcome> {
  return readBounded(file, mostBytes, async (handle) =>
    (await handle.stat()).isFile() ? null : 'not-a-file',
  );
}
