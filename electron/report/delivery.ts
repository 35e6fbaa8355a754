import { createHash } from 'node:crypto';
import { type BareJid, parseBareJid } from '../../shared/model/jid.ts';
import type { StoredReport } from '../archive/archive.ts';
import type { Posted } from '../forward/post-report.ts';
import type { Turns } from '../turns.ts';
import type { OutgoingMessage } from '../wire/wire.ts';

export type Post = StoredReport['posts'][number];

/** One thing for the people at its destinations, to read and as JSON. */
export interface Parcel {
  /** A UUID. */
  readonly id: string;
  readonly kind: 'report' | 'withdrawal' | 'false-alarm';
  readonly text: string;
  readonly json: string;
  readonly posts: readonly Post[];
}

export interface DeliveryOptions {
  /** False when there is no stream, or the border does not let it pass; it waits. */
  readonly send: (message: OutgoingMessage) => boolean;
  /** Gives it to a destination that is no address; `refused` also when policy names it no more. */
  readonly post: (url: string, parcel: Parcel) => Promise<Posted>;
  /** Calls back once after `ms`; the returned function calls it off. */
  readonly after: (ms: number, act: () => void) => () => void;
  readonly onFailure: (error: unknown) => void;
}

/** Whoever keeps the parcels. What he does here he does in a turn. */
interface Owner {
  readonly notePosted: (parcelId: string, url: string, posted: 'sent' | 'refused') => Promise<void>;
  /** Carries whatever waits. */
  readonly flush: () => Promise<void>;
}

/** After a destination did not answer, in ms; doubled each time. */
const firstRetry = 10_000;
const longestRetry = 3_600_000;

/**
 * The way to the destinations, each for itself and none waiting for another: addresses as soon as there is a stream, the others whether
 * there is one or not. At least once: what was taken and could not be noted any more goes again under the same id.
 */
export class Delivery {
  readonly #options: DeliveryOptions;
  readonly #turns: Turns;
  readonly #owner: Owner;
  /** Stanzas handed to the wire, until what the server says of them is noted: who looked before that would carry them again. */
  readonly #inFlight = new Set<string>();
  /** What is being posted, parcel and address, until it is noted as well. */
  readonly #posting = new Set<string>();
  readonly #begun = new Set<string>();
  #callOffRetry: (() => void) | null = null;
  #failures = 0;
  /** How many streams there were. */
  #stream = 0;
  /** Between the turn that begins with a stream and its end: what began with an earlier one must not go on with this. */
  #isReady = false;
  #isClosed = false;

  constructor(options: DeliveryOptions, turns: Turns, owner: Owner) {
    this.#options = options;
    this.#turns = turns;
    this.#owner = owner;
  }

  /** The stream is up and what was missed has been fetched. Not resumed: what was on its way is sent again under the same id. */
  ready(isResumed: boolean): void {
    const stream = this.#stream;
    this.#turns.later(async () => {
      if (!isResumed) this.#inFlight.clear();
      this.#isReady = stream === this.#stream;
      await this.#owner.flush();
    });
  }

  offline(): void {
    this.#stream += 1;
    this.#isReady = false;
  }

  close(): void {
    this.offline();
    this.#isClosed = true;
    this.#callOffRetry?.();
  }

  /** Whether anything of it may have left already. */
  hasBegun({ id, posts }: Pick<Parcel, 'id' | 'posts'>): boolean {
    return this.#begun.has(id) || posts.some((post) => !isWaiting(post));
  }

  /** To all destinations that wait for it. */
  carry(parcel: Parcel): void {
    for (const post of parcel.posts.filter(isWaiting)) {
      const address = addressIn(post.url);
      if (address === null) this.#post(parcel, post.url);
      else this.hand(this.#stanzaOf(parcel, post, address), parcel.id);
    }
  }

  /** Once for each stream; what `of` names has begun with it. */
  hand(message: OutgoingMessage, of: string): void {
    if (!this.#isReady || this.#inFlight.has(message.id)) return;
    // Entered first: the acknowledgement may come before `send` returns.
    this.#inFlight.add(message.id);
    if (this.#options.send(message)) this.#begun.add(of);
    else this.#inFlight.delete(message.id);
  }

  /** The server has this stanza. Before the stream is ready catch-up tells it, also of what went out before this start. */
  arrived(stanzaId: string, note: () => Promise<void>): void {
    if (this.#inFlight.has(stanzaId) || !this.#isReady) this.#land(stanzaId, note);
  }

  /** An address does not take this stanza. */
  refused(stanzaId: string, note: () => Promise<void>): void {
    if (this.#inFlight.has(stanzaId)) this.#land(stanzaId, note);
  }

  later(): void {
    if (this.#callOffRetry !== null || this.#isClosed) return;
    const delay = Math.min(firstRetry * 2 ** this.#failures, longestRetry);
    this.#failures = Math.min(this.#failures + 1, 10);
    this.#callOffRetry = this.#options.after(delay, () => {
      this.#callOffRetry = null;
      this.#turns.later(() => this.#owner.flush());
    });
  }

  #land(stanzaId: string, note: () => Promise<void>): void {
    this.#turns.later(() => note().finally(() => this.#inFlight.delete(stanzaId)));
  }

  #stanzaOf(parcel: Parcel, { url }: Post, to: BareJid): OutgoingMessage {
    return { id: stanzaIdOf(parcel, url), to, body: parcel.text, json: parcel.json };
  }

  #post(parcel: Parcel, url: string): void {
    const key = `${parcel.id} ${url}`;
    if (this.#isClosed || this.#posting.has(key)) return;
    this.#posting.add(key);
    this.#begun.add(parcel.id);
    this.#options
      .post(url, parcel)
      .then((posted) => this.#posted(parcel.id, url, posted))
      .finally(() => this.#posting.delete(key))
      .catch(this.#options.onFailure);
  }

  async #posted(parcelId: string, url: string, posted: Posted): Promise<void> {
    if (this.#isClosed) return;
    if (posted === 'later') {
      this.later();
      return;
    }
    this.#failures = 0;
    await this.#turns.take(() => this.#owner.notePosted(parcelId, url, posted));
  }
}

/** The destination that this stanza took it to; null when it is of something else. */
export function postWith(parcel: Pick<Parcel, 'id' | 'posts'>, stanzaId: string): Post | null {
  return (
    parcel.posts.find(({ url }) => addressIn(url) !== null && stanzaIdOf(parcel, url) === stanzaId) ?? null
  );
}

export function settled(posts: readonly Post[], url: string, state: 'sent' | 'refused'): readonly Post[] {
  return posts.map((post) => (post.url === url ? { url, state } : post));
}

/** By what policy names now: what it names no more is not waited for, and what is new gets it too. */
export function reconciled(posts: readonly Post[], destinations: readonly string[]): readonly Post[] {
  const kept = posts.map(
    (post): Post =>
      isWaiting(post) && !destinations.includes(post.url) ? { url: post.url, state: 'refused' } : post,
  );
  const isKnown = (url: string): boolean => posts.some((post) => post.url === url);
  return [...kept, ...waitingFor(destinations.filter((url) => !isKnown(url)))];
}

export function waitingFor(destinations: readonly string[]): readonly Post[] {
  return destinations.map((url): Post => ({ url, state: 'waiting' }));
}

export function isWaiting({ state }: Post): boolean {
  return state === 'waiting';
}

function addressIn(url: string): BareJid | null {
  return url.startsWith('xmpp:') ? parseBareJid(url.slice('xmpp:'.length)) : null;
}

/**
 * The first address gets it under its own id, each other one under an id that is made of that and the address: the same after every
 * start, so that a copy in the server's archive says which of them has it.
 */
function stanzaIdOf({ id, posts }: Pick<Parcel, 'id' | 'posts'>, url: string): string {
  const first = posts.find((post) => addressIn(post.url) !== null);
  if (first?.url === url) return id;
  const hash = createHash('sha256').update(`${id} ${url}`).digest('hex');
  return [0, 8, 12, 16, 20].map((at, index) => hash.slice(at, [8, 12, 16, 20, 32][index])).join('-');
}
