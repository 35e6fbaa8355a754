import { closeSync, fdatasyncSync, fsyncSync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';

/** What the record does to the disk; a test can have it fill up. */
export interface Disk {
  /** Writes all of the bytes at that place and has them on the disk when it returns. @throws NodeJS.ErrnoException */
  readonly write: (descriptor: number, bytes: Uint8Array, at: number) => void;
  readonly truncate: (descriptor: number, length: number) => void;
  /** A new file with exactly these bytes, whole or not at all. */
  readonly create: (file: string, bytes: Uint8Array) => void;
}

export const realDisk: Disk = {
  write: (descriptor, bytes, at) => {
    writeAll(descriptor, bytes, at);
    fdatasyncSync(descriptor);
  },
  truncate: (descriptor, length) => {
    ftruncateSync(descriptor, length);
    fsyncSync(descriptor);
  },
  create: (file, bytes) => {
    const unfinished = `${file}.new`;
    withFile(unfinished, 'w', (descriptor) => {
      writeAll(descriptor, bytes, 0);
      fsyncSync(descriptor);
    });
    renameSync(unfinished, file);
    // A name is on the disk when its folder is. Windows has no such call and needs none.
    if (process.platform !== 'win32') withFile(path.dirname(file), 'r', fsyncSync);
  },
};

export function isOutOfRoom(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG';
}

function writeAll(descriptor: number, bytes: Uint8Array, at: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(descriptor, bytes, done, bytes.length - done, at + done);
  }
}

function withFile(file: string, flags: string, act: (descriptor: number) => void): void {
  const descriptor = openSync(file, flags, 0o600);
  try {
    act(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
