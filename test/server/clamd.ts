import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

/** In every file that the daemon is to find. */
export const testSignature = 'GATEHOUSE-TEST-SIGNATURE-7f3a';

/** A real clamd on a socket of its own, with one signature of our own and no other. `lines`: of its configuration. */
export async function startClamd(lines: readonly string[] = []): Promise<Clamd> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-clamd-'));
  const database = path.join(folder, 'database');
  mkdirSync(database);
  const hex = Buffer.from(testSignature).toString('hex');
  writeFileSync(path.join(database, 'test.ndb'), `Gatehouse.Test.Signature:0:*:${hex}\n`);
  const socket = path.join(folder, 'clamd.sock');
  const configuration = [
    `DatabaseDirectory ${database}`,
    `LocalSocket ${socket}`,
    `TemporaryDirectory ${folder}`,
    `User ${userInfo().username}`,
    'Foreground yes',
    'AlertExceedsMax yes',
    'AlertEncrypted yes',
    ...lines,
  ];
  const file = path.join(folder, 'clamd.conf');
  writeFileSync(file, `${configuration.join('\n')}\n`);
  const command = ['--pdeathsig=KILL', 'clamd', `--config-file=${file}`];
  const clamd = new Clamd(spawn('setpriv', command, { stdio: ['ignore', 'pipe', 'pipe'] }), socket, folder);
  await clamd.listening;
  return clamd;
}

export class Clamd {
  readonly socket: string;
  readonly listening: Promise<void>;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #folder: string;

  constructor(child: ChildProcess, socket: string, folder: string) {
    this.#child = child;
    this.socket = socket;
    this.#folder = folder;
    this.#ended = once(child, 'close');
    this.listening = new Promise((resolve, reject) => {
      const said: string[] = [];
      for (const stream of [child.stdout, child.stderr]) {
        if (stream === null) continue;
        createInterface(stream).on('line', (line) => {
          said.push(line);
          if (/Self checking|Listening daemon/i.test(line)) resolve();
        });
      }
      void this.#ended.then(() => reject(new Error(`clamd ended: ${said.join('\n')}`)), reject);
    });
  }

  async stop(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#ended;
    rmSync(this.#folder, { recursive: true });
  }
}
