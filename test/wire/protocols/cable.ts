import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** The cable between one client and the server, to be pulled out in the middle of anything. */
export class Cable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isPlugged = true;

  static async to(target: { host: string; port: number }): Promise<Cable> {
    const cable = new Cable(target);
    cable.#server.listen(0, '127.0.0.1');
    await once(cable.#server, 'listening');
    return cable;
  }

  private constructor(target: { host: string; port: number }) {
    this.#server = createServer((near) => {
      if (!this.#isPlugged) {
        near.destroy();
        return;
      }
      const far = connect(target.port, target.host);
      this.#join(near, far);
      this.#join(far, near);
    });
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the cable goes nowhere');
    return address.port;
  }

  /** Nothing that is on its way arrives, and nobody is told. */
  pull(): void {
    this.#isPlugged = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  plug(): void {
    this.#isPlugged = true;
  }

  async close(): Promise<void> {
    this.pull();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #join(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('data', (chunk) => to.write(chunk));
    from.on('error', () => from.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroySoon();
    });
  }
}
