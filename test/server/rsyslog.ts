import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type CertificateFault, type CertificateFiles, makeCertificates } from './certificates.ts';
import { freePort } from './free-port.ts';

export interface RsyslogOptions {
  /** Its TLS: GnuTLS or OpenSSL. */
  readonly driver: 'gtls' | 'ossl';
  readonly fault?: CertificateFault;
}

/** What the log server is to be reached by, and shown. */
export const logServerName = 'localhost';

/**
 * A real rsyslogd on a free port of 127.0.0.1 that takes TLS from whoever shows a certificate of its authority, and writes each message as
 * it came in a line of its own.
 */
export async function startRsyslog(options: RsyslogOptions): Promise<Rsyslog> {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-rsyslog-'));
  const rsyslog = new Rsyslog(folder, await freePort(), options);
  await rsyslog.start();
  return rsyslog;
}

export class Rsyslog {
  readonly port: number;
  readonly logFile: string;
  readonly certificates: CertificateFiles;
  readonly clientCertificates: CertificateFiles;
  /** What it says of itself. */
  said = '';
  readonly #folder: string;
  readonly #driver: string;
  #child: ChildProcess | null = null;

  constructor(folder: string, port: number, { driver, fault = 'good' }: RsyslogOptions) {
    this.#folder = folder;
    this.#driver = driver;
    this.port = port;
    this.logFile = path.join(folder, 'received.log');
    this.certificates = makeCertificates(folder, [logServerName], fault);
    this.clientCertificates = makeCertificates(folder, ['desk.corp.test'], 'good', 'client');
  }

  get lines(): readonly string[] {
    return existsSync(this.logFile) ? readFileSync(this.logFile, 'utf8').split('\n').slice(0, -1) : [];
  }

  async start(): Promise<void> {
    const file = path.join(this.#folder, 'rsyslog.conf');
    writeFileSync(file, this.#configuration());
    const command = ['--pdeathsig=KILL', 'rsyslogd', '-n', '-f', file, '-i', path.join(this.#folder, 'pid')];
    const child = spawn('setpriv', command, { stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr?.on('data', (bytes) => {
      this.said += bytes;
    });
    this.#child = child;
    while (!(await isListening(this.port))) {
      if (child.exitCode !== null) throw new Error(`rsyslogd ended: ${this.said}`);
      await setTimeout(20);
    }
  }

  /** As a crash would end it. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'close');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true });
  }

  #configuration(): string {
    const { caFile, certificate, key } = this.certificates;
    const driver = this.#driver;
    return [
      `global(workDirectory="${this.#folder}" maxMessageSize="8k" defaultNetstreamDriver="${driver}"`,
      `  defaultNetstreamDriverCAFile="${caFile}" defaultNetstreamDriverCertFile="${certificate}"`,
      `  defaultNetstreamDriverKeyFile="${key}")`,
      // One worker keeps the order.
      'main_queue(queue.workerThreads="1")',
      `module(load="imtcp" streamDriver.name="${driver}" streamDriver.mode="1" streamDriver.authMode="x509/certvalid")`,
      'template(name="asItCame" type="string" string="%rawmsg%\\n")',
      `input(type="imtcp" port="${this.port}" address="127.0.0.1")`,
      `*.* action(type="omfile" file="${this.logFile}" template="asItCame")`,
      '',
    ].join('\n');
  }
}

function isListening(port: number): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1');
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  }).finally(() => socket.destroy()) as Promise<boolean>;
}
