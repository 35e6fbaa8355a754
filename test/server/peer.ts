import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { type ArchivedMessage, archivedMessage } from './peer-archive.ts';
import { type PeerCredentials, type PeerServer, PeerStream } from './peer-stream.ts';
import { attribute, child, elements, escapeXml, serialise, text, type Xml } from './xml.ts';

export interface PeerOptions extends PeerCredentials {
  /** Default true: asks for roster and carbons and sends available presence, as clients do. */
  readonly isPresent?: boolean;
}

export interface MessageOptions {
  readonly id?: string;
  /** Default: `chat`. */
  readonly type?: string;
  readonly wantsReceipt?: boolean;
  /** More children of the stanza, as they shall go out. */
  readonly extra?: string;
}

/** Milliseconds: longer than anything takes on a busy machine, so that who waits in vain learns what came instead. */
const patience = 60_000;

/**
 * Somebody on the other side, written without any of the product's code: logs in to a real server, sends whatever a
 * test wants sent, and tells what arrived. Answers pings and other requests by itself, nothing else.
 */
export class Peer extends EventEmitter<{ stanza: [Xml]; closed: [] }> {
  /** Everything that came since the login, oldest first. */
  readonly received: Xml[] = [];
  /** What requests of a namespace are answered with, instead of being refused. */
  readonly answers = new Map<string, string>();
  readonly #stream: PeerStream;
  readonly #taken = new WeakSet<Xml>();

  static async login(server: PeerServer, options: PeerOptions): Promise<Peer> {
    const peer = new Peer(await PeerStream.open(server, options));
    if (options.isPresent ?? true) {
      // Who never asked for the roster hears of no answer to a request (RFC 6121 section 2.2).
      await peer.request('get', `<query xmlns='jabber:iq:roster'/>`);
      await peer.request('set', `<enable xmlns='urn:xmpp:carbons:2'/>`);
      peer.send('<presence/>');
    }
    return peer;
  }

  private constructor(stream: PeerStream) {
    super();
    this.#stream = stream;
    stream.on('element', (element) => this.#take(element));
    stream.on('closed', () => this.emit('closed'));
  }

  get jid(): string {
    return this.#stream.jid;
  }

  get bareJid(): string {
    return this.jid.replace(/\/.*$/, '');
  }

  get tlsVersion(): string | null {
    return this.#stream.tlsVersion;
  }

  get mechanism(): string {
    return this.#stream.mechanism;
  }

  /** Sends the text as it is, well-formed or not. */
  send(xml: string): void {
    this.#stream.write(xml);
  }

  /** Returns the stanza's id. */
  sendMessage(to: string, body: string, options: MessageOptions = {}): string {
    const id = options.id ?? randomUUID();
    const receipt = options.wantsReceipt ? `<request xmlns='urn:xmpp:receipts'/>` : '';
    const content = `<body>${escapeXml(body)}</body>${receipt}${options.extra ?? ''}`;
    const attributes = `to='${escapeXml(to)}' type='${options.type ?? 'chat'}' id='${escapeXml(id)}'`;
    this.send(`<message ${attributes}>${content}</message>`);
    return id;
  }

  /** XEP-0085. */
  sendChatState(to: string, state: 'active' | 'composing' | 'paused'): void {
    const content = `<${state} xmlns='http://jabber.org/protocol/chatstates'/>`;
    this.send(`<message to='${escapeXml(to)}' type='chat'>${content}</message>`);
  }

  /** XEP-0184. */
  sendReceipt(to: string, id: string): void {
    const content = `<received xmlns='urn:xmpp:receipts' id='${escapeXml(id)}'/>`;
    this.send(`<message to='${escapeXml(to)}' type='chat'>${content}</message>`);
  }

  sendPresence(show: 'chat' | 'away' | 'xa' | 'dnd' | null = null, status = ''): void {
    const inside = `${show ? `<show>${show}</show>` : ''}${status ? `<status>${escapeXml(status)}</status>` : ''}`;
    this.send(`<presence>${inside}</presence>`);
  }

  /** `subscribe`, `subscribed`, `unsubscribe` or `unsubscribed` (RFC 6121 section 3). */
  sendSubscription(to: string, type: 'subscribe' | 'subscribed' | 'unsubscribe' | 'unsubscribed'): void {
    this.send(`<presence to='${escapeXml(to)}' type='${type}'/>`);
  }

  /** Sends an IQ and returns its answer; rejects with the error's condition. */
  async request(
    type: 'get' | 'set',
    payload: string,
    to: string = this.bareJid,
    timeoutMs = patience,
  ): Promise<Xml> {
    const id = randomUUID();
    this.send(`<iq type='${type}' id='${id}' to='${escapeXml(to)}'>${payload}</iq>`);
    const isAnswer = (stanza: Xml) => stanza.name === 'iq' && attribute(stanza, 'id') === id;
    const answer = await this.expect(isAnswer, timeoutMs);
    if (attribute(answer, 'type') === 'error') {
      throw new Error(`refused: ${elements(child(answer, 'error'))[0]?.name}`);
    }
    return answer;
  }

  /**
   * The next stanza for which `matches` holds; one that came already and was not taken by an earlier call counts.
   * Rejects after `timeoutMs`, naming what came instead.
   */
  expect(matches: (stanza: Xml) => boolean, timeoutMs = patience): Promise<Xml> {
    const waiting = this.received.find((stanza) => !this.#taken.has(stanza) && matches(stanza));
    if (waiting) {
      this.#taken.add(waiting);
      return Promise.resolve(waiting);
    }
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        this.off('stanza', onStanza);
        this.off('closed', onClosed);
        finish();
      };
      const onStanza = (stanza: Xml) => {
        if (this.#taken.has(stanza) || !matches(stanza)) return;
        this.#taken.add(stanza);
        settle(() => resolve(stanza));
      };
      const onClosed = () => settle(() => reject(new Error('the stream was closed')));
      const onTimeout = () => settle(() => reject(new Error(`nothing like it came; last:\n${this.#last()}`)));
      const timer = setTimeout(onTimeout, timeoutMs);
      this.on('stanza', onStanza);
      this.once('closed', onClosed);
    });
  }

  /** The next message with a body (exactly this one, when given). */
  expectMessage(body?: string, timeoutMs?: number): Promise<Xml> {
    return this.expect((stanza) => {
      const element = child(stanza, 'body');
      return (
        stanza.name === 'message' && element !== undefined && (body === undefined || text(element) === body)
      );
    }, timeoutMs);
  }

  /**
   * Resolves when the server has dealt with all we sent, and everything it sent us before that is here (stanzas keep
   * their order, RFC 6120 section 10.1). After it, what is not in `received` did not come.
   */
  async settle(): Promise<void> {
    await this.request('get', `<ping xmlns='urn:xmpp:ping'/>`, this.bareJid.replace(/^.*@/, ''));
  }

  /** The whole of this account's archive at the server (XEP-0313), or of the part with one person. */
  async archive(other?: string): Promise<ArchivedMessage[]> {
    const messages: ArchivedMessage[] = [];
    const filter = other
      ? `<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' type='hidden'><value>urn:xmpp:mam:2</value>` +
        `</field><field var='with'><value>${escapeXml(other)}</value></field></x>`
      : '';
    for (let after = ''; ; ) {
      const query = randomUUID();
      const page = `<set xmlns='http://jabber.org/protocol/rsm'><max>50</max>${after}</set>`;
      const answer = await this.request(
        'set',
        `<query xmlns='urn:xmpp:mam:2' queryid='${query}'>${filter}${page}</query>`,
      );
      for (const stanza of this.received) {
        const message = archivedMessage(stanza, query);
        if (message) messages.push(message);
      }
      const end = child(answer, 'fin');
      const last = text(child(child(end, 'set'), 'last'));
      if (attribute(end, 'complete') === 'true' || last === '') return messages;
      after = `<after>${escapeXml(last)}</after>`;
    }
  }

  /** Ends the stream as a client should. */
  async logOut(): Promise<void> {
    await this.#stream.close();
  }

  /** Cuts the connection without a word. */
  drop(): void {
    this.#stream.drop();
  }

  #take(stanza: Xml): void {
    this.received.push(stanza);
    if (
      stanza.name === 'iq' &&
      (attribute(stanza, 'type') === 'get' || attribute(stanza, 'type') === 'set')
    ) {
      this.#answer(stanza);
    }
    this.emit('stanza', stanza);
  }

  #answer(stanza: Xml): void {
    const from = attribute(stanza, 'from');
    const isPing = child(stanza, 'ping', 'urn:xmpp:ping') !== undefined;
    const isPush = from === '' || from === this.bareJid;
    const address = `to='${escapeXml(from || this.bareJid)}' id='${escapeXml(attribute(stanza, 'id'))}'`;
    const refusal = `<error type='cancel'><service-unavailable xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>`;
    const prepared = this.answers.get(elements(stanza)[0]?.xmlns ?? '');
    if (prepared !== undefined) this.send(`<iq type='result' ${address}>${prepared}</iq>`);
    else if (isPing || isPush) this.send(`<iq type='result' ${address}/>`);
    else this.send(`<iq type='error' ${address}>${refusal}</iq>`);
  }

  #last(): string {
    return this.received
      .slice(-5)
      .map((stanza) => serialise(stanza))
      .join('\n');
  }
}
