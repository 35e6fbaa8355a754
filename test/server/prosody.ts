import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type CertificateFault,
  type CertificateFiles,
  makeCertificates,
  readAuthority,
} from './certificates.ts';
import { freePort } from './free-port.ts';
import { type PasswordHash, prosodyAccountFile, prosodyFileName } from './prosody-account.ts';
import { type ProsodySettings, prosodyConfig } from './prosody-config.ts';
import { type Account, PortTaken, ProsodyProcess, serverAccount } from './prosody-process.ts';
import { type ServerSession, sessionsIn } from './prosody-sessions.ts';

export interface ProsodyOptions {
  /** Default: `corp.test` and `partner.test`. */
  readonly hosts?: readonly string[];
  readonly tls?: CertificateFault;
  /** False: offers logins in the clear and no STARTTLS. Direct TLS is served all the same. */
  readonly starttls?: boolean;
  readonly onlyTls12?: boolean;
  readonly passwordHash?: PasswordHash;
  readonly offersPlain?: boolean;
  /** Modules of Prosody beyond the usual ones. */
  readonly modules?: readonly string[];
  /**
   * Shared roster groups of the first host: everyone in a group has everyone else of it on the roster, subscribed both
   * ways. A group whose name begins with `+` is on the rosters of all.
   */
  readonly groups?: Readonly<Record<string, readonly { readonly jid: string; readonly name: string }[]>>;
  /** Bytes; default 256 KiB. */
  readonly maxStanza?: number;
  /** Domains that a `Component` speaks for, with any number of addresses. */
  readonly components?: readonly string[];
  /**
   * Keeps files at `https://localhost:httpsPort`: for one of the hosts, or as a domain of its own below one; default 10 MiB each. `port`:
   * where it says that it is, when something stands in between.
   */
  readonly uploads?: { readonly domain: string; readonly maxBytes?: number; readonly port?: number };
  /** Default `debug`, which `sessions` and `loginAttempts` are read from; it costs the server most of its speed. */
  readonly logLevel?: 'debug' | 'info';
  /** What a server that is to be fast does not write to the disk; gone when it ends. */
  readonly inMemory?: readonly ('roster' | 'archive')[];
}

/** Starts Prosody from Debian in a temporary folder on free ports of 127.0.0.1. Rejects when it cannot be had. */
export async function startProsody(options: ProsodyOptions = {}): Promise<Prosody> {
  for (let attempt = 1; ; attempt++) {
    const server = new Prosody(options, {
      directTls: await freePort(),
      starttls: await freePort(),
      components: await freePort(),
      https: await freePort(),
    });
    try {
      await server.start();
      return server;
    } catch (error) {
      await server.stop();
      if (!(error instanceof PortTaken) || attempt === 5) throw error;
    }
  }
}

/** A real server. Its process never outlives ours. */
export class Prosody {
  readonly host = '127.0.0.1';
  readonly domains: readonly string[];
  readonly directTlsPort: number;
  readonly starttlsPort: number;
  readonly componentPort: number;
  readonly httpsPort: number;
  readonly componentSecret = randomUUID();
  readonly folder: string;
  /** PEM file with the authority to trust; readable by every account. */
  readonly caFile: string;
  readonly ca: string;
  readonly #configFile: string;
  readonly #passwordHash: PasswordHash;
  #options: ProsodyOptions;
  readonly #account: Account | null;
  #process: ProsodyProcess | null = null;
  readonly #removeFolder = () => rmSync(this.folder, { recursive: true, force: true });

  constructor(options: ProsodyOptions, ports: ProsodySettings['ports']) {
    this.domains = options.hosts ?? ['corp.test', 'partner.test'];
    this.directTlsPort = ports.directTls;
    this.starttlsPort = ports.starttls;
    this.componentPort = ports.components;
    this.httpsPort = ports.https;
    this.#passwordHash = options.passwordHash ?? 'SHA-256';
    this.#options = options;
    this.#account = serverAccount();
    this.folder = mkdtempSync(join(tmpdir(), 'gatehouse-prosody-'));
    process.once('exit', this.#removeFolder);
    chmodSync(this.folder, 0o755);
    mkdirSync(join(this.folder, 'data'), { mode: 0o700 });
    this.#configFile = join(this.folder, 'prosody.cfg.lua');
    const certificates = this.#setUp();
    this.caFile = certificates.caFile;
    this.ca = readAuthority(certificates);
    if (options.groups) writeFileSync(join(this.folder, 'groups.txt'), groupsFile(options.groups));
    this.#handOver(this.folder);
  }

  /** Resolves when all its ports listen. */
  async start(): Promise<void> {
    if (this.#process) throw new Error('Prosody runs already');
    this.#process = new ProsodyProcess(this.#configFile, this.#account);
    const { components, uploads } = this.#options;
    await this.#process.ready(2 + (components === undefined ? 0 : 1) + (uploads === undefined ? 0 : 1));
  }

  /** Ends it and removes its folder. Without ceremony: closing politely takes Prosody a second, and nobody looks any more. */
  async stop(): Promise<void> {
    await this.#end('SIGKILL');
    this.#removeFolder();
    process.off('exit', this.#removeFolder);
  }

  /** Ends it as a power failure would: no stream is closed. `start` brings it back with its accounts and archives. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it properly and starts it again on the same ports with the same accounts and archives. */
  async restart(): Promise<void> {
    await this.#end('SIGTERM');
    await this.start();
  }

  /**
   * Ends it as `kill` does and starts it with another certificate or another way in; ports, accounts, archives and the
   * authority that clients trust stay.
   */
  async become(changes: Pick<ProsodyOptions, 'tls' | 'starttls' | 'offersPlain'>): Promise<void> {
    await this.kill();
    this.#options = { ...this.#options, ...changes };
    this.#setUp();
    this.#handOver(this.folder);
    await this.start();
  }

  /** Makes the account, or gives it a new password. Takes milliseconds and works while the server runs. */
  addAccount(jid: string, password: string): void {
    const [user, host] = jid.split('@');
    if (!user || !host || !this.domains.includes(host)) throw new Error(`no account of this server: ${jid}`);
    const file = join(this.folder, 'data', prosodyFileName(host), 'accounts', `${prosodyFileName(user)}.dat`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, prosodyAccountFile(password, this.#passwordHash));
    this.#handOver(join(this.folder, 'data'));
  }

  /** What the server wrote so far, at level debug; the newest last. */
  logs(): readonly string[] {
    return this.#process?.lines ?? [];
  }

  /** How many `<auth/>` elements reached it since it was started last: what a client that refuses the server must not send. */
  loginAttempts(): number {
    return this.logs().filter((line) => /Received\[c2s_unauthed\]: <auth /.test(line)).length;
  }

  /** Who logged in since it was started last, and how. */
  sessions(): ServerSession[] {
    return sessionsIn(this.logs());
  }

  async #end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const ending = this.#process;
    this.#process = null;
    await ending?.end(signal);
  }

  #setUp(): CertificateFiles {
    const fault = this.#options.tls ?? 'good';
    const certificates = makeCertificates(join(this.folder, 'tls'), this.#names(), fault);
    writeFileSync(this.#configFile, this.#config(this.#options, certificates));
    return certificates;
  }

  #names(): readonly string[] {
    const { uploads } = this.#options;
    return uploads === undefined ? this.domains : [...this.domains, uploads.domain, 'localhost'];
  }

  #config(options: ProsodyOptions, certificates: CertificateFiles): string {
    return prosodyConfig({
      folder: this.folder,
      hosts: this.domains,
      ports: {
        directTls: this.directTlsPort,
        starttls: this.starttlsPort,
        components: this.componentPort,
        https: this.httpsPort,
      },
      certificates,
      starttls: options.starttls ?? true,
      passwordHash: this.#passwordHash,
      offersPlain: options.offersPlain ?? false,
      modules: options.modules ?? [],
      hasGroups: options.groups !== undefined,
      onlyTls12: this.#options.onlyTls12 ?? false,
      maxStanza: options.maxStanza ?? 256 * 1024,
      components: options.components ?? [],
      uploads: options.uploads === undefined ? null : { maxBytes: 10 * 1024 * 1024, ...options.uploads },
      componentSecret: this.componentSecret,
      logLevel: options.logLevel ?? 'debug',
      inMemory: options.inMemory ?? [],
      runsAsRoot: process.getuid?.() === 0 && this.#account === null,
    });
  }

  #handOver(path: string): void {
    if (!this.#account) return;
    execFileSync('chown', ['-R', `${this.#account.uid}:${this.#account.gid}`, path]);
  }
}

function groupsFile(groups: NonNullable<ProsodyOptions['groups']>): string {
  const lines: string[] = [];
  for (const [group, members] of Object.entries(groups)) {
    lines.push(`[${group}]`, ...members.map(({ jid, name }) => `${jid}=${name}`));
  }
  return `${lines.join('\n')}\n`;
}
