import type { Message } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import type { People } from '../people/people.ts';
import type { Wire, WireMessage } from '../wire/wire.ts';

interface ArrivalsOptions {
  readonly people: Pick<People, 'person' | 'isStranger'>;
  readonly wire: Pick<Wire, 'acknowledge'>;
  readonly sendsReceipts: () => boolean;
  readonly onNews: (message: Message, person: Person) => void;
}

/** What is said when something new has come: a receipt to its writer, a word to the person here. */
export class Arrivals {
  readonly #options: ArrivalsOptions;
  /** The archive was empty: what the server has of before is history, and other devices have answered for it. */
  #isNewHere = false;
  #wasReady = false;

  constructor(options: ArrivalsOptions) {
    this.#options = options;
  }

  begin(isNewHere: boolean): void {
    this.#isNewHere = isNewHere;
  }

  /** What was missed is there. */
  ready(): void {
    this.#wasReady = true;
    this.#isNewHere = false;
  }

  welcome(message: Message, source: WireMessage): void {
    const { onNews, people, sendsReceipts, wire } = this.#options;
    const isHistory = source.via === 'archive' && this.#isNewHere;
    // Strangers make no noise and hear nothing: they wait to be looked at.
    if (people.isStranger(message.peer)) return;
    if (source.wantsReceipt && !isHistory && sendsReceipts()) wire.acknowledge(source);
    // What waited while Gatehouse was not running is counted as unread; announcing all of it at the start would be noise.
    if (source.via === 'archive' && !this.#wasReady) return;
    const person = people.person(message.peer);
    if (!person.isBlocked) onNews(message, person);
  }
}
