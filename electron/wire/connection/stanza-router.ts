import type { BareJid, FullJid } from '../../../shared/model/jid.ts';
import type { Clock } from './clock.ts';
import type { IqAnswerer, IqResult, RequestOptions, StanzaListener, Violation } from './connection.ts';
import type { Element } from './element.ts';
import { IqAnswers } from './iq-answers.ts';
import { IqTracker, parseAddress } from './iq-tracker.ts';
import { Listeners } from './listeners.ts';

export interface StanzaRouterOptions {
  readonly account: BareJid;
  readonly clock: Clock;
  readonly send: (stanza: Element) => boolean;
  readonly onViolation: (violation: Violation) => void;
}

interface StanzaEvents {
  message: [Element, BareJid | FullJid];
  presence: [Element, BareJid | FullJid];
}

/** Brings each stanza, with the address it is from, to whom it concerns. */
export class StanzaRouter {
  readonly #options: StanzaRouterOptions;
  readonly #requests: IqTracker;
  readonly #answers = new IqAnswers();
  readonly #listeners = new Listeners<StanzaEvents>((kind, error) =>
    this.#violated('stanza.listener-failed', '', `${kind}: ${error}`),
  );

  constructor(options: StanzaRouterOptions) {
    this.#options = options;
    this.#requests = new IqTracker(options.account, options.clock, options.onViolation);
  }

  listen(kind: 'message' | 'presence', listener: StanzaListener): () => void {
    return this.#listeners.add(kind, listener);
  }

  answer(type: 'get' | 'set', namespace: string, name: string, answerer: IqAnswerer): () => void {
    return this.#answers.add(type, namespace, name, answerer);
  }

  request(iq: Element, options: RequestOptions): Promise<IqResult> {
    return this.#requests.request(iq, options, () => this.#options.send(iq));
  }

  /** Nobody will answer what was asked so far. */
  abandonRequests(): void {
    this.#requests.abandon();
  }

  route(stanza: Element): void {
    const { from: sender, type } = stanza.attrs;
    // RFC 6120 section 8.1.2.1: what names no sender is from our own account.
    const from = sender === undefined ? this.#options.account : parseAddress(sender);
    if (from === null) this.#violated('stanza.malformed-sender', sender ?? '', stanza.name);
    else if (stanza.name === 'message') this.#listeners.emit('message', stanza, from);
    else if (stanza.name === 'presence') this.#listeners.emit('presence', stanza, from);
    else if (type === 'result' || type === 'error') this.#requests.take(stanza);
    else if (stanza.attrs['id'] === undefined) this.#violated('iq.without-id', from, type ?? '');
    else void this.#answer(stanza, from);
  }

  async #answer(iq: Element, from: BareJid | FullJid): Promise<void> {
    const onFailure = (error: unknown) => this.#violated('iq.answer-failed', from, String(error));
    this.#options.send(await this.#answers.answer(iq, from, onFailure));
  }

  #violated(rule: string, from: string, detail: string): void {
    this.#options.onViolation({ rule, from, detail });
  }
}
