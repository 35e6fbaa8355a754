import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Prosody } from './prosody.ts';

/**
 * A domain of its own behind a real server (XEP-0114), which may say anything in the name of any address there: what a
 * server that federates with the company's and is not to be trusted can do.
 */
export class Component {
  readonly #socket: Socket;

  static async connect(server: Prosody, domain: string): Promise<Component> {
    const socket = connect(server.componentPort, server.host);
    socket.setEncoding('utf8');
    await once(socket, 'connect');
    socket.write(
      `<?xml version='1.0'?><stream:stream to='${domain}' xmlns='jabber:component:accept' ` +
        `xmlns:stream='http://etherx.jabber.org/streams'>`,
    );
    const id = await answer(socket, /<stream:stream[^>]*\sid=['"]([^'"]+)['"][^>]*>/);
    const proof = createHash('sha1').update(`${id}${server.componentSecret}`).digest('hex');
    socket.write(`<handshake>${proof}</handshake>`);
    await answer(socket, /<(handshake)/);
    // What comes back is refusals; unread, they would stop the server.
    socket.on('data', () => undefined).on('error', () => undefined);
    return new Component(socket);
  }

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Resolves when the server takes more. */
  async send(xml: string): Promise<void> {
    if (!this.#socket.write(xml)) await once(this.#socket, 'drain');
  }

  close(): void {
    this.#socket.destroy();
  }
}

async function answer(socket: Socket, pattern: RegExp): Promise<string> {
  for (let text = ''; ; ) {
    const [chunk] = await once(socket, 'data');
    text += chunk;
    const match = pattern.exec(text);
    if (match !== null) return match[1] ?? '';
  }
}
