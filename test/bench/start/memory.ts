import { readFileSync } from 'node:fs';

/**
 * Memory of some processes in bytes: their proportional set size, so that what they share counts once (proc(5),
 * smaps_rollup). One that has ended meanwhile counts nothing.
 */
export function proportionalSetSize(pids: readonly number[]): number {
  let kilobytes = 0;
  for (const pid of pids) kilobytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup(pid))?.[1] ?? 0);
  return kilobytes * 1024;
}

function rollup(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH'))
      return '';
    throw error;
  }
}
