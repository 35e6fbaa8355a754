import parse from '@xmpp/xml/lib/parse.js';
import type {
  Connection,
  ConnectionEvents,
  IqAnswer,
  IqAnswerer,
  IqResult,
  RequestOptions,
  StanzaListener,
} from '../../../electron/wire/connection/connection.ts';
import { type Element, xml } from '../../../electron/wire/connection/element.ts';
import { Listeners } from '../../../electron/wire/connection/listeners.ts';
import type { ConnectionState } from '../../../shared/model/connection.ts';
import { type BareJid, type FullJid, parseBareJid, parseFullJid } from '../../../shared/model/jid.ts';

/** A stanza as it stands in the stream, where `jabber:client` is the default namespace. */
export function stanza(text: string): Element {
  return parse(text.replace(/^<(\w+)/, "<$1 xmlns='jabber:client'"));
}

export function bare(text: string): BareJid {
  const jid = parseBareJid(text);
  if (jid === null) throw new Error(`no address: ${text}`);
  return jid;
}

export function full(text: string): FullJid {
  const jid = parseFullJid(text);
  if (jid === null) throw new Error(`no full address: ${text}`);
  return jid;
}

/** Plays stanzas that were recorded, or that no server would let through, to one protocol. No network, no timing. */
export class FakeConnection implements Connection {
  state: ConnectionState = { kind: 'online', tls: 'TLSv1.3', sasl: 'SCRAM-SHA-256' };
  jid: FullJid | null;
  features: Element | null = xml('features', 'http://etherx.jabber.org/streams');
  isOnline = true;
  readonly sent: Element[] = [];
  readonly requests: Element[] = [];
  /** What the server says; by default nothing is supported. */
  respond: (iq: Element) => IqResult | Promise<IqResult> = () => refusal('service-unavailable');
  readonly #account: BareJid;
  readonly #events = new Listeners<ConnectionEvents>((_event, error) => {
    throw error;
  });
  readonly #stanzas: { kind: string; listener: StanzaListener }[] = [];
  readonly #answerers = new Map<string, IqAnswerer>();

  constructor(account: BareJid) {
    this.#account = account;
    this.jid = full(`${account}/desk`);
  }

  on<E extends keyof ConnectionEvents>(event: E, listener: (...args: ConnectionEvents[E]) => void) {
    return this.#events.add(event, listener);
  }

  start(): void {}

  async stop(): Promise<void> {}

  reconnect(): void {}

  setReading(): void {}

  follow(): void {}

  send(element: Element): boolean {
    if (this.isOnline) this.sent.push(element);
    return this.isOnline;
  }

  async request(iq: Element, { to }: Partial<RequestOptions> = {}): Promise<IqResult> {
    if (to) iq.attrs['to'] = to;
    this.requests.push(iq);
    return this.isOnline ? this.respond(iq) : { ok: false, code: 'offline' };
  }

  onStanza(kind: 'message' | 'presence', listener: StanzaListener): () => void {
    this.#stanzas.push({ kind, listener });
    return () => {};
  }

  answer(type: 'get' | 'set', namespace: string, name: string, answer: IqAnswerer): () => void {
    this.#answerers.set(`${type} ${namespace} ${name}`, answer);
    return () => {};
  }

  emit<E extends keyof ConnectionEvents>(event: E, ...args: ConnectionEvents[E]): void {
    this.#events.emit(event, ...args);
  }

  /** A message or presence arrives. */
  receive(text: string): void {
    const element = stanza(text);
    this.#hand(element, this.#senderOf(element));
  }

  /** Any stanza arrives, from anywhere; one without a proper sender ends at the connection and never comes here. */
  deliver(element: Element): void {
    const text = element.attrs['from'];
    const from = text === undefined ? this.#account : (parseFullJid(text) ?? parseBareJid(text));
    if (from === null) return;
    if (element.getName() !== 'iq') {
      this.#hand(element, from);
      return;
    }
    const [payload, ...others] = element.getChildElements();
    if (payload === undefined || others.length > 0) return;
    const key = `${element.attrs['type']} ${payload.getNS()} ${payload.getName()}`;
    void this.#answerers.get(key)?.(payload, from, element);
  }

  #hand(element: Element, from: BareJid | FullJid): void {
    for (const { kind, listener } of this.#stanzas) {
      if (kind === element.getName()) listener(element, from);
    }
  }

  /** A request arrives; the answer of the protocol, or what the connection says when nobody answers. */
  async ask(text: string): Promise<IqAnswer> {
    const iq = stanza(text);
    const [payload] = iq.getChildElements();
    if (payload === undefined) throw new Error('an empty request');
    const answerer = this.#answerers.get(`${iq.attrs['type']} ${payload.getNS()} ${payload.getName()}`);
    return answerer === undefined
      ? { ok: false, type: 'cancel', condition: 'service-unavailable' }
      : answerer(payload, this.#senderOf(iq), iq);
  }

  #senderOf(element: Element): BareJid | FullJid {
    const from = element.attrs['from'];
    if (from === undefined) return this.#account;
    return from.includes('/') ? full(from) : bare(from);
  }
}

export function answerOf(iq: string): IqResult {
  return { ok: true, value: stanza(iq) };
}

export function refusal(condition: string): IqResult {
  return { ok: false, code: 'error', condition, error: null };
}
