import { closeSync, copyFileSync, openSync } from 'node:fs';
import path from 'node:path';
import type { Disk } from './disk.ts';
import type { OwnFacts } from './entry.ts';

interface TornSegment {
  readonly file: string;
  /** Of what can be read. */
  readonly end: number;
  readonly bytes: number;
}

/** What was being written when the program or the computer ended is nobody's evidence, but it is not thrown away. */
export function cutTorn({ file, end, bytes }: TornSegment, disk: Disk, now: number): OwnFacts {
  const keptAs = `${path.basename(file)}.torn-${now}`;
  copyFileSync(file, path.join(path.dirname(file), keptAs));
  const descriptor = openSync(file, 'r+');
  try {
    disk.truncate(descriptor, end);
  } finally {
    closeSync(descriptor);
  }
  return { kind: 'recovered', code: 'torn', bytes: bytes - end, keptAs };
}
