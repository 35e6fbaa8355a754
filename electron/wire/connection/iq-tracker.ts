import { randomUUID } from 'node:crypto';
import {
  type BareJid,
  domainOf,
  type FullJid,
  parseBareJid,
  parseFullJid,
} from '../../../shared/model/jid.ts';
import type { Clock } from './clock.ts';
import type { IqResult, RequestOptions, Violation } from './connection.ts';
import type { Element } from './element.ts';

const defaultTimeout = 30_000;
const stanzaErrors = 'urn:ietf:params:xml:ns:xmpp-stanzas';

interface OpenRequest {
  readonly to: BareJid | FullJid | null;
  readonly settle: (result: IqResult) => void;
}

/**
 * Requests and who may answer them. An answer counts when its id is one that nobody can guess and it is from exactly whom we asked;
 * clients that looked at the id alone let anyone answer for the server (X10, CVE-2014-2741 and its family).
 */
export class IqTracker {
  readonly #account: BareJid;
  readonly #clock: Clock;
  readonly #onViolation: (violation: Violation) => void;
  readonly #open = new Map<string, OpenRequest>();

  constructor(account: BareJid, clock: Clock, onViolation: (violation: Violation) => void) {
    this.#account = account;
    this.#clock = clock;
    this.#onViolation = onViolation;
  }

  /** Marks the stanza with an id and its addressee; `send` says whether it went out. */
  request(
    iq: Element,
    { to, timeoutMs = defaultTimeout }: RequestOptions,
    send: () => boolean,
  ): Promise<IqResult> {
    const id = randomUUID();
    iq.attrs['id'] = id;
    if (to === null) delete iq.attrs['to'];
    else iq.attrs['to'] = to;
    return new Promise((resolve) => {
      const settle = (result: IqResult) => {
        callOff();
        this.#open.delete(id);
        resolve(result);
      };
      const callOff = this.#clock.after(timeoutMs, () => settle({ ok: false, code: 'timeout' }));
      this.#open.set(id, { to, settle });
      if (!send()) settle({ ok: false, code: 'offline' });
    });
  }

  /** Gives a `result` or `error` to the request it answers; what answers none is dropped. */
  take(answer: Element): void {
    const request = this.#open.get(answer.attrs['id'] ?? '');
    if (request === undefined) return;
    if (!this.#mayAnswer(request, answer.attrs['from'])) {
      this.#onViolation({
        rule: 'iq.foreign-answer',
        from: answer.attrs['from'] ?? '',
        detail: request.to ?? '',
      });
      return;
    }
    request.settle(answer.attrs['type'] === 'error' ? errorOf(answer) : { ok: true, value: answer });
  }

  /** The session is over: nobody will answer any more. */
  abandon(): void {
    for (const { settle } of [...this.#open.values()]) settle({ ok: false, code: 'offline' });
  }

  #mayAnswer({ to }: OpenRequest, from: string | undefined): boolean {
    const ownServer = domainOf(this.#account);
    const sender = from === undefined ? this.#account : parseAddress(from);
    if (sender === null) return false;
    // RFC 6120 section 10.3.3: what we ask our own account, our server answers, as the account or as itself; 8.1.2.1: or unnamed.
    if (to === null || to === this.#account) return sender === this.#account || sender === ownServer;
    if (to === ownServer) return sender === ownServer || from === undefined;
    return sender === to;
  }
}

export function parseAddress(text: string): BareJid | FullJid | null {
  return text.includes('/') ? parseFullJid(text) : parseBareJid(text);
}

function errorOf(answer: Element): IqResult {
  const error = answer.getChild('error') ?? null;
  const condition = error?.getChildElements().find((child) => child.getNS() === stanzaErrors)?.name;
  return { ok: false, code: 'error', condition: condition ?? 'undefined-condition', error };
}
