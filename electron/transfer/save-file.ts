import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { MarkOfTheWeb } from './mark-of-the-web.ts';

/**
 * Writes a file to where its user wants it: whole or not at all, never executable, marked as somebody else's before it has its name.
 * Throws what the source or the disk throws; nothing is left then, and what was there before still is.
 */
export async function saveFile(
  source: AsyncIterable<Uint8Array>,
  target: string,
  { mark, url }: { readonly mark: MarkOfTheWeb; readonly url: string },
): Promise<void> {
  const unfinished = path.join(path.dirname(target), `.${randomBytes(8).toString('hex')}.part`);
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      for await (const piece of source) await file.writeFile(piece);
      await file.sync();
    } finally {
      await file.close();
    }
    await mark(unfinished, url);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
}
