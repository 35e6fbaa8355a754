import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const child = fileURLToPath(new URL('keychain-child.ts', import.meta.url));

export interface KeychainSession {
  /** What keychain-child.ts answers to the task. */
  ask(task: string, argument?: string): Promise<unknown>;
  /** The process ends by itself, or at once. */
  end(how: 'properly' | 'killed'): Promise<void>;
}

export function temporaryHome(): string {
  const home = mkdtempSync(path.join(tmpdir(), 'gatehouse-vault-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  return home;
}

/** A process on a session bus of its own with an unlocked GNOME keyring, both of `home`. */
export function withKeychain(home: string): KeychainSession {
  const unlocked =
    'printf test | gnome-keyring-daemon --unlock --components=secrets >/dev/null && exec "$0" "$1"';
  return session(
    spawn('dbus-run-session', ['--', 'sh', '-c', unlocked, process.execPath, child], {
      env: environment(home),
      // The last pipe is for nothing but its end: the keyring holds it as long as it may still write to its home.
      stdio: ['pipe', 'pipe', 'ignore', 'pipe'],
      detached: true,
    }),
  );
}

/** A process that reaches no session bus. */
export function withoutKeychain(home: string): KeychainSession {
  return session(
    spawn(process.execPath, [child], {
      env: { ...environment(home), DBUS_SESSION_BUS_ADDRESS: `unix:path=${home}/nowhere` },
      stdio: ['pipe', 'pipe', 'inherit'],
      detached: true,
    }),
  );
}

function environment(home: string): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: home, LANG: 'C.UTF-8' };
}

function session(started: ChildProcess): KeychainSession {
  const { stdin, stdout, pid } = started;
  if (stdin === null || stdout === null || pid === undefined) throw new Error('the process did not start');
  const ended = once(started, 'close');
  const answers = createInterface(stdout)[Symbol.asyncIterator]();
  // The bus, the keyring and the process are one group.
  const kill = () => {
    if (started.exitCode === null && started.signalCode === null) process.kill(-pid, 'SIGKILL');
  };
  onTestFinished(async () => {
    kill();
    await ended;
  });
  return {
    ask: async (task, argument = '') => {
      stdin.write(`${JSON.stringify([task, argument])}\n`);
      const answer = await answers.next();
      if (answer.done === true) throw new Error(`the process ended instead of answering ${task}`);
      return JSON.parse(answer.value);
    },
    end: async (how) => {
      if (how === 'killed') kill();
      else stdin.end();
      await ended;
    },
  };
}
