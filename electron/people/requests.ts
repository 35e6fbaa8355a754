import type { BareJid } from '../../shared/model/jid.ts';
import type { Person } from '../../shared/model/person.ts';
import { mostShown, type Request } from '../../shared/model/request.ts';
import type { Archive } from '../archive/archive.ts';
import type { AuditRecord } from '../audit/record.ts';
import { decisionOnRecord } from '../walks/on-record.ts';
import type { Wire, WireResult } from '../wire/wire.ts';
import type { People } from './people.ts';

export interface RequestsOptions {
  readonly account: BareJid;
  readonly people: People;
  readonly archive: Pick<Archive, 'accept' | 'conversations' | 'forget' | 'page'>;
  readonly record: Pick<AuditRecord, 'append'>;
  readonly wire: Pick<Wire, 'answerRequest'>;
  /** What waits of this person now; null when nothing does. */
  readonly onChanged: (peer: BareJid, request: Request | null) => void;
  /** This person came to wait here, or does so no longer: what there is of him stands elsewhere now. */
  readonly onSettled: (peer: BareJid) => void;
}

/** The window shows so many; the others wait behind them. */
const mostListed = 200;

/** First contact by people whom nobody here knows: what they wrote, and what becomes of it. */
export class Requests {
  readonly #options: RequestsOptions;
  /** Who waits, as far as anybody was told. */
  readonly #told = new Set<BareJid>();

  constructor(options: RequestsOptions) {
    this.#options = options;
  }

  /** Whether this person is seen here and nowhere else. */
  holds(peer: BareJid): boolean {
    return this.#options.people.isStranger(peer);
  }

  /** Newest first. */
  async list(): Promise<Request[]> {
    const { archive, people } = this.#options;
    const conversations = await archive.conversations();
    const waiting = conversations.filter(({ peer }) => people.person(peer).isWaiting).slice(0, mostListed);
    const requests = await Promise.all(waiting.map(({ peer }) => this.#read(peer)));
    for (const { peer } of waiting) this.#told.add(peer);
    return requests.filter((request) => request !== null);
  }

  /** Something of this person came, or changed. */
  async tell(peer: BareJid): Promise<void> {
    const request = await this.#read(peer);
    if (this.#options.people.person(peer).isWaiting) this.#tell(peer, request);
  }

  /** The roster, policy or the person here may have decided who is a stranger. */
  follow(people: readonly Person[]): void {
    for (const { jid, isWaiting } of people) {
      if (isWaiting || !this.#told.has(jid)) continue;
      this.#tell(jid, null);
      this.#options.onSettled(jid);
    }
  }

  /** From now on this is somebody we know. Whoever also asked to see our presence sees it. */
  async accept(peer: BareJid): Promise<WireResult> {
    const { archive, people, wire } = this.#options;
    if (people.forbids(peer) !== null) return { ok: false, code: 'refused' };
    await this.#onRecord(peer, 'confirmed');
    const { isAsking } = people.person(peer);
    await archive.accept(peer);
    people.accept([peer]);
    if (isAsking && !wire.answerRequest(peer, true).ok) return { ok: false, code: 'offline' };
    people.setAsking(peer, false);
    return { ok: true };
  }

  /** What was said is forgotten here. Only who asked to see our presence hears of it. */
  async refuse(peer: BareJid): Promise<WireResult> {
    const { archive, people, wire } = this.#options;
    await this.#onRecord(peer, 'declined');
    if (people.person(peer).isAsking) {
      if (!wire.answerRequest(peer, false).ok) return { ok: false, code: 'offline' };
      people.setAsking(peer, false);
    }
    if (this.holds(peer)) {
      await archive.forget(peer);
      this.#tell(peer, null);
      people.forget(peer);
    }
    return { ok: true };
  }

  #tell(peer: BareJid, request: Request | null): void {
    if (request === null) this.#told.delete(peer);
    else this.#told.add(peer);
    this.#options.onChanged(peer, request);
  }

  async #read(peer: BareJid): Promise<Request | null> {
    const query = { peer, before: null, after: null, around: null, limit: mostShown };
    const { messages, hasOlder } = await this.#options.archive.page(query);
    return messages.length === 0 ? null : { peer, messages: [...messages], hasOlder };
  }

  async #onRecord(peer: BareJid, outcome: 'confirmed' | 'declined'): Promise<void> {
    const { account, people, record } = this.#options;
    const { verdict } = people.person(peer);
    const about = { about: 'person', account, peer, messageId: null, text: '' } as const;
    await record.append([decisionOnRecord({ ...about, outcome, verdict })]);
  }
}
