import type { BareJid } from '../../shared/model/jid.ts';
import type { Clearance, LeavingAnswer } from '../../shared/model/leaving.ts';
import type { Message, MessageId, SendFailure } from '../../shared/model/message.ts';
import { isHeldFile } from '../../shared/model/shared-file.ts';
import { isAtLeast, type Verdict } from '../../shared/model/verdict.ts';
import type { Archive, StoredFile } from '../archive/archive.ts';
import type { RecordEvent } from '../audit/events.ts';
import { type AuditRecord, RecordError } from '../audit/record.ts';
import type { Gate } from '../gate/gate.ts';
import { Turns } from '../turns.ts';
import type { FileOffer } from '../wire/file-sharing.ts';
import type { OutgoingMessage } from '../wire/wire.ts';
import { type Clearances, justified, mayLeave, type Passage } from './clearances.ts';
import { decisionOnRecord, outcomeOf } from './leaving.ts';
import { messageOnRecord } from './on-record.ts';

export interface OutboundRooms {
  readonly account: BareJid;
  readonly gate: () => Gate;
  readonly isBlocked: (jid: BareJid) => boolean;
  readonly isStranger: (jid: BareJid) => boolean;
  readonly archive: Pick<
    Archive,
    | 'store'
    | 'message'
    | 'ownMessage'
    | 'setState'
    | 'setVerdict'
    | 'clearance'
    | 'setClearance'
    | 'unsent'
    | 'discard'
    | 'file'
  >;
  readonly clearances: Clearances;
  readonly record: Pick<AuditRecord, 'append'>;
  /** Too much of the record has not reached the log server, and policy wants nothing sent then. */
  readonly isSendingStopped: () => boolean;
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
  readonly #turns: Turns;
  /**
   * Given to the stream in this session: after a break that is resumed, stream management says them again. Not all that is `sending` is
   * among them: of what an ended session left behind, some may not have had its turn yet when the stream broke again.
   */
  readonly #onTheirWay = new Set<MessageId>();
  /** How many streams there were. */
  #stream = 0;
  /** Between the turn that begins with a stream and its end: what began with an earlier one must not go on with this. */
  #isReady = false;

  constructor(rooms: OutboundRooms) {
    this.#rooms = rooms;
    this.#turns = new Turns(rooms.onFailure);
  }

  /**
   * Whether it may go: asked before it is written, so that a text which does not go is still its writer's. What stops it for another
   * reason than what it says is for write() to tell.
   */
  async ask(peer: BareJid, body: string, answer: LeavingAnswer | null): Promise<Passage> {
    await this.#rooms.gate().ready();
    const judgement = this.#judge({ peer, body, file: null });
    if (isStoppedAnyway(judgement.verdict)) return { kind: 'cleared', clearance: null };
    const leaving = { kind: 'send', peer, text: body } as const;
    const passage = this.#rooms.clearances.pass(leaving, judgement, answer);
    if (passage.kind === 'asked')
      await this.#noteOnRecord([
        decisionOnRecord(this.#rooms.account, leaving, judgement.forRecord, outcomeOf(passage.question)),
      ]);
    return passage;
  }

  /** Whom nothing goes to, whatever it says; null: something may. */
  async closedTo(peer: BareJid): Promise<Verdict | null> {
    await this.#rooms.gate().ready();
    const { verdict } = this.#judge({ peer, body: '.', file: null });
    return isStoppedAnyway(verdict) ? verdict : null;
  }

  /**
   * The message as stored: queued, or failed with the verdict that stopped it. One with a file waits until that has been uploaded; a
   * file that is held stops it.
   */
  async write(
    peer: BareJid,
    body: string,
    clearance: Clearance | null = null,
    file: StoredFile | null = null,
  ): Promise<Message> {
    await this.#rooms.gate().ready();
    const judgement = this.#judge({ peer, body, file: file?.shown ?? null });
    const isStopped = !mayLeave(judgement, clearance) || (file !== null && isHeldFile(file.shown));
    const id = this.#rooms.newId();
    const at = this.#rooms.now();
    if (isStopped)
      await this.#isOnRecord(
        { id, peer, body: wordsOf({ body, file: file?.shown ?? null }), at },
        judgement.forRecord,
        'stopped',
      );
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
        verdict: isStopped ? judgement.verdict : justified(judgement.verdict),
        links: judgement.links,
        raw: '',
        clearance,
        file: file === null || !isStopped ? file : stopped(file),
        isNews: false,
      },
    ]);
    if (stored === undefined) throw new Error('the archive stored nothing');
    this.#rooms.onChanged(peer, [stored.message]);
    this.flush();
    return stored.message;
  }

  /** The stream is caught up. */
  begin(resumed: boolean): void {
    const stream = this.#stream;
    this.#turns.later(async () => {
      if (!resumed) this.#onTheirWay.clear();
      this.#isReady = stream === this.#stream;
      await this.#sendUnsent();
    });
  }

  /** The stream is gone. */
  end(): void {
    this.#stream += 1;
    this.#isReady = false;
  }

  /** A message of ours that failed; null when there is no such message. */
  async failedMessage(id: MessageId): Promise<Message | null> {
    const message = await this.#rooms.archive.message(id);
    return message?.state === 'failed' ? message : null;
  }

  async retry(id: MessageId, agreed: Clearance | null = null): Promise<boolean> {
    const { archive } = this.#rooms;
    const message = await this.failedMessage(id);
    if (message === null) return false;
    await this.#rooms.gate().ready();
    const judgement = this.#judge(message);
    if (agreed !== null) await archive.setClearance(id, agreed);
    const isStopped = !mayLeave(judgement, agreed ?? (await archive.clearance(id))) || holdsFile(message);
    const verdict = isStopped ? judgement.verdict : justified(judgement.verdict);
    const judged = await archive.setVerdict(id, verdict, judgement.links);
    if (isStopped) {
      await this.#isOnRecord(message, judgement.forRecord, 'stopped');
      if (judged !== null) this.#rooms.onChanged(message.peer, [judged]);
      return true;
    }
    await this.#setState(id, 'queued', null);
    this.flush();
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
    this.#turns.later(() => this.#advance(stanzaId, null, 'sent', null));
  }

  /** `by` must be whom it was sent to (XEP-0184 section 8). */
  delivered(stanzaId: string, by: BareJid): void {
    this.#turns.later(() => this.#advance(stanzaId, by, 'delivered', null));
  }

  failed(stanzaId: string, failure: SendFailure | null): void {
    this.#turns.later(() => this.#advance(stanzaId, null, 'failed', failure));
  }

  /** Resolves when everything asked so far is done. */
  idle(): Promise<void> {
    return this.#turns.idle();
  }

  /** What waited may go now. */
  flush(): void {
    this.#turns.later(() => this.#sendUnsent());
  }

  async #sendUnsent(): Promise<void> {
    if (!this.#isReady) return;
    for (const message of await this.#rooms.archive.unsent()) {
      const isComplete = message.file === null || message.file.state === 'shared';
      if (isComplete && !this.#onTheirWay.has(message.id)) await this.#send(message);
    }
  }

  /** Judged again: policy or the person's place may have changed since it was written. */
  async #send(message: Message): Promise<void> {
    await this.#rooms.gate().ready();
    if (!this.#isReady) return;
    // Before it is on record, where it would stand as sent.
    if (this.#rooms.isSendingStopped()) {
      await this.#setState(message.id, 'failed', 'not-forwarded');
      return;
    }
    const gate = this.#rooms.gate();
    const judgement = this.#judge(message);
    const clearance =
      judgement.decision.kind === 'confirm' ? await this.#rooms.archive.clearance(message.id) : null;
    const isStopped = !mayLeave(judgement, clearance);
    const file = message.file === null ? null : await this.#rooms.archive.file(message.id);
    const said = { ...message, body: wordsOf(message, file?.url) };
    const isOnRecord = isStopped
      ? await this.#isOnRecord(said, judgement.forRecord, 'stopped')
      : await this.#isOnRecord(said, justified(judgement.forRecord), 'passed', clearance);
    if (isStopped || !isOnRecord) {
      if (isStopped) await this.#rooms.archive.setVerdict(message.id, judgement.verdict, judgement.links);
      await this.#setState(message.id, 'failed', isOnRecord ? 'blocked-by-policy' : 'not-recorded');
      return;
    }
    // The stream may have gone meanwhile; what is still queued goes on record again when it goes out.
    if (!this.#isReady) return;
    // Another policy may have come: the border goes by that already, and so does what may leave.
    if (this.#rooms.gate() !== gate) return this.#send(message);
    // Sent first, noted second: after a crash in between, catch-up finds our copy and nothing is doubled.
    const outgoing = { id: message.id, to: message.peer, body: message.body };
    if (!this.#rooms.send(file === null ? outgoing : { ...outgoing, file: sharedAs(file) })) {
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
    outcome: 'passed' | 'stopped',
    clearance: Clearance | null = null,
  ): Promise<boolean> {
    const { account } = this.#rooms;
    const own = { direction: 'out', via: 'live', stanzaId: id, archiveId: null, from: '', raw: '' } as const;
    const message = messageOnRecord({ account, id, peer, body, at, verdict, outcome, ...own });
    if (clearance === null) return this.#noteOnRecord([message]);
    const leaving = { kind: 'send', peer, text: body } as const;
    const agreed = { messageId: id, reason: clearance.reason };
    // In one piece: no message without the reason that let it go.
    return this.#noteOnRecord([decisionOnRecord(account, leaving, verdict, 'confirmed', agreed), message]);
  }

  async #noteOnRecord(events: readonly RecordEvent[]): Promise<boolean> {
    const { record, onUnrecorded } = this.#rooms;
    try {
      await record.append(events);
      return true;
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      onUnrecorded(error);
      return false;
    }
  }

  /** The name of a file is words too (T37). What stands in it is read before it is uploaded (electron/transfer/outgoing-files.ts). */
  #judge(message: Pick<Message, 'peer' | 'body' | 'file'>) {
    const { gate, isBlocked, isStranger } = this.#rooms;
    const to = message.peer;
    return gate().outbound({
      to,
      body: wordsOf(message),
      isBlocked: isBlocked(to),
      isStranger: isStranger(to),
    });
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

/** All that is said by a message: its text, the name of its file and where that is. */
function wordsOf({ body, file }: Pick<Message, 'body' | 'file'>, url = ''): string {
  if (file === null) return body;
  return [body, file.name, url].filter((words) => words !== '').join('\n');
}

/** As it was inspected: who gets it can tell whether it is the same. */
function sharedAs({ url, shown, announced }: StoredFile): FileOffer {
  return { url, name: shown.name, size: shown.size, mediaType: announced.mediaType, sha256: shown.sha256 };
}

function holdsFile({ file }: Message): boolean {
  return file !== null && isHeldFile(file);
}

function stopped(file: StoredFile): StoredFile {
  return { ...file, shown: { ...file.shown, state: 'failed' } };
}

/** Whom it goes to, or that it could not be judged: nothing its writer could agree to. */
function isStoppedAnyway({ reasons }: Verdict): boolean {
  return reasons.some(({ code, level }) => isAtLeast(level, 'hold') && !code.startsWith('confidential.'));
}
