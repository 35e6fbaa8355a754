import { readFileSync } from 'node:fs';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { RecordLog } from '../../../electron/audit/record-log.ts';
import { Forwarder, type ForwarderTiming, forwarderTiming } from '../../../electron/forward/forwarder.ts';
import type { LogServer } from '../../../electron/forward/forwarding.ts';
import type { ForwardingState } from '../../../shared/model/forwarding.ts';
import type { CertificateFiles } from '../../server/certificates.ts';
import { logServerName, type Rsyslog } from '../../server/rsyslog.ts';
import { Desk, messages } from '../../unit/audit/fixture.ts';

export function logServer(rsyslog: Rsyslog, change: Partial<LogServer> = {}): LogServer {
  return {
    host: logServerName,
    port: rsyslog.port,
    ca: readFileSync(rsyslog.certificates.caFile, 'utf8'),
    clientCertificate: pemOf(rsyslog.clientCertificates),
    format: 'rfc5424',
    enterpriseNumber: 32_473,
    maxMessageBytes: 8192,
    queueMb: 1024,
    heartbeatSeconds: 1,
    failMode: 'queue',
    ...change,
  };
}

export function pemOf({ certificate, key }: CertificateFiles): NonNullable<LogServer['clientCertificate']> {
  return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
}

/** A record and what forwards it; both end with the test. */
export class ForwardingDesk {
  readonly desk = new Desk();
  state: ForwardingState = null;
  readonly #server: LogServer;
  readonly #timing: ForwarderTiming;
  #log: RecordLog | null = null;
  #forwarder: Forwarder | null = null;
  #written = 0;

  constructor(server: LogServer, timing: Partial<ForwarderTiming> = {}) {
    this.#server = server;
    this.#timing = { ...forwarderTiming, first: 50, longest: 200, ...timing };
    onTestFinished(() => this.stop());
  }

  get folder(): string {
    return this.desk.folder;
  }

  /** Entries on record. */
  get size(): number {
    return this.#log?.size ?? 0;
  }

  async start(): Promise<void> {
    this.#log ??= await this.desk.open({ segmentBytes: 65_536 });
    this.#forwarder = new Forwarder({
      server: this.#server,
      folder: this.folder,
      positionFile: path.join(path.dirname(this.folder), 'position.json'),
      origin: { hostName: 'desk-17', version: '1.2.3' },
      timing: this.#timing,
      now: Date.now,
      onState: (state) => {
        this.state = state;
      },
    });
    this.#tell();
  }

  write(count: number): void {
    this.#log?.append(messages(count, this.#written));
    this.#written += count;
    this.#tell();
  }

  /** The record ends; what is left of it goes out. */
  end(): void {
    this.#log?.close();
    this.#tell();
  }

  /** As the end of the program does; with 0 as a crash does. */
  async stop(patience = 0): Promise<void> {
    await this.#forwarder?.close(patience);
    this.#forwarder = null;
  }

  async confirmed(size = this.size): Promise<void> {
    await vi.waitUntil(() => this.state !== null && this.state.confirmed >= size, { timeout: 60_000 });
  }

  #tell(): void {
    const log = this.#log;
    const signed = this.desk.heads.at(-1)?.size ?? 0;
    if (log !== null) this.#forwarder?.grown({ record: log.record, size: log.size, signed });
  }
}
