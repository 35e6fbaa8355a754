// Where prepared runtimes are kept: outside the checkout, so that a second clone costs seconds. A folder appears there
// whole or not at all, also when two bootstraps make the same one at the same time.

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** @returns the cache's folder, which need not exist yet */
export function runtimeCache(env: NodeJS.ProcessEnv): string {
  const base = env['XDG_CACHE_HOME'] || path.join(os.homedir(), '.cache');
  return path.join(base, 'gatehouse');
}

/** Returns cache/name, after letting `make` fill a folder beside it if it is not there yet. */
export async function cachedFolder(
  cache: string,
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const target = path.join(cache, name);
  if (existsSync(target)) return target;
  await mkdir(cache, { recursive: true });
  const scratch = `${target}.${randomBytes(6).toString('hex')}.partial`;
  try {
    await mkdir(scratch);
    await make(scratch);
    await rename(scratch, target);
  } catch (error) {
    // rename(2) onto a folder with content: another process was faster, and its folder is as good as ours.
    if (!isFolderNotEmpty(error)) throw error;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  return target;
}

function isFolderNotEmpty(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
}
