import type { EventName, EventPayload } from '../../shared/ipc/events.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Request } from '../../shared/model/request.ts';

export interface BulletinOptions {
  readonly publish: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

/** Milliseconds between two. Nobody sees more pictures than that, and each costs main and window the same whatever is in it. */
const pause = 50;

/**
 * What changed, told to the window at most so often, however many stanzas a peer sends (T30). After a quiet time it is told at the end
 * of the turn. Of two changes of one thing the later is told; people come before what they wrote.
 */
export class Bulletin {
  readonly #options: BulletinOptions;
  readonly #people = new Map<BareJid, Person | null>();
  readonly #messages = new Map<BareJid, Map<MessageId, Message | null>>();
  readonly #conversations = new Map<BareJid, Conversation | null>();
  readonly #requests = new Map<BareJid, Request | null>();
  readonly #typing = new Map<BareJid, boolean>();
  #isScheduled = false;
  #callOff: () => void = () => {};

  constructor(options: BulletinOptions) {
    this.#options = options;
  }

  people(changed: readonly Person[], removed: readonly BareJid[]): void {
    for (const person of changed) this.#people.set(person.jid, person);
    for (const jid of removed) this.#people.set(jid, null);
    this.#schedule(0);
  }

  messages(peer: BareJid, changed: readonly Message[], removed: readonly MessageId[]): void {
    const messages = this.#messages.get(peer) ?? new Map<MessageId, Message | null>();
    this.#messages.set(peer, messages);
    for (const message of changed) messages.set(message.id, message);
    for (const id of removed) messages.set(id, null);
    this.#schedule(0);
  }

  conversation(conversation: Conversation): void {
    this.#conversations.set(conversation.peer, conversation);
    this.#schedule(0);
  }

  /** What waits in the tray stands in no list. */
  request(peer: BareJid, request: Request | null): void {
    this.#requests.set(peer, request);
    if (request !== null) this.#conversations.set(peer, null);
    this.#schedule(0);
  }

  typing(peer: BareJid, isComposing: boolean): void {
    this.#typing.set(peer, isComposing);
    this.#schedule(0);
  }

  /** The account is closed: what is not told yet is told now, or it would be of another account. */
  end(): void {
    this.#callOff();
    this.#tell();
    this.#isScheduled = true;
  }

  #schedule(milliseconds: number): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#callOff = this.#options.after(milliseconds, () => {
      this.#isScheduled = false;
      if (this.#tell()) this.#schedule(pause);
    });
  }

  /** False when there was nothing to tell. */
  #tell(): boolean {
    const { publish } = this.#options;
    const isNews = [this.#people, this.#messages, this.#conversations, this.#requests, this.#typing].some(
      ({ size }) => size > 0,
    );
    const people = split(this.#people);
    if (people.changed.length + people.removed.length > 0) publish('people.changed', people);
    for (const [peer, messages] of this.#messages) {
      const { changed, removed } = split(messages);
      changed.sort((a, b) => a.at - b.at || a.position - b.position);
      publish('messages.changed', { peer, changed, removed });
    }
    this.#messages.clear();
    const conversations = split(this.#conversations);
    if (conversations.changed.length + conversations.removed.length > 0)
      publish('conversations.changed', conversations);
    const requests = split(this.#requests);
    if (requests.changed.length + requests.removed.length > 0) publish('requests.changed', requests);
    for (const [peer, isComposing] of this.#typing) publish('typing.changed', { peer, isComposing });
    this.#typing.clear();
    return isNews;
  }
}

/** Empties the map. */
function split<Id, Thing>(news: Map<Id, Thing | null>): { changed: Thing[]; removed: Id[] } {
  const changed: Thing[] = [];
  const removed: Id[] = [];
  for (const [id, thing] of news) {
    if (thing === null) removed.push(id);
    else changed.push(thing);
  }
  news.clear();
  return { changed, removed };
}
