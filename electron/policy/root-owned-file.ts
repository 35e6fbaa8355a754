import { lstat } from 'node:fs/promises';
import path from 'node:path';
import type { FileOutcome, PolicyProblem } from './policy-source.ts';
import { readBounded } from './read-bounded.ts';

const writableByOthers = 0o022;

/**
 * Reads a file that nobody but its owner can have written: a regular file that neither its group nor others may write, in a folder of
 * which the same is true. What is checked is what is read (one descriptor).
 */
export function readRootOwned(file: string, mostBytes: number, owner: number): Promise<FileOutcome> {
  return readBounded(file, mostBytes, async (handle) => {
    const stat = await handle.stat();
    if (!stat.isFile()) return 'not-a-file';
    return objectionTo(stat, owner) ?? (await folderObjection(path.dirname(file), owner));
  });
}

/** Why whoever is not `owner` could put a file in there; null when nobody could. A link is no folder. */
export async function folderObjection(folder: string, owner: number): Promise<PolicyProblem['code'] | null> {
  const stat = await lstat(folder);
  return stat.isDirectory() ? objectionTo(stat, owner) : 'not-a-folder';
}

function objectionTo(
  { uid, mode }: { readonly uid: number; readonly mode: number },
  owner: number,
): PolicyProblem['code'] | null {
  if (uid !== owner) return 'not-owned-by-root';
  return (mode & writableByOthers) === 0 ? null : 'writable-by-others';
}
