import type { Socket } from 'node:net';
import { TLSSocket, type TLSSocketOptions } from 'node:tls';

/** One connection of the client under attack, as the attacker's server sees it. */
export class HostileClient {
  /** All that the client ever said in the clear, and all that it said under TLS. */
  plaintext = '';
  decrypted = '';
  #socket: Socket;
  #unread = '';
  #isClosed = false;
  readonly #waiting = new Set<() => void>();

  constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.plaintext += bytes;
      this.#take(bytes);
    });
    this.#watchEnd(socket);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get tls(): TLSSocket | null {
    return this.#socket instanceof TLSSocket ? this.#socket : null;
  }

  /** From here on everything is TLS; resolves after the handshake, rejects when the client refuses it. */
  startTls(options: TLSSocketOptions): Promise<void> {
    const plain = this.#socket;
    plain.removeAllListeners('data');
    const socket = new TLSSocket(plain, { isServer: true, ...options });
    this.#socket = socket;
    socket.on('data', (bytes) => {
      this.decrypted += bytes;
      this.#take(bytes);
    });
    this.#watchEnd(socket);
    return new Promise((resolve, reject) => {
      socket.once('secure', resolve);
      socket.once('error', reject);
      socket.once('close', () => reject(new Error('the client refused TLS')));
    });
  }

  send(data: string | Buffer): void {
    if (!this.#isClosed) this.#socket.write(data);
  }

  /** Waits for it in what the client has sent and nobody has received yet. */
  async receive(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.#unread);
      if (match !== null) {
        this.#unread = this.#unread.slice(match.index + match[0].length);
        return match;
      }
      if (this.#isClosed) throw new Error(`closed before ${pattern}; unread: ${this.#unread}`);
      await new Promise<void>((resolve) => this.#waiting.add(resolve));
    }
  }

  async closed(): Promise<void> {
    while (!this.#isClosed) await new Promise<void>((resolve) => this.#waiting.add(resolve));
  }

  /** Neither reads nor says anything any more, like a host behind a cable that was pulled. */
  freeze(): void {
    this.#socket.removeAllListeners('data').pause();
    this.send = () => undefined;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(bytes: Buffer): void {
    this.#unread += bytes.toString('utf8');
    this.#wake();
  }

  #watchEnd(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#isClosed = true;
      this.#wake();
    });
  }

  #wake(): void {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }
}
