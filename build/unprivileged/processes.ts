// Finding what a launch has started, from outside and whatever became of its parents.

import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export interface Process {
  readonly pid: number;
  /** Process group. */
  readonly group: number;
  readonly argv: readonly string[];
  /** Fields of /proc/PID/status, such as Seccomp, NoNewPrivs or Uid. */
  readonly status: Readonly<Record<string, string>>;
}

/**
 * Every process that has `marker` in its environment, or is in the group of one that has: Chromium's children overwrite
 * their environment with their title. Our own group is not theirs, whoever of them is in it.
 */
export function processesOf(marker: string): Process[] {
  const all = pids().flatMap((pid) => read(pid));
  const marked = all.filter(({ pid }) => isMarked(pid, marker));
  const own = all.find(({ pid }) => pid === process.pid)?.group;
  const groups = new Set(marked.map(({ group }) => group).filter((group) => group !== own));
  return all.filter((candidate) => groups.has(candidate.group) || marked.includes(candidate));
}

/** Ends them, the last ones by force, and returns when none is left. */
export async function endProcesses(marker: string, patienceMs = 5000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (let left = processesOf(marker); left.length > 0; left = processesOf(marker)) {
    for (const { pid } of left) signal(pid, Date.now() < deadline ? 'SIGTERM' : 'SIGKILL');
    await delay(50);
  }
}

function pids(): number[] {
  return readdirSync('/proc').map(Number).filter(Number.isInteger);
}

/** Empty when it has ended meanwhile. */
function read(pid: number): Process[] {
  try {
    const [, , group = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    const argv = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean);
    const status = statusOf(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return status['State']?.startsWith('Z') ? [] : [{ pid, group: Number(group), argv, status }];
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

function statusOf(text: string): Record<string, string> {
  const status: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [name = '', value = ''] = line.split(/:\s*/, 2);
    status[name] = value;
  }
  return status;
}

function isMarked(pid: number, marker: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(marker);
  } catch (error) {
    // Another user's process (EACCES) is none of ours.
    if (isGone(error) || (error instanceof Error && 'code' in error && error.code === 'EACCES')) return false;
    throw error;
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ESRCH');
}
