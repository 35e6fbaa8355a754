import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';

/** Removes the archive's file, what SQLite keeps beside it, and every copy of it that was set aside. */
export async function removeArchive(file: string): Promise<void> {
  const folder = path.dirname(file);
  const name = path.basename(file);
  for (const entry of await readdir(folder)) {
    if (entry.startsWith(name)) await rm(path.join(folder, entry), { force: true });
  }
}
