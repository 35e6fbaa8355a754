import { readdir, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { RecordState } from '../../shared/model/security.ts';
import type { Place } from './protocol.ts';
import { RecordError, type RecordRules } from './record.ts';
import type { SignedHead } from './signed-head.ts';

const mebibyte = 1024 * 1024;

/** What can be said of a record while it is written: by its thread's own words, and by the disk. */
export class RecordWatch {
  readonly #folder: string;
  #entries: number | null = null;
  #signed: RecordState['signed'] = null;
  #problem: RecordState['problem'] = null;

  constructor(folder: string) {
    this.#folder = folder;
  }

  signed({ size, time }: Pick<SignedHead, 'size' | 'time'>): void {
    this.#signed = { entries: size, at: time };
  }

  grown({ size }: Pick<Place, 'size'>): void {
    this.#entries = size;
    this.#problem = null;
  }

  failed(error: unknown): void {
    this.#problem = error instanceof RecordError ? error.code : 'failed';
  }

  async state(rules: RecordRules): Promise<RecordState> {
    return {
      entries: this.#entries,
      signed: this.#signed,
      content: rules.content,
      companyKeys: rules.companyKeys.length,
      bytes: await bytesIn(this.#folder).catch(unknown),
      quotaBytes: rules.quotaMb * mebibyte,
      freeBytes: await freeBytesAt(this.#folder).catch(unknown),
      onDiskFull: rules.onDiskFull,
      problem: this.#problem,
    };
  }
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(path.join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function freeBytesAt(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** The folder comes with the first entry, and a segment may go while it is counted. */
function unknown(error: unknown): null {
  if (error instanceof Error && 'code' in error) return null;
  throw error;
}
