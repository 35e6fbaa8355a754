import type { BareJid } from '../../shared/model/jid.ts';
import type { Message, MessageId, SendFailure } from '../../shared/model/message.ts';
import { isAtLeast, type Verdict } from '../../shared/model/verdict.ts';
import type { Archive } from '../archive/archive.ts';
import { type AuditRecord, RecordError } from '../audit/record.ts';
import type { Gate } from '../gate/gate.ts';
import type { OutgoingMessage } from '../wire/wire.ts';
import { messageOnRecord } from './on-record.ts';
import { SerialQueue } from './serial-queue.ts';

export interface OutboundRooms {
  readonly account: BareJid;
  readonly gate: () => Gate;
  readonly isBlocked: (jid: BareJid) => boolean;
  readonly archive: Pick<
    Archive,
    'store' | 'message' | 'ownMessage' | 'setState' | 'setVerdict' | 'unsent' | 'discard'
  >;
  readonly record: Pick<AuditRecord, 'append'>;
  readonly newId: () => MessageId;
  readonly now: () => number;
  /** False when there is no stream; the message stays queued. */
  readonly send: (message: OutgoingMessage) => boolean;
  readonly onChanged: (peer: BareJid, messages: readonly Message[]) => void;
  readonly onDiscarded: (message: Message) => void;
  readonly onFailure: (error: unknown) => void;
  /** Something could not be put on record, and was not sent for that. */
  readonly onUnrecorded: (error: RecordError) => void;
}

/**
 * The walk from window to wire: judged on exactly what leaves, stored, put on record, sent, in the order written. What the server has not
 * acknowledged is sent again after the next catch-up, which shows what it has (XEP-0198 section 6, XEP-0313 section 3).
 */
export class OutboundWalk {
  readonly #rooms: OutboundRooms;
  readonly #queue: SerialQueue;
  /**
   * Given to the stream in this session: after a break that is resumed, stream management says them again. Not all that is `sending` is
   * among them: of what an ended session left behind, some may not have had its turn yet when the stream broke again.
   */
  readonly #onTheirWay = new Set<MessageId>();
  #isReady = false;

  constructor(rooms: OutboundRooms) {
    this.#rooms = rooms;
    this.#queue = new SerialQueue(rooms.onFailure);
  }

  /** The message as stored: queued, or failed with the verdict that stopped it. */
  async write(peer: BareJid, body: string): Promise<Message> {
    await this.#rooms.gate().ready();
    const judgement = this.#judge(peer, body);
    const isStopped = isAtLeast(judgement.verdict.level, 'hold');
    const id = this.#rooms.newId();
    const at = this.#rooms.now();
    if (isStopped) await this.#isOnRecord({ id, peer, body, at }, judgement.forRecord);
    const [stored] = await this.#rooms.archive.store([
      {
        id,
        stanzaId: id,
        archiveId: null,
        peer,
        from: '',
        direction: 'out',
        at,
        body,
        state: isStopped ? 'failed' : 'queued',
        failure: isStopped ? 'blocked-by-policy' : null,
        verdict: judgement.verdict,
        links: judgement.links,
        raw: '',
        isNews: false,
      },
    ]);
    if (stored === undefined) throw new Error('the archive stored nothing');
    this.#rooms.onChanged(peer, [stored.message]);
    this.#flush();
    return stored.message;
  }

  /** The stream is caught up. */
  begin(resumed: boolean): void {
    this.#isReady = true;
    void this.#queue.add(async () => {
      if (!resumed) this.#onTheirWay.clear();
      await this.#sendUnsent();
    });
  }

  /** The stream is gone. */
  end(): void {
    this.#isReady = false;
  }

  async retry(id: MessageId): Promise<boolean> {
    const message = await this.#rooms.archive.message(id);
    if (message === null || message.state !== 'failed') return false;
    await this.#rooms.gate().ready();
    const judgement = this.#judge(message.peer, message.body);
    const judged = await this.#rooms.archive.setVerdict(id, judgement.verdict, judgement.links);
    if (isAtLeast(judgement.verdict.level, 'hold')) {
      await this.#isOnRecord(message, judgement.forRecord);
      if (judged !== null) this.#rooms.onChanged(message.peer, [judged]);
      return true;
    }
    await this.#setState(id, 'queued', null);
    this.#flush();
    return true;
  }

  async discard(id: MessageId): Promise<boolean> {
    const message = await this.#rooms.archive.message(id);
    if (message === null || message.direction === 'in' || message.state !== 'failed') return false;
    const discarded = await this.#rooms.archive.discard(id);
    if (discarded !== null) this.#rooms.onDiscarded(discarded);
    return discarded !== null;
  }

  sent(stanzaId: string): void {
    void this.#queue.add(() => this.#advance(stanzaId, null, 'sent', null));
  }

  /** `by` must be whom it was sent to (XEP-0184 section 8). */
  delivered(stanzaId: string, by: BareJid): void {
    void this.#queue.add(() => this.#advance(stanzaId, by, 'delivered', null));
  }

  failed(stanzaId: string, failure: SendFailure): void {
    void this.#queue.add(() => this.#advance(stanzaId, null, 'failed', failure));
  }

  /** Resolves when everything asked so far is done. */
  idle(): Promise<void> {
    return this.#queue.idle();
  }

  #flush(): void {
    void this.#queue.add(() => this.#sendUnsent());
  }

  async #sendUnsent(): Promise<void> {
    if (!this.#isReady) return;
    for (const message of await this.#rooms.archive.unsent()) {
      if (!this.#onTheirWay.has(message.id)) await this.#send(message);
    }
  }

  /** Judged again: policy or the person's place may have changed since it was written. */
  async #send(message: Message): Promise<void> {
    await this.#rooms.gate().ready();
    if (!this.#isReady) return;
    const { verdict, forRecord } = this.#judge(message.peer, message.body);
    const isOnRecord = await this.#isOnRecord(message, forRecord);
    if (isAtLeast(verdict.level, 'hold') || !isOnRecord) {
      await this.#setState(message.id, 'failed', isOnRecord ? 'blocked-by-policy' : 'not-recorded');
      return;
    }
    // The stream may have gone meanwhile; what is still queued goes on record again when it goes out.
    if (!this.#isReady) return;
    // Sent first, noted second: after a crash in between, catch-up finds our copy and nothing is doubled.
    if (!this.#rooms.send({ id: message.id, to: message.peer, body: message.body })) {
      this.#isReady = false;
      return;
    }
    this.#onTheirWay.add(message.id);
    await this.#setState(message.id, 'sending', null);
  }

  /** False when it could not be put there: then it must not leave. */
  async #isOnRecord(
    { id, peer, body, at }: Pick<Message, 'id' | 'peer' | 'body' | 'at'>,
    verdict: Verdict,
  ): Promise<boolean> {
    const { account, record, onUnrecorded } = this.#rooms;
    const outcome = isAtLeast(verdict.level, 'hold') ? 'stopped' : 'passed';
    const own = { direction: 'out', via: 'live', stanzaId: id, archiveId: null, from: '', raw: '' } as const;
    try {
      await record.append([messageOnRecord({ account, id, peer, body, at, verdict, outcome, ...own })]);
      return true;
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      onUnrecorded(error);
      return false;
    }
  }

  #judge(to: BareJid, body: string) {
    return this.#rooms.gate().outbound({ to, body, isBlocked: this.#rooms.isBlocked(to) });
  }

  async #advance(
    stanzaId: string,
    by: BareJid | null,
    state: 'sent' | 'delivered' | 'failed',
    failure: SendFailure | null,
  ): Promise<void> {
    const message = await this.#rooms.archive.ownMessage(stanzaId);
    if (message === null || (by !== null && by !== message.peer)) return;
    this.#onTheirWay.delete(message.id);
    await this.#setState(message.id, state, failure);
  }

  async #setState(id: MessageId, state: Message['state'], failure: SendFailure | null): Promise<void> {
    const changed = await this.#rooms.archive.setState(id, state, failure);
    if (changed !== null) this.#rooms.onChanged(changed.peer, [changed]);
  }
}
