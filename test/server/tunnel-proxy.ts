import { createServer, type Server } from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

/** An honest HTTP proxy on a free port of 127.0.0.1, that knows where the hosts of tests are. */
export class TunnelProxy {
  /** What was asked for, as "host:port". */
  readonly asked: string[] = [];
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  /** `find`: the port of 127.0.0.1 where "host:port" is; null: nowhere. */
  constructor(find: (authority: string) => number | null) {
    this.#server = createServer((_request, response) => response.writeHead(405).end());
    this.#server.on('connection', (socket) => this.#keep(socket));
    this.#server.on('connect', ({ url = '' }, client: Socket) => {
      this.asked.push(url);
      const port = find(url);
      if (port === null) {
        client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
        return;
      }
      const target = net.connect({ host: '127.0.0.1', port }, () => {
        client.write('HTTP/1.1 200 OK\r\nVia: 1.1 test\r\n\r\n');
        target.pipe(client).pipe(target);
      });
      this.#keep(target);
    });
  }

  async listen(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #keep(socket: Socket): void {
    this.#sockets.add(
      socket.on('error', () => socket.destroy()).on('close', () => this.#sockets.delete(socket)),
    );
  }
}
