import { EventEmitter } from 'node:events';
import type { TLSSocket } from 'node:tls';
import { Client } from '@xmpp/client-core';
import ConnectionTCP from '@xmpp/connection-tcp';
import { type BareJid, domainOf } from '../../../shared/model/jid.ts';
import type { Element } from './element.ts';
import { StreamParser, type StreamParserOptions } from './stream-parser.ts';

export interface GuardedClientOptions {
  readonly parserOptions: StreamParserOptions;
  /** A stream begins, and this is who reads it. */
  readonly onParser: (parser: StreamParser) => void;
  readonly onElement: (element: Element) => void;
  readonly onActivity: () => void;
}

/**
 * The library's client on a socket that is open and encrypted already. Its own seams carry what is ours: the transport brings socket and
 * parser. What it does by itself is left out: decoding piecewise, following see-other-host, answering errors.
 */
export class GuardedClient extends Client {
  readonly #options: GuardedClientOptions;
  #parser: StreamParser | null = null;

  constructor(socket: TLSSocket, account: BareJid, options: GuardedClientOptions) {
    super({ domain: domainOf(account), service: '' });
    this.#options = options;
    this.transports.push(makeTransport(socket, options.parserOptions, (parser) => this.#adopt(parser)));
    // Becomes the header's `from`, which is protected by TLS here (RFC 6120 section 4.7.1).
    this._jid(account);
    this.on('error', () => undefined);
  }

  /** Rejects what still waits for the other side. */
  abandon(cause: Error): void {
    this.#parser?.stop();
    this.emit('error', cause);
  }

  protected override _onData(bytes: Buffer): void {
    this.#options.onActivity();
    this.#parser?.write(bytes);
  }

  protected override _onElement(element: Element): void {
    this.#options.onElement(element);
  }

  #adopt(parser: StreamParser): void {
    this.#parser?.stop();
    this.#parser = parser;
    this.#options.onParser(parser);
  }
}

function makeTransport(
  socket: TLSSocket,
  options: StreamParserOptions,
  onParser: (parser: StreamParser) => void,
): typeof ConnectionTCP {
  class Transport extends ConnectionTCP {
    override socketParameters() {
      return {};
    }
  }
  // The content namespace of the stream header; as it comes, the transport would name that of the stream itself.
  Transport.prototype.NS = 'jabber:client';
  Transport.prototype.Socket = class extends OpenSocket {
    constructor() {
      super(socket);
    }
  };
  Transport.prototype.Parser = class extends StreamParser {
    constructor() {
      super(options);
      onParser(this);
    }
  };
  return Transport;
}

/** What the library takes for a socket of its own: one that connected before the library came. */
class OpenSocket extends EventEmitter {
  /** The library asks before it says who we are. */
  readonly secure = true;
  readonly #socket: TLSSocket;

  constructor(socket: TLSSocket) {
    super();
    this.#socket = socket;
    socket.on('data', (bytes) => this.emit('data', bytes));
    socket.on('close', (isDirty) => this.emit('close', isDirty));
  }

  connect(): void {
    queueMicrotask(() => this.emit('connect'));
  }

  write(text: string, done: (error?: Error | null) => void): void {
    this.#socket.write(text, done);
  }

  end(): void {
    this.#socket.end();
  }
}
