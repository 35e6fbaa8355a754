import { createServer, type Server } from 'node:net';
import type { TLSSocketOptions } from 'node:tls';
import { HostileClient } from './hostile-client.ts';

/** What the attacker does with each connection. It may throw when the client leaves: that is what one hopes for. */
export type HostileScript = (client: HostileClient, connection: number) => Promise<void>;

export interface HostileOptions {
  /** TLS from the first byte with these; null: in the clear, and the script may start TLS later. */
  readonly tls: TLSSocketOptions | null;
  readonly script: HostileScript;
}

/** A server that follows a script instead of the protocol, on a free port of 127.0.0.1. */
export async function startHostileServer(options: HostileOptions): Promise<HostileServer> {
  const server = new HostileServer(options);
  await server.listen();
  return server;
}

export class HostileServer {
  readonly clients: HostileClient[] = [];
  readonly #server: Server;
  readonly #waiting = new Set<() => void>();

  constructor({ tls, script }: HostileOptions) {
    this.#server = createServer((socket) => {
      const client = new HostileClient(socket);
      const connection = this.clients.push(client);
      for (const wake of [...this.#waiting]) wake();
      this.#play(client, connection, tls, script).catch((error: unknown) => {
        if (client.isClosed) return;
        client.destroy();
        this.failures.push(error);
      });
    });
  }

  /** Scripts that failed though the client was still there: mistakes of the test. */
  readonly failures: unknown[] = [];

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return address.port;
  }

  /** Everything that any client ever said, in the clear or under TLS. */
  get heard(): string {
    return this.clients.map(({ plaintext, decrypted }) => plaintext + decrypted).join('\n');
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** The nth connection, counted from one. */
  async client(number: number): Promise<HostileClient> {
    for (;;) {
      const client = this.clients[number - 1];
      if (client !== undefined) return client;
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async stop(): Promise<void> {
    for (const client of this.clients) client.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #play(
    client: HostileClient,
    connection: number,
    tls: TLSSocketOptions | null,
    script: HostileScript,
  ): Promise<void> {
    if (tls !== null) {
      const isAccepted = await client.startTls(tls).then(
        () => true,
        () => false,
      );
      if (!isAccepted) return;
    }
    await script(client, connection);
  }
}
