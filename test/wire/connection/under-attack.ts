import { afterAll, afterEach } from 'vitest';
import { HostileCertificates } from '../../server/hostile-certificates.ts';
import { type HostileScript, type HostileServer, startHostileServer } from '../../server/hostile-server.ts';
import { WatchedConnection, type WatchedOptions } from './watched-connection.ts';

export interface AttackOptions extends WatchedOptions {
  readonly tls?: 'direct' | 'starttls';
  readonly certificate?: Parameters<HostileCertificates['get']>[0];
  readonly tlsOptions?: object;
}

/** The stage of an attack: servers and connections that are cleared away after each test. */
export class UnderAttack {
  readonly certificates = new HostileCertificates();
  readonly #servers: HostileServer[] = [];
  readonly #watched: WatchedConnection[] = [];

  constructor() {
    afterEach(() => this.clear());
    afterAll(() => this.certificates.remove());
  }

  async attack(
    script: HostileScript,
    options: AttackOptions = {},
  ): Promise<{ readonly server: HostileServer; readonly watched: WatchedConnection }> {
    const tls = options.tls ?? 'direct';
    const certificate = this.certificates.get(options.certificate ?? 'none');
    const server = await startHostileServer({
      tls: tls === 'direct' ? { ...certificate, ...options.tlsOptions } : null,
      script,
    });
    this.#servers.push(server);
    const watched = new WatchedConnection({
      server: { host: '127.0.0.1', port: server.port, tls },
      ...options,
      trust: { ca: this.certificates.ca, ...options.trust },
      // Attackers do not close politely; neither that nor the pause before the next attempt is what is tested.
      timing: { close: 50, retry: 20, ...options.timing },
    });
    this.#watched.push(watched);
    watched.connection.start();
    return { server, watched };
  }

  async clear(): Promise<void> {
    await Promise.all(this.#watched.splice(0).map(({ connection }) => connection.stop()));
    const servers = this.#servers.splice(0);
    await Promise.all(servers.map((server) => server.stop()));
    const failures = servers.flatMap((server) => server.failures);
    if (failures.length > 0) throw failures[0];
  }
}
