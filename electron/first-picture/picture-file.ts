import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';

/** A list of names that use up all they may would be larger, and then there is no picture. */
export const largestPicture = 256 * 1024;

/**
 * Where a sealed picture lies. Every step is done when it returns: it is small, and what was removed must not come back because
 * something was still being written.
 */
export class PictureFile {
  readonly #file: string;

  /** `file`: absolute path; its folder exists. */
  constructor(file: string) {
    this.#file = file;
  }

  /** Null when there is none, or none that could be ours. @throws Error */
  read(): Buffer | null {
    const descriptor = this.#open();
    if (descriptor === null) return null;
    try {
      const stat = fstatSync(descriptor);
      return stat.isFile() && stat.size <= largestPicture ? readFileSync(descriptor) : null;
    } finally {
      closeSync(descriptor);
    }
  }

  /** Whole or not at all. @throws Error */
  write(bytes: Buffer): void {
    const next = `${this.#file}.new`;
    writeFileSync(next, bytes, { mode: 0o600 });
    renameSync(next, this.#file);
  }

  /** @throws Error */
  remove(): void {
    rmSync(`${this.#file}.new`, { force: true });
    rmSync(this.#file, { force: true });
  }

  #open(): number | null {
    try {
      // Waits for nobody who never writes into a pipe of this name.
      return openSync(this.#file, constants.O_RDONLY | constants.O_NONBLOCK);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  }
}
