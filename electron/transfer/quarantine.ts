import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { StoredFile } from '../archive/archive.ts';
import type { SealedContent } from '../inspect/host/inspect-files.ts';
import { openSealed, sealFile } from './sealed-file.ts';
import { TransferFailed } from './transfer-failed.ts';

export type Sealed = NonNullable<StoredFile['sealed']>;

interface QuarantineOptions {
  /** Absolute path of this account's folder; made when the first file comes. */
  readonly folder: string;
  /** Bytes of all files together. */
  readonly quota: () => number;
}

const keyLength = 32;
const fullDisk = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/**
 * Files nobody has decided about, and those of ours on their way out: sealed, each with a key of its own that is not here, under names that
 * say nothing (CVE-2023-24068, CVE-2023-24069). Nothing of a file ever lies on the disk in the clear before its user saves it.
 */
export class Quarantine {
  readonly #options: QuarantineOptions;
  /** Bytes of each file that is here or being written, by name. */
  readonly #sizes = new Map<string, number>();

  constructor(options: QuarantineOptions) {
    this.#options = options;
  }

  /** Removes what nothing refers to: the rest of what was broken off, and what was discarded meanwhile. Before anything is kept. */
  async sweep(known: readonly Sealed[]): Promise<void> {
    const names = new Set(known.map(({ name }) => name));
    for (const name of await this.#names()) {
      if (names.has(name)) this.#sizes.set(name, (await stat(this.#place(name))).size);
      else await rm(this.#place(name), { force: true, recursive: true });
    }
  }

  /** Throws TransferFailed `no-space`, or what the source throws; nothing is left of the file then. */
  async keep(source: AsyncIterable<Uint8Array>): Promise<Sealed> {
    const name = randomBytes(16).toString('hex');
    const key = randomBytes(keyLength);
    await mkdir(this.#options.folder, { recursive: true, mode: 0o700 });
    try {
      await sealFile(this.#counted(source, name), this.#place(name), key);
    } catch (error) {
      this.#sizes.delete(name);
      throw isFull(error) ? new TransferFailed('no-space') : error;
    }
    return { name, key: key.toString('base64') };
  }

  open({ name, key }: Sealed): AsyncGenerator<Uint8Array> {
    return openSealed(this.#place(name), Buffer.from(key, 'base64'));
  }

  /** For the process that looks into it, which opens it by itself: main never holds it in the clear. */
  content({ name, key }: Sealed, size: number): SealedContent {
    return { kind: 'sealed', path: this.#place(name), key: new Uint8Array(Buffer.from(key, 'base64')), size };
  }

  async remove({ name }: Sealed): Promise<void> {
    this.#sizes.delete(name);
    await rm(this.#place(name), { force: true });
  }

  async *#counted(source: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
    let size = 0;
    for await (const piece of source) {
      size += piece.byteLength;
      this.#sizes.set(name, size);
      if (this.#used() > this.#options.quota()) throw new TransferFailed('no-space');
      yield piece;
    }
  }

  #used(): number {
    return [...this.#sizes.values()].reduce((sum, size) => sum + size, 0);
  }

  async #names(): Promise<readonly string[]> {
    try {
      return await readdir(this.#options.folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  /** The name may have been anything in the archive: only the last part of it counts. */
  #place(name: string): string {
    return path.join(this.#options.folder, path.basename(name));
  }
}

function isFull(error: unknown): boolean {
  return fullDisk.has(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
