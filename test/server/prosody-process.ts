import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/** The account Debian's package made for the server; null when we are not root and run it as ourselves. */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':');
    if (name === 'prosody') return { uid: Number(uid), gid: Number(gid) };
  }
  return null;
}

export class PortTaken extends Error {
  override readonly name = 'PortTaken';
}

/** One running prosody. It dies with us: the kernel kills it when this process ends, however that happens. */
export class ProsodyProcess extends EventEmitter<{ line: [string] }> {
  readonly lines: string[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  constructor(configFile: string, account: Account | null) {
    super();
    if (spawnSync('which', ['prosody']).status !== 0) {
      throw new Error('Prosody is missing: apt-get install prosody');
    }
    const identity = account
      ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', '--no-new-privs']
      : [];
    const command = ['--pdeathsig=KILL', ...identity, 'prosody', '-F', '--config', configFile];
    this.#child = spawn('setpriv', command, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#ended = once(this.#child, 'close');
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.#note(line));
    }
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Resolves when all services listen; rejects with PortTaken or with the last lines of the log. */
  async ready(services: number): Promise<void> {
    let active = 0;
    await new Promise<void>((resolve, reject) => {
      const failed = (error: Error) => reject(error);
      this.on('line', (line) => {
        if (/Activated service '(c2s|component|https)/.test(line)) active++;
        if (active === services) resolve();
        if (/Failed to open server port/.test(line)) failed(new PortTaken(line));
      });
      const explain = () => failed(new Error(`Prosody did not start:\n${this.lines.slice(-20).join('\n')}`));
      this.#child.once('error', failed);
      this.#ended.then(explain, explain);
    });
  }

  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    await this.#ended;
  }

  #note(line: string): void {
    this.lines.push(line);
    if (this.lines.length > MAX_LINES) this.lines.splice(0, MAX_LINES / 2);
    this.emit('line', line);
  }
}

const MAX_LINES = 40_000;
