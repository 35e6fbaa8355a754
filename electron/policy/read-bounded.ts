import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { FileOutcome, PolicyProblem } from './policy-source.ts';

/**
 * Opens without following a link or waiting for a pipe's other end, asks `objection` about the file that was opened (and not about
 * whatever bears its name a moment later), and reads from the same descriptor.
 */
export async function readBounded(
  file: string,
  mostBytes: number,
  objection: (handle: FileHandle) => Promise<PolicyProblem['code'] | null>,
): Promise<FileOutcome> {
  let handle: FileHandle;
  try {
    handle = await open(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    return outcomeOf(error);
  }
  try {
    const code = await objection(handle);
    return code === null ? await readAll(handle, mostBytes) : { outcome: 'refused', code };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return { outcome: 'refused', code: 'unreadable' };
  } finally {
    await handle.close();
  }
}

/** One byte more than allowed is enough to know that there is too much, whatever the size was said to be. */
async function readAll(handle: FileHandle, mostBytes: number): Promise<FileOutcome> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (length <= mostBytes) {
    const chunk = Buffer.alloc(Math.min(64 * 1024, mostBytes + 1 - length));
    const { bytesRead } = await handle.read(chunk, 0, chunk.length, null);
    if (bytesRead === 0) return { outcome: 'read', bytes: Buffer.concat(chunks) };
    chunks.push(chunk.subarray(0, bytesRead));
    length += bytesRead;
  }
  return { outcome: 'refused', code: 'too-large' };
}

function outcomeOf(error: unknown): FileOutcome {
  if (!isSystemError(error)) throw error;
  if (error.code === 'ENOENT') return { outcome: 'absent' };
  // ELOOP: a symbolic link where O_NOFOLLOW forbids one. ENXIO: a socket, or a pipe that nobody writes to.
  const isOther = error.code === 'ELOOP' || error.code === 'ENXIO';
  return { outcome: 'refused', code: isOther ? 'not-a-file' : 'unreadable' };
}

export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
