import type { BareJid, FullJid } from '../../../shared/model/jid.ts';
import type { IqAnswer, IqAnswerer } from './connection.ts';
import { type Element, xml } from './element.ts';

const stanzaErrors = 'urn:ietf:params:xml:ns:xmpp-stanzas';

/** Who answers which request; nobody answers all others, and says so in the words of an absent resource (RFC 6120 section 8.4). */
export class IqAnswers {
  readonly #answerers = new Map<string, IqAnswerer>();

  /** One answerer per kind of request. Returns what takes it away. */
  add(type: 'get' | 'set', namespace: string, name: string, answerer: IqAnswerer): () => void {
    const key = keyOf(type, namespace, name);
    if (this.#answerers.has(key)) throw new Error(`answered already: ${key}`);
    this.#answerers.set(key, answerer);
    return () => this.#answerers.delete(key);
  }

  /** The `result` or `error` to send back. An answerer that fails answers `internal-server-error`, and `onFailure` hears of it. */
  async answer(iq: Element, from: BareJid | FullJid, onFailure: (error: unknown) => void): Promise<Element> {
    const { type } = iq.attrs;
    const [payload, ...others] = iq.getChildElements();
    // RFC 6120 section 8.2.3: get or set, and exactly one child.
    if ((type !== 'get' && type !== 'set') || payload === undefined || others.length > 0) {
      return replyTo(iq, { ok: false, type: 'modify', condition: 'bad-request' });
    }
    const answerer = this.#answerers.get(keyOf(type, payload.getNS() ?? '', payload.getName()));
    if (answerer === undefined) return replyTo(iq, unavailable);
    try {
      return replyTo(iq, await answerer(payload, from, iq));
    } catch (error) {
      onFailure(error);
      return replyTo(iq, { ok: false, type: 'wait', condition: 'internal-server-error' });
    }
  }
}

const unavailable: IqAnswer = { ok: false, type: 'cancel', condition: 'service-unavailable' };

function keyOf(type: string, namespace: string, name: string): string {
  return `${type} {${namespace}}${name}`;
}

function replyTo(iq: Element, answer: IqAnswer): Element {
  const { id, from: to } = iq.attrs;
  if (answer.ok) return xml('iq', { type: 'result', id, to }, answer.payload);
  return xml(
    'iq',
    { type: 'error', id, to },
    xml('error', { type: answer.type }, xml(answer.condition, stanzaErrors)),
  );
}
