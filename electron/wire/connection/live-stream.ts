import type { Clock } from './clock.ts';
import { ConnectionFailed } from './connection-failed.ts';
import { type Element, xml } from './element.ts';
import { type StreamManagement, streamManagementNamespace } from './stream-management.ts';
import type { DroppedStanza } from './stream-parser.ts';
import type { Timing } from './timing.ts';
import type { StreamListener, XmppStream } from './xmpp-stream.ts';

export interface LiveStreamListener {
  stanza(stanza: Element): void;
  dropped(stanza: DroppedStanza): void;
  acknowledged(stanzas: readonly Element[]): void;
  unexpected(element: Element): void;
  ended(cause: ConnectionFailed): void;
}

export interface LiveStreamOptions {
  readonly stream: XmppStream;
  readonly management: StreamManagement | null;
  /** Asks the server for any sign of life where it does not count stanzas; resolves to whether it gave one. */
  readonly ping: () => Promise<boolean>;
  readonly timing: Pick<Timing, 'idle' | 'probe'>;
  readonly clock: Clock;
}

/**
 * A stream after login: counts stanzas both ways (XEP-0198), asks the server to confirm messages, and notices a link that has died
 * without saying so (X20): a socket alone can take an hour for that.
 */
export class LiveStream implements StreamListener {
  readonly #options: LiveStreamOptions;
  readonly #listener: LiveStreamListener;
  /** Sent and not confirmed, where the server does not count. */
  readonly #uncounted: Element[] = [];
  /** How many of them were confirmed so far. */
  #confirmed = 0;
  #readings = 0;
  #answers = 0;
  /** Questions in a row that the server did not answer while it said other things. */
  #ignored = 0;
  #hasGivenUp = false;
  #isReading = true;
  #isAsked = false;
  #hasNews = false;
  #callOffIdle: () => void = () => {};
  #callOffDeadline: () => void = () => {};

  constructor(options: LiveStreamOptions, listener: LiveStreamListener) {
    this.#options = options;
    this.#listener = listener;
  }

  get unacknowledged(): readonly Element[] {
    return this.#options.management?.unacknowledged ?? this.#uncounted;
  }

  /** The server was asked for a confirmation, gave none in the life of this stream, and was left for that. */
  get wasDeaf(): boolean {
    return this.#hasGivenUp && this.#answers === 0;
  }

  /** Begins to read; what waits in the stream comes at once. */
  start(): void {
    this.#watchSilence();
    this.#options.stream.goLive(this);
  }

  send(stanza: Element): boolean {
    if (!this.#options.stream.send(stanza)) return false;
    // What is no stanza is not counted (XEP-0198 section 4): a client state (XEP-0352), for one.
    if (!stanzaNames.includes(stanza.name)) return true;
    const { management } = this.#options;
    if (management !== null) management.sent(stanza);
    else if (stanza.name === 'message') this.#uncounted.push(stanza);
    const isMany = (management?.unacknowledged.length ?? 0) >= mostUnasked;
    if (stanza.name === 'message' || isMany) this.#requestAcknowledgement();
    return true;
  }

  /** Sends again what the server turned out not to have, in order; it is counted already. */
  replay(): void {
    const waiting = this.unacknowledged;
    for (const stanza of waiting) this.#options.stream.send(stanza);
    if (waiting.length > 0) this.#requestAcknowledgement();
  }

  /**
   * Whether more is taken from the stream. What the server says meanwhile cannot be heard, and stands behind all that waits: neither its
   * silence nor a late answer says anything.
   */
  setReading(isReading: boolean): void {
    if (isReading && !this.#isReading) this.activity();
    this.#isReading = isReading;
    this.#ignored = 0;
    this.#options.stream.setReading(isReading);
  }

  /** Ends the stream unless the server says anything within the time, or when it goes on talking and does not answer. */
  probe(milliseconds: number): void {
    const readings = this.#readings;
    const answers = this.#answers;
    this.#callOffDeadline();
    this.#callOffDeadline = this.#options.clock.after(milliseconds, () => {
      this.#isAsked = false;
      if (this.#answers > answers || !this.#isReading) return;
      this.#ignored += 1;
      if (this.#readings === readings || this.#ignored === mostIgnored) this.#giveUp();
      else if (this.unacknowledged.length > 0) this.probe(milliseconds);
    });
    this.#ask();
  }

  /** Asks for a last confirmation, gives one (else what we have would be delivered again, XEP-0198 section 4), and closes. */
  async close(): Promise<void> {
    const { management } = this.#options;
    if (management !== null) this.#options.stream.send(management.answer());
    if (this.unacknowledged.length > 0) this.#ask();
    await this.#options.stream.close();
  }

  element(element: Element): void {
    const { management, stream } = this.#options;
    if (isStanza(element)) {
      this.#listener.stanza(element);
      management?.handled();
    } else if (management !== null && element.is('r', streamManagementNamespace)) {
      stream.send(management.answer());
    } else if (management !== null && element.is('a', streamManagementNamespace)) {
      const acknowledgement = management.acknowledge(element.attrs['h']);
      if (acknowledgement.ok) this.#confirm(acknowledgement.stanzas);
      else stream.abort(acknowledgement.rule, 'undefined-condition');
    } else {
      this.#listener.unexpected(element);
    }
  }

  dropped(stanza: DroppedStanza): void {
    this.#listener.dropped(stanza);
    // Handled by refusing it: unconfirmed, the server would deliver it again and again.
    if (isStanza(stanza.opening)) this.#options.management?.handled();
  }

  activity(): void {
    this.#readings += 1;
  }

  ended(cause: ConnectionFailed): void {
    this.#callOffIdle();
    this.#callOffDeadline();
    this.#listener.ended(cause);
  }

  #watchSilence(): void {
    const before = this.#readings;
    this.#callOffIdle = this.#options.clock.after(this.#options.timing.idle, () => {
      if (this.#readings === before) this.probe(this.#options.timing.probe);
      this.#watchSilence();
    });
  }

  #giveUp(): void {
    this.#hasGivenUp = true;
    this.#options.stream.destroy(new ConnectionFailed('connection-lost'));
  }

  /** One question at a time; what is sent meanwhile is asked for after its answer. */
  #requestAcknowledgement(): void {
    this.#hasNews = true;
    if (!this.#isAsked) this.probe(this.#options.timing.probe);
  }

  #ask(): void {
    const { management, stream, ping } = this.#options;
    this.#isAsked = true;
    this.#hasNews = false;
    if (management !== null) {
      stream.send(xml('r', streamManagementNamespace));
      return;
    }
    // Stanzas are dealt with in order (RFC 6120 section 10.1): an answer means that all before the question arrived.
    const count = this.#confirmed + this.#uncounted.length;
    void ping().then((isAnswered) => {
      if (!isAnswered) return;
      // Some of them another answer may have confirmed already.
      const stanzas = this.#uncounted.splice(0, Math.max(0, count - this.#confirmed));
      this.#confirmed += stanzas.length;
      this.#confirm(stanzas);
    });
  }

  #confirm(stanzas: readonly Element[]): void {
    this.#answers += 1;
    this.#ignored = 0;
    this.#isAsked = false;
    if (stanzas.length > 0) this.#listener.acknowledged(stanzas);
    if (this.#hasNews) this.#requestAcknowledgement();
  }
}

/** What is unconfirmed is kept. A contact whose requests we answer must not make that grow for as long as he likes (T30). */
const mostUnasked = 50;

/** A server answers at once (XEP-0198 section 4); one that is busy with a crowd gets some time more. */
const mostIgnored = 3;

const stanzaNames = ['iq', 'message', 'presence'];

export function isStanza(element: Element): boolean {
  return stanzaNames.includes(element.name) && element.getNS() === 'jabber:client';
}
