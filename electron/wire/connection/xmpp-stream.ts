import type { TLSSocket } from 'node:tls';
import { domainToASCII } from 'node:url';
import { type BareJid, domainOf } from '../../../shared/model/jid.ts';
import { type ChannelBinding, channelBindingsOf } from './channel-binding.ts';
import type { Clock } from './clock.ts';
import { ConnectionFailed } from './connection-failed.ts';
import { type Element, xml } from './element.ts';
import { GuardedClient } from './guarded-client.ts';
import { sasl2 } from './sasl-profile.ts';
import { beforeLoginCeiling, limitsOf, streamCeiling } from './stream-limits.ts';
import type { DroppedStanza, StreamParser } from './stream-parser.ts';
import type { Timing } from './timing.ts';

export interface XmppStreamOptions {
  readonly account: BareJid;
  readonly timing: Pick<Timing, 'answer' | 'close'>;
  readonly clock: Clock;
}

/** What happens on a stream once it is live. */
export interface StreamListener {
  element(element: Element): void;
  dropped(stanza: DroppedStanza): void;
  /** Something was read, whatever it was: the other side is alive. */
  activity(): void;
  /** Called once; nothing follows. */
  ended(cause: ConnectionFailed): void;
}

/**
 * One XML stream over an encrypted socket, from its header to its end. During login elements are read one by one; then `goLive` hands
 * over everything, in order. Every way a stream can end, ours or theirs, ends in one ConnectionFailed.
 */
export class XmppStream {
  /** As OpenSSL names it, "TLSv1.3". */
  readonly tls: string;
  /** What a login over it can be bound by. */
  readonly channel: readonly ChannelBinding[];
  readonly #options: XmppStreamOptions;
  readonly #domain: string;
  readonly #client: GuardedClient;
  readonly #socket: TLSSocket;
  readonly #unread: (Element | DroppedStanza)[] = [];
  #wakeReader: () => void = () => {};
  #listener: StreamListener | null = null;
  #end: ConnectionFailed | null = null;
  #isLoggedIn = false;

  constructor(socket: TLSSocket, options: XmppStreamOptions) {
    this.#socket = socket;
    this.#options = options;
    this.#domain = domainOf(options.account);
    this.tls = socket.getProtocol() ?? '';
    this.channel = channelBindingsOf(socket);
    this.#client = new GuardedClient(socket, options.account, {
      parserOptions: {
        ceiling: () => (this.#isLoggedIn ? streamCeiling : beforeLoginCeiling),
        limits: (opening) => (this.#isLoggedIn ? limitsOf(opening, options.account) : beforeLoginCeiling),
      },
      onParser: (parser) => this.#listenTo(parser),
      onElement: (element) => this.#onElement(element),
      onActivity: () => this.#listener?.activity(),
    });
    this.#client.timeout = options.timing.answer;
    socket.on('error', () => this.#finish(new ConnectionFailed('connection-lost')));
    socket.on('close', () => this.#finish(new ConnectionFailed('connection-lost')));
  }

  /** Sends our header and checks theirs. */
  async open(): Promise<void> {
    await this.#client.connect('');
    await this.#exchangeHeaders(() => this.#client.open({ domain: this.#domain }));
  }

  /** A new stream on the same socket after login (RFC 6120 section 6.4.6); nothing sent before it can be part of it. */
  async restart(): Promise<void> {
    if (this.#unread.length > 0) throw this.abort('stream.data-before-restart', 'policy-violation');
    this.#isLoggedIn = true;
    await this.#exchangeHeaders(() => this.#client.restart());
  }

  /** The next child of the stream. */
  async read(): Promise<Element> {
    const callOff = this.#options.clock.after(this.#options.timing.answer, () =>
      this.destroy(new ConnectionFailed('server-timeout')),
    );
    try {
      while (this.#unread.length === 0 && this.#end === null) {
        await new Promise<void>((resolve) => {
          this.#wakeReader = resolve;
        });
      }
    } finally {
      callOff();
    }
    const next = this.#unread.shift();
    if (next === undefined) throw this.#end ?? new ConnectionFailed('connection-lost');
    if ('rule' in next) throw this.abort(next.rule, 'policy-violation');
    return next;
  }

  /** From now on everything goes to the listener, what waits first. */
  goLive(listener: StreamListener): void {
    const end = this.#end;
    this.#listener = listener;
    for (const item of this.#unread.splice(0)) {
      if ('rule' in item) listener.dropped(item);
      else listener.element(item);
      // The listener ended it, and was told so.
      if (this.#end !== end) return;
    }
    if (end !== null) listener.ended(end);
  }

  /** Whether more is taken from the socket; TCP makes the server wait. */
  setReading(isReading: boolean): void {
    if (isReading) this.#socket.resume();
    else this.#socket.pause();
  }

  /** False when the stream has ended. What XML cannot carry is replaced: sent as it is, it would make the server end the stream. */
  send(element: Element): boolean {
    if (this.#end !== null) return false;
    this.#write(element.toString().replace(notXmlCharacters, '\uFFFD'));
    return true;
  }

  /** Tells the server which rule it broke and ends the stream. */
  abort(rule: string, condition: string): ConnectionFailed {
    const cause = new ConnectionFailed('stream-violation', { rule });
    return this.#leave(cause, xml('stream:error', {}, xml(condition, streamErrors)).toString());
  }

  /** Drops the socket: for a server that does not answer, or one not to be talked to any further. */
  destroy(cause: ConnectionFailed): void {
    this.#socket.destroy();
    this.#finish(cause);
  }

  /** Closes as RFC 6120 section 4.4 asks, still reading what the server has to say; resolves when the socket is gone. */
  async close(): Promise<void> {
    if (this.#end === null) {
      this.setReading(true);
      this.#client.timeout = this.#options.timing.close;
      await this.#client.disconnect();
    }
    this.destroy(new ConnectionFailed('connection-lost'));
  }

  async #exchangeHeaders(send: () => Promise<Element>): Promise<void> {
    let header: Element;
    try {
      header = await send();
    } catch {
      // The library knows only that no header came; if the stream ended meanwhile, why is known here.
      this.destroy(new ConnectionFailed('server-timeout'));
      throw this.#end ?? new ConnectionFailed('server-timeout');
    }
    // RFC 6120 section 4.7.1: the server states who it is, and it is who we asked for.
    const presented = header.attrs['from'] ?? '';
    if (domainToASCII(presented) !== domainToASCII(this.#domain)) {
      const cause = new ConnectionFailed('stream-wrong-domain', { expected: this.#domain, presented });
      this.destroy(cause);
      throw cause;
    }
    if (header.attrs['version'] !== '1.0') throw this.abort('stream.version', 'unsupported-version');
  }

  #listenTo(parser: StreamParser): void {
    parser.on('fault', ({ rule, condition }) => this.abort(rule, condition));
    parser.on('dropped', (stanza) => {
      if (this.#end !== null) return;
      if (this.#listener === null) this.#queue(stanza);
      else this.#listener.dropped(stanza);
    });
    parser.on('end', () => this.#leave(new ConnectionFailed('connection-lost'), ''));
  }

  #onElement(element: Element): void {
    if (this.#end !== null) return;
    // No new stream begins after it (XEP-0388 section 2.6.1): what stands behind it, perhaps read already, is of the session.
    if (element.is('success', sasl2)) this.#isLoggedIn = true;
    if (element.is('error', streams)) this.#leave(streamErrorFailure(element), '');
    else if (this.#listener === null) this.#queue(element);
    else this.#listener.element(element);
  }

  #queue(item: Element | DroppedStanza): void {
    this.#unread.push(item);
    this.#wakeReader();
  }

  #leave(cause: ConnectionFailed, lastWords: string): ConnectionFailed {
    if (this.#end !== null) return this.#end;
    this.#write(`${lastWords}</stream:stream>`);
    this.#finish(cause);
    this.#socket.destroySoon();
    this.#options.clock.after(this.#options.timing.close, () => this.#socket.destroy());
    return cause;
  }

  #write(text: string): void {
    // A write that fails shows as the end of the socket.
    this.#client.write(text).catch(() => undefined);
  }

  #finish(cause: ConnectionFailed): void {
    if (this.#end !== null) return;
    this.#end = cause;
    this.#client.abandon(cause);
    this.#wakeReader();
    this.#listener?.ended(cause);
  }
}

const streams = 'http://etherx.jabber.org/streams';
const streamErrors = 'urn:ietf:params:xml:ns:xmpp-streams';

// XML 1.0 section 2.2, production Char.
const notXmlCharacters = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** RFC 6120 section 4.9.3. A server that sends us elsewhere is not followed (see-other-host): policy names the server, or DNS does. */
function streamErrorFailure(error: Element): ConnectionFailed {
  const condition = error.getChildElements().find((child) => child.getNS() === streamErrors)?.name;
  switch (condition) {
    case 'conflict':
      return new ConnectionFailed('replaced');
    case 'connection-timeout':
      return new ConnectionFailed('connection-lost');
    default:
      return new ConnectionFailed('server-error', { condition: condition ?? 'undefined-condition' });
  }
}
