import { type FSWatcher, watch } from 'node:fs';
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { isSystemError } from './read-bounded.ts';

/** Changes when one of the files or folders does: other content, other owner, there or not. */
export async function stampsOf(files: readonly string[]): Promise<string> {
  return (await Promise.all(files.map(stampOf))).join('\n');
}

async function stampOf(file: string): Promise<string> {
  try {
    // The time of the last change of the inode also tells of a new owner or mode.
    const { dev, ino, size, mtimeNs, ctimeNs } = await lstat(file, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code ?? 'unknown';
  }
}

/**
 * Tells of changes as soon as the system does: of folders, since a file is replaced more often than written. Not of all: a folder may
 * not be there yet, be on the network, or be one too many for the system. Whoever must know looks from time to time.
 */
export function watchAll(files: readonly string[], onHint: () => void): () => void {
  const folders = new Set([...files.map((file) => path.dirname(file)), ...files]);
  const watchers = [...folders].flatMap((folder) => watchOne(folder, onHint));
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}

function watchOne(folder: string, onHint: () => void): FSWatcher[] {
  try {
    const watcher = watch(folder, { persistent: false }, onHint);
    watcher.on('error', onHint);
    return [watcher];
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [];
  }
}
