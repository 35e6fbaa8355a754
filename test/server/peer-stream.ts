import { EventEmitter, once } from 'node:events';
import { connect as connectPlain, type Socket } from 'node:net';
import { StringDecoder } from 'node:string_decoder';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { PeerScram, type ScramMechanism } from './peer-scram.ts';
import { child, elements, escapeXml, StreamReader, text, type Xml } from './xml.ts';

export interface PeerServer {
  readonly host: string;
  readonly directTlsPort: number;
  readonly starttlsPort: number;
  readonly ca: string;
}

export interface PeerCredentials {
  readonly jid: string;
  readonly password: string;
  readonly resource?: string;
  /** Default: `direct`. */
  readonly via?: 'direct' | 'starttls';
}

/** An authenticated, bound stream. Emits every element the server sends from then on. */
export class PeerStream extends EventEmitter<{ element: [Xml]; closed: [] }> {
  jid = '';
  mechanism: ScramMechanism = 'SCRAM-SHA-256';
  readonly #credentials: PeerCredentials;
  readonly #domain: string;
  #socket: Socket | TLSSocket;
  #waiting: Xml[] = [];
  #isBound = false;

  /** Rejects with the server's words when the login is refused. */
  static async open(server: PeerServer, credentials: PeerCredentials): Promise<PeerStream> {
    const [user = '', domain = ''] = credentials.jid.split('@');
    const isDirect = credentials.via !== 'starttls';
    const secure = { ca: server.ca, servername: domain, minVersion: 'TLSv1.2' } as const;
    let socket: Socket | TLSSocket;
    if (isDirect) {
      const port = server.directTlsPort;
      socket = connectTls({ ...secure, host: server.host, port, ALPNProtocols: ['xmpp-client'] });
      await once(socket, 'secureConnect');
    } else {
      socket = connectPlain(server.starttlsPort, server.host);
      await once(socket, 'connect');
    }
    const stream = new PeerStream(socket, credentials, domain);
    try {
      if (!isDirect) await stream.#startTls(secure);
      await stream.#logIn(user);
      return stream;
    } catch (error) {
      stream.drop();
      throw error;
    }
  }

  private constructor(socket: Socket | TLSSocket, credentials: PeerCredentials, domain: string) {
    super();
    this.#socket = socket;
    this.#credentials = credentials;
    this.#domain = domain;
    this.#listen();
  }

  get tlsVersion(): string | null {
    return 'getProtocol' in this.#socket ? this.#socket.getProtocol() : null;
  }

  write(xml: string): void {
    this.#socket.write(xml);
  }

  /** The bound stream's socket, for somebody else to read. */
  handOver(): Socket {
    this.#socket.removeAllListeners('data');
    return this.#socket;
  }

  async close(): Promise<void> {
    if (this.#socket.destroyed) return;
    // Not `once`, which rejects when the server resets a connection that both sides are leaving.
    const closed = new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
    this.#socket.end('</stream:stream>');
    await closed;
  }

  /** Cuts the connection without a word. */
  drop(): void {
    this.#socket.destroy();
  }

  async #startTls(secure: {
    readonly ca: string;
    readonly servername: string;
    readonly minVersion: 'TLSv1.2';
  }) {
    await this.#restart();
    this.write(`<starttls xmlns='${NS_TLS}'/>`);
    const answer = await this.#next();
    if (answer.name !== 'proceed') throw new Error('STARTTLS was refused');
    this.#socket.removeAllListeners();
    this.#socket = connectTls({ ...secure, socket: this.#socket });
    await once(this.#socket, 'secureConnect');
    this.#listen();
  }

  async #logIn(user: string): Promise<void> {
    const offered = elements(child(await this.#restart(), 'mechanisms')).map(text);
    if (!offered.includes(this.mechanism)) this.mechanism = 'SCRAM-SHA-1';
    const scram = new PeerScram(this.mechanism, user, this.#credentials.password);
    this.write(`<auth xmlns='${NS_SASL}' mechanism='${this.mechanism}'>${base64(scram.first)}</auth>`);
    const challenge = await this.#next();
    if (challenge.name !== 'challenge') throw new Error(`login refused: ${elements(challenge)[0]?.name}`);
    const proof = scram.respond(fromBase64(text(challenge)));
    this.write(`<response xmlns='${NS_SASL}'>${base64(proof)}</response>`);
    const outcome = await this.#next();
    if (outcome.name !== 'success') throw new Error(`login refused: ${elements(outcome)[0]?.name}`);
    scram.verify(fromBase64(text(outcome)));

    await this.#restart();
    const { resource } = this.#credentials;
    const wish = resource === undefined ? '' : `<resource>${escapeXml(resource)}</resource>`;
    this.write(`<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>${wish}</bind></iq>`);
    this.jid = text(child(child(await this.#next(), 'bind'), 'jid'));
    this.#isBound = true;
  }

  /** Opens a new stream on the same socket and returns its features. */
  #restart(): Promise<Xml> {
    this.#read();
    this.write(
      `<?xml version='1.0'?><stream:stream to='${this.#domain}' version='1.0' xml:lang='en' ` +
        `xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`,
    );
    return this.#next();
  }

  async #next(): Promise<Xml> {
    const waiting = this.#waiting.shift();
    if (waiting) return waiting;
    if (this.#socket.destroyed) throw new Error('the server closed the stream');
    return new Promise((resolve, reject) => {
      const onElement = (element: Xml) => {
        this.off('closed', onClosed);
        this.#waiting.shift();
        resolve(element);
      };
      const onClosed = () => {
        this.off('element', onElement);
        reject(new Error('the server closed the stream'));
      };
      this.once('element', onElement);
      this.once('closed', onClosed);
    });
  }

  #listen(): void {
    this.#socket.on('error', () => this.#socket.destroy());
    this.#socket.on('close', () => this.emit('closed'));
  }

  #read(): void {
    const decoder = new StringDecoder('utf8');
    const reader = new StreamReader({
      opened: () => {},
      element: (element) => {
        if (!this.#isBound) this.#waiting.push(element);
        this.emit('element', element);
      },
      closed: () => {
        if (!this.#socket.writableEnded) this.#socket.end('</stream:stream>');
      },
      failed: (error) => this.#socket.destroy(error),
    });
    this.#socket.removeAllListeners('data');
    this.#socket.on('data', (chunk) => reader.write(decoder.write(chunk)));
  }
}

function base64(plain: string): string {
  return Buffer.from(plain, 'utf8').toString('base64');
}

function fromBase64(encoded: string): string {
  return Buffer.from(encoded, 'base64').toString('utf8');
}

const NS_TLS = 'urn:ietf:params:xml:ns:xmpp-tls';
const NS_SASL = 'urn:ietf:params:xml:ns:xmpp-sasl';
