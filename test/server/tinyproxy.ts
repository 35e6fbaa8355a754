import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from './free-port.ts';

export interface TinyproxyOptions {
  /** The ports to which it makes tunnels. */
  readonly ports: readonly number[];
  /** "name password": refuse with 407 whoever does not bring them. */
  readonly login?: string;
}

/** A real tinyproxy on a free port of 127.0.0.1. */
export async function startTinyproxy(options: TinyproxyOptions): Promise<Tinyproxy> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-tinyproxy-'));
  const port = await freePort();
  const file = path.join(folder, 'tinyproxy.conf');
  const lines = [
    `Port ${port}`,
    'Listen 127.0.0.1',
    'Timeout 60',
    'MaxClients 20',
    ...options.ports.map((allowed) => `ConnectPort ${allowed}`),
    ...(options.login === undefined ? [] : [`BasicAuth ${options.login}`]),
  ];
  writeFileSync(file, `${lines.join('\n')}\n`);
  const command = ['--pdeathsig=KILL', 'tinyproxy', '-d', '-c', file];
  const child = spawn('setpriv', command, { stdio: ['ignore', 'pipe', 'inherit'] });
  const proxy = new Tinyproxy(child, port, folder);
  await proxy.listening;
  return proxy;
}

export class Tinyproxy {
  readonly port: number;
  readonly listening: Promise<void>;
  /** Its own log. */
  log = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #folder: string;

  constructor(child: ChildProcess, port: number, folder: string) {
    this.#child = child;
    this.#ended = once(child, 'close');
    this.port = port;
    this.#folder = folder;
    this.listening = new Promise((resolve, reject) => {
      child.stdout?.on('data', (bytes) => {
        this.log += bytes;
        if (this.log.includes('Accepting connections')) resolve();
      });
      void this.#ended.then(() => reject(new Error(`tinyproxy ended: ${this.log}`)), reject);
    });
  }

  async stop(): Promise<void> {
    // Asked politely, it waits for connections that idle.
    this.#child.kill('SIGKILL');
    await this.#ended;
    rmSync(this.#folder, { recursive: true });
  }
}
