import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { electronAccount } from '../../../build/unprivileged/account.ts';
import { launchScript } from '../../../build/unprivileged/launch-script.ts';
import { processesOf } from '../../../build/unprivileged/processes.ts';
import { proportionalSetSize } from './memory.ts';

export interface WindowStart {
  /** From the start of the program to the frame that it calls painted, in milliseconds. */
  readonly paintedMs: number;
  /** To the frame after the one with which it also answers to clicks. */
  readonly usableMs: number;
  /** Bytes of all its processes, SETTLED_MS after that. */
  readonly memory: number;
  readonly processes: number;
}

export interface Program {
  readonly display: string;
  readonly home: string;
  /** The program, an Electron of its own or a packaged application, and its arguments. It prints `painted EPOCH_MS` and `usable EPOCH_MS`. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the program in a session of its own, watches it paint, weighs it and ends it. */
export async function startWindow(program: Program): Promise<WindowStart> {
  const [executable = ''] = program.command;
  const launch = launchScript({
    account: electronAccount(),
    keychain: 'unlocked',
    display: program.display,
    home: program.home,
    ...(program.env ? { env: program.env } : {}),
    // The session bus and the keychain have been there for a while when a person starts a program.
    command: ['/bin/sh', '-c', 'date +"started %s%3N"; exec "$@"', 'sh', ...program.command],
  });
  try {
    const { startedAt, paintedAt, usableAt } = await watch(launch.script);
    await delay(SETTLED_MS);
    const pids = processesOf(launch.marker)
      .filter(({ argv }) => argv[0]?.startsWith(executable))
      .map(({ pid }) => pid);
    return {
      paintedMs: paintedAt - startedAt,
      usableMs: usableAt - startedAt,
      memory: proportionalSetSize(pids),
      processes: pids.length,
    };
  } finally {
    await launch.end();
  }
}

async function watch(script: string): Promise<{ startedAt: number; paintedAt: number; usableAt: number }> {
  // A group of its own: ending the launch ends the groups of all it has started.
  const child = spawn(script, { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  let startedAt = Number.NaN;
  let paintedAt = Number.NaN;
  for await (const line of createInterface({
    input: child.stdout,
    signal: AbortSignal.timeout(PATIENCE_MS),
  })) {
    const [word, time] = line.split(' ');
    if (word === 'started') startedAt = Number(time);
    if (word === 'painted') paintedAt = Number(time);
    if (word === 'usable') return { startedAt, paintedAt, usableAt: Number(time) };
  }
  throw new Error('the window was not painted, or did not answer');
}

const SETTLED_MS = 3000;
const PATIENCE_MS = 30_000;
