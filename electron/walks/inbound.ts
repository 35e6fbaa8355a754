import type { BareJid } from '../../shared/model/jid.ts';
import { longestBody, type Message, type MessageId } from '../../shared/model/message.ts';
import { isAtLeast, type Reason, verdictOf } from '../../shared/model/verdict.ts';
import type { Archive, NewMessage, StoredFile } from '../archive/archive.ts';
import type { RecordEvent } from '../audit/events.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Gate } from '../gate/gate.ts';
import { Turns } from '../turns.ts';
import type { FileOffer } from '../wire/file-sharing.ts';
import type { WireMessage } from '../wire/wire.ts';
import { type Change, messageOnRecord } from './on-record.ts';

export interface InboundRooms {
  readonly account: BareJid;
  readonly gate: () => Gate;
  readonly nameOf: (jid: BareJid) => string;
  readonly archive: Pick<Archive, 'store' | 'setState' | 'lastNamed'>;
  readonly record: Pick<AuditRecord, 'append'>;
  /** How a file is kept with the message that brings it. */
  readonly offer: (file: FileOffer, message: Pick<WireMessage, 'peer' | 'direction'>) => StoredFile;
  /** What one message does not show: about its sender's others, and others' like it. */
  readonly unsolicited: (message: WireMessage) => readonly Reason[];
  readonly newId: () => MessageId;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Stored or changed messages of one conversation. */
  readonly onChanged: (peer: BareJid, messages: readonly Message[]) => void;
  /** More waits than should: bring nothing more until it is told otherwise. */
  readonly onPressure: (isHigh: boolean) => void;
  /** A message that was not known before and that nobody has read. */
  readonly onNews: (message: Message, source: WireMessage) => void;
  /** The archive or the record did not take a message. The session must end: after the next sign-in catch-up fetches it again. */
  readonly onFailure: (error: unknown) => void;
}

/** What a verdict holds (shared/model/verdict.ts). */
const mostReasons = 200;
const largestBatch = 100;
/** Milliseconds of judging until others have their turn: a text may be dear to judge, and a hundred such texts may come at once (T30). */
const longestTurn = 8;
/** So many may wait to be stored, and so many are left when more may come. */
const pressure = { high: 400, low: 100 };
/** How far two clocks may be apart before the time says more than the order, in milliseconds. */
const largestSkew = 60_000;

/**
 * The walk from wire to window: judged, put on record, stored, shown, in the order of arrival. Nothing is shown that was not. What
 * comes again after a crash is on record twice, and in the archive once.
 */
export class InboundWalk {
  readonly #rooms: InboundRooms;
  readonly #turns: Turns;
  #waiting: WireMessage[] = [];
  #failed = false;
  #isPressed = false;

  constructor(rooms: InboundRooms) {
    this.#rooms = rooms;
    this.#turns = new Turns((error) => {
      this.#failed = true;
      rooms.onFailure(error);
    });
  }

  take(message: WireMessage): void {
    this.#waiting.push(message);
    if (this.#waiting.length >= pressure.high) this.#press(true);
    if (this.#waiting.length === 1) this.#turns.later(() => this.#drain());
  }

  /**
   * Pages fetched because somebody scrolled back: stored, never news. They stand above what there is, whose time is `below`, also
   * where a server that stamps whole seconds gives them the same.
   */
  async takeOlder(messages: readonly WireMessage[], below: number | null): Promise<void> {
    const raised = messages.map((message) =>
      below !== null && message.at >= below && message.at - below <= largestSkew
        ? { ...message, at: Math.max(0, below - 1) }
        : message,
    );
    this.#turns.later(async () => {
      for (let left = raised; left.length > 0; ) {
        const judged = await this.#judgeSome(left, false);
        await this.#store(judged, left.slice(0, judged.length), false);
        left = left.slice(judged.length);
      }
    });
    await this.#turns.idle();
  }

  /** Resolves when everything taken so far is stored. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0 && !this.#failed) {
      const judged = await this.#judgeSome(this.#waiting, true);
      const batch = this.#waiting.slice(0, judged.length);
      await this.#store(judged, batch, true);
      this.#waiting.splice(0, batch.length);
      if (this.#waiting.length <= pressure.low) this.#press(false);
    }
  }

  #press(isHigh: boolean): void {
    if (this.#isPressed === isHigh) return;
    this.#isPressed = isHigh;
    this.#rooms.onPressure(isHigh);
  }

  /** The first of them, and as many more as one turn allows. */
  async #judgeSome(messages: readonly WireMessage[], isNews: boolean): Promise<NewMessage[]> {
    await this.#rooms.gate().ready();
    const judged: NewMessage[] = [];
    const end = this.#rooms.now() + longestTurn;
    for (const message of messages.slice(0, largestBatch)) {
      judged.push(this.#judge(message, isNews));
      if (this.#rooms.now() >= end) break;
    }
    return judged;
  }

  async #store(judged: readonly NewMessage[], batch: readonly WireMessage[], isNews: boolean): Promise<void> {
    const passing = judged.flatMap((message, index) => {
      const source = batch[index];
      return source === undefined ? [] : [{ message, source }];
    });
    const changes = await Promise.all(
      passing.map(({ source }, index) => this.#changeBy(source, batch.slice(0, index))),
    );
    await this.#rooms.record.append(
      passing.map(({ message, source }, index) => this.#onRecord(message, source, changes[index] ?? null)),
    );
    // Where somebody took something back without a word there is nothing to show.
    const shownOnes = passing.filter(({ source }) => source.body !== '' || source.isEncrypted);
    const outcomes = await this.#rooms.archive.store(shownOnes.map(({ message }) => message));
    const changed = new Map<BareJid, Message[]>();
    for (const [index, { outcome, message }] of outcomes.entries()) {
      const source = shownOnes[index]?.source;
      // Refused and forgotten before (archive/messages.ts): it came again, and is not shown again.
      if (source === undefined || message.peer !== source.peer) continue;
      const shown =
        outcome === 'known' && source.direction === 'out' ? await this.#confirmSent(message) : message;
      changed.set(shown.peer, [...(changed.get(shown.peer) ?? []), shown]);
      if (outcome === 'stored' && isNews && source.direction === 'in') this.#rooms.onNews(shown, source);
    }
    for (const [peer, messages] of changed) this.#rooms.onChanged(peer, messages);
  }

  #onRecord(message: NewMessage, { via, body }: WireMessage, change: Change | null): RecordEvent {
    const outcome = isAtLeast(message.verdict.level, 'hold') ? 'held' : 'passed';
    return messageOnRecord({ ...message, account: this.#rooms.account, via, body, outcome }, change);
  }

  /** What it changes, with the text that its sender wrote there before: in a message that came just now, or one that is stored. */
  async #changeBy(
    { change, peer, direction }: WireMessage,
    before: readonly WireMessage[],
  ): Promise<Change | null> {
    if (change === null) return null;
    const own = before.findLast(
      (other) => other.stanzaId === change.of && other.peer === peer && other.direction === direction,
    );
    const changed = own ?? (await this.#rooms.archive.lastNamed(peer, direction, change.of));
    return { ...change, original: changed?.body ?? null };
  }

  /** Our own copy came back from the server: it has the message, whatever became of the acknowledgement. */
  async #confirmSent(message: Message): Promise<Message> {
    if (message.state !== 'queued' && message.state !== 'sending') return message;
    return (await this.#rooms.archive.setState(message.id, 'sent', null)) ?? message;
  }

  #judge(message: WireMessage, isNews: boolean): NewMessage {
    const { gate, nameOf, newId, offer, unsolicited } = this.#rooms;
    // A longer text is held by the gate; what is kept of it is bounded, the whole stanza stays on the server.
    const words = wordsOf(message);
    const body = words.slice(0, longestBody);
    const judgement =
      message.direction === 'in'
        ? gate().inbound({
            from: message.peer,
            name: nameOf(message.peer),
            body: words,
            isEncrypted: message.isEncrypted,
            invitation: message.invitation,
          })
        : gate().outbound({ to: message.peer, body: words, isBlocked: false, isStranger: false });
    // Pages of before are not told again.
    const beside = isNews && message.direction === 'in' ? unsolicited(message) : [];
    const reasons = [...judgement.verdict.reasons, ...beside];
    return {
      id: newId(),
      stanzaId: message.stanzaId,
      archiveId: message.archiveId,
      peer: message.peer,
      from: message.from,
      direction: message.direction,
      at: message.at,
      body,
      state: message.direction === 'in' ? 'received' : 'sent',
      failure: null,
      verdict:
        beside.length === 0 ? judgement.verdict : verdictOf(verdictOf(reasons).reasons.slice(0, mostReasons)),
      links: judgement.links,
      raw: message.raw,
      clearance: null,
      file: message.file === null ? null : offer(message.file, message),
      isNews,
    };
  }
}

/** The address of a file is no link: nobody opens it, and where files may be fetched from is for policy to say. */
function wordsOf({ body, file }: WireMessage): string {
  return body === file?.url ? '' : body;
}
