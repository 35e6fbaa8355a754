import type { BareJid } from '../../shared/model/jid.ts';
import type { Clearance, LeavingAnswer, LeavingQuestion } from '../../shared/model/leaving.ts';
import type { Message, MessageId, SendFailure } from '../../shared/model/message.ts';
import { type FileFailure, isHeldFile, type SharedFile } from '../../shared/model/shared-file.ts';
import { allow } from '../../shared/model/verdict.ts';
import type { Archive, StoredFile } from '../archive/archive.ts';
import type { RecordEvent } from '../audit/events.ts';
import { RecordError } from '../audit/record.ts';
import type { LeavingJudgement } from '../gate/gate.ts';
import { InspectionClosed } from '../inspect/host/inspect-files.ts';
import { type Clearances, justified, mayLeave } from '../walks/clearances.ts';
import { decisionOnRecord, outcomeOf } from '../walks/leaving.ts';
import type { OutboundWalk } from '../walks/outbound.ts';
import { type CompleteDraft, Drafts } from './drafts.ts';
import type { Examination, ExaminedFile } from './examination.ts';
import { fileOnRecord } from './file-on-record.ts';
import type { FileRooms } from './file-rooms.ts';
import { KeptFiles } from './kept-files.ts';
import { keptUntil } from './kept-until.ts';
import { toldProgress } from './progress.ts';
import { Running } from './running.ts';
import { failureOf, TransferFailed } from './transfer-failed.ts';

export interface OutgoingRooms extends FileRooms {
  readonly archive: FileRooms['archive'] & Pick<Archive, 'clearance' | 'setState'>;
  readonly clearances: Clearances;
  readonly outbound: Pick<OutboundWalk, 'closedTo' | 'write' | 'failed' | 'flush'>;
  readonly examination: Examination;
  /** Asks for a place and puts it there; the address of it. Throws TransferFailed. Ends when it is aborted. */
  readonly upload: (
    file: { readonly name: string; readonly size: number; readonly mediaType: string },
    pieces: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ) => Promise<string>;
  readonly isSendingStopped: () => boolean;
  readonly newToken: () => string;
  readonly after: (milliseconds: number, run: () => void) => () => void;
}

export type SendOutcome =
  | { readonly kind: 'asked'; readonly question: LeavingQuestion }
  | { readonly kind: 'written'; readonly message: Message };

/** What is known of a file that may be on its way, by the policy of that moment. */
interface Known {
  readonly policy: ReturnType<FileRooms['policy']>;
  readonly file: ExaminedFile;
}

const mostAtOnce = 2;

/**
 * The walk of a file to somebody: sealed as it is picked, inspected, read for what may not leave, put on record, and only then is a server
 * asked for a place. The message follows when the file is there. What is on its way goes on after a start and after a lost line.
 */
export class OutgoingFiles {
  readonly drafts: Drafts;
  readonly #rooms: OutgoingRooms;
  readonly #kept: KeptFiles;
  readonly #running = new Running(mostAtOnce);
  readonly #looked = new WeakMap<CompleteDraft, Known>();
  readonly #known = new Map<MessageId, Known>();
  readonly #waiting = new Set<MessageId>();
  #isReady = false;
  #isEnding = false;

  constructor(rooms: OutgoingRooms) {
    this.#rooms = rooms;
    this.#kept = new KeptFiles(rooms);
    this.drafts = new Drafts(rooms);
  }

  /** Its upload was under way when the last start ended; it goes on when the stream is up. */
  takeUp(id: MessageId): void {
    this.#waiting.add(id);
  }

  /**
   * A question first where something confidential is in it; nothing is stored then, and the draft stays. `no-space`: nor is there any for the
   * stripped file beside the one that was handed over.
   */
  async send(
    token: string,
    text: string,
    answer: LeavingAnswer | null,
  ): Promise<SendOutcome | 'incomplete' | 'unknown-draft' | 'no-space'> {
    const draft = await this.drafts.complete(token);
    if (draft === null) return 'unknown-draft';
    if (draft === 'incomplete') return draft;
    const { outbound } = this.#rooms;
    const { peer } = draft;
    const body = text.trimEnd();
    const known = await this.#lookIfFits(token, draft);
    if (known === 'no-space') return known;
    let clearance: Clearance | null = null;
    if (!isHeldFile(known.file.shown) && (await outbound.closedTo(peer)) === null) {
      const passage = await this.#pass(peer, known.file, body, answer);
      if (passage.kind === 'asked') return passage;
      clearance = passage.clearance;
    }
    const { text: _, ...file } = known.file;
    if (!this.drafts.handOver(token, file.sealed)) return 'unknown-draft';
    const message = await outbound.write(peer, body, clearance, file);
    if (message.state === 'failed')
      await this.#kept.putOnRecord(fileOnRecord(this.#rooms.account, message, file, 'stopped'));
    else this.#begin(message.id, known);
    return { kind: 'written', message };
  }

  /** False when nothing of this is on its way. */
  stop(id: MessageId): boolean {
    if (this.#running.stop(id)) return true;
    if (!this.#waiting.delete(id)) return false;
    this.#abandon(id, 'stopped').catch(this.#rooms.onFailure);
    return true;
  }

  /** False when there is no such file of ours that failed, may go and is still here. */
  async retry(id: MessageId): Promise<boolean> {
    const { archive } = this.#rooms;
    const file = await archive.file(id);
    if (file?.shown.state !== 'failed' || file.sealed === null || isHeldFile(file.shown)) return false;
    if ((await archive.setState(id, 'queued', null))?.direction !== 'out') return false;
    await this.#kept.store(id, file, { state: 'uploading', failure: null });
    this.#begin(id, null);
    return true;
  }

  /** The stream is up. */
  ready(): void {
    this.#isReady = true;
    for (const id of [...this.#waiting]) this.#begin(id, null);
  }

  offline(): void {
    this.#isReady = false;
  }

  idle(): Promise<void> {
    return this.#running.idle();
  }

  /** What is on its way goes on with the next start. */
  async end(): Promise<void> {
    this.#isEnding = true;
    await this.#running.end();
    await this.drafts.forgetAll();
  }

  async #lookIfFits(token: string, draft: CompleteDraft): Promise<Known | 'no-space'> {
    try {
      return await this.#look(token, draft);
    } catch (error) {
      if (failureOf(error) !== 'no-space') throw error;
      return 'no-space';
    }
  }

  async #look(token: string, draft: CompleteDraft): Promise<Known> {
    const { examination, now, policy } = this.#rooms;
    const before = this.#looked.get(draft);
    if (before?.policy === policy()) return before;
    const { name, size, mediaType, sha256, sealed } = draft;
    const shown: SharedFile = {
      name,
      size,
      type: null,
      state: 'uploading',
      failure: null,
      verdict: allow,
      preview: null,
      host: '',
      sha256,
      expiresAt: keptUntil(now(), policy()),
      release: 'not-possible',
    };
    const announced = { name, size, mediaType, sha256 };
    const known = {
      policy: policy(),
      file: await examination.look({ shown, url: '', announced, sealed, releaseCode: null }),
    };
    const { file } = known;
    const { size: left, sha256: hash } = file.announced;
    let looked = draft;
    if (file.sealed !== sealed && left !== null && hash !== null) {
      looked = { ...draft, sealed: file.sealed, size: left, sha256: hash };
      await this.drafts.replace(token, draft, looked);
    }
    this.#looked.set(looked, known);
    return known;
  }

  async #pass(peer: BareJid, file: ExaminedFile, body: string, answer: LeavingAnswer | null) {
    const { account, clearances, examination } = this.#rooms;
    const judgement = await examination.judge(peer, file, body);
    const words = { kind: 'file', peer, text: [file.shown.name, body, file.text].join('\n') } as const;
    const passage = clearances.pass(words, judgement, answer);
    if (passage.kind === 'asked') {
      const told = { ...words, text: [file.shown.name, body].join('\n') };
      await this.#kept.putOnRecord(
        decisionOnRecord(account, told, judgement.forRecord, outcomeOf(passage.question)),
      );
    }
    return passage;
  }

  #begin(id: MessageId, known: Known | null): void {
    if (known !== null) this.#known.set(id, known);
    if (!this.#isReady) {
      this.#waiting.add(id);
      return;
    }
    this.#waiting.delete(id);
    this.#running.run(id, (signal) => this.#walk(id, signal)).catch(this.#rooms.onFailure);
  }

  async #walk(id: MessageId, signal: AbortSignal): Promise<void> {
    try {
      await this.#upload(id, signal);
      this.#known.delete(id);
    } catch (error) {
      // It goes on with the next start.
      if (this.#isEnding || error instanceof InspectionClosed) return;
      const failure = signal.aborted ? 'stopped' : failureOf(error);
      if (failure === null) throw error;
      // Also when the next stream is there already: what was asked on the one before has failed with it.
      if (!signal.aborted && !this.#isReady) this.#waiting.add(id);
      else await this.#abandon(id, failure);
      if (error instanceof RecordError) this.#rooms.onUnrecorded(error);
    }
  }

  async #upload(id: MessageId, signal: AbortSignal): Promise<void> {
    const { account, archive, isSendingStopped, now, onProgress, outbound, quarantine, record, upload } =
      this.#rooms;
    const policy = this.#rooms.policy();
    const isOutdated = () => this.#rooms.policy() !== policy;
    const message = await archive.message(id);
    const stored = await archive.file(id);
    if (message === null || stored?.shown.state !== 'uploading') return;
    if (isSendingStopped()) throw new TransferFailed('not-recorded');
    const file = await this.#checked(id, stored);
    const judgement = await this.#rooms.examination.judge(message.peer, file, message.body);
    const clearance = await archive.clearance(id);
    const isClosed = (await outbound.closedTo(message.peer)) !== null;
    if (isClosed || isHeldFile(file.shown) || !mayLeave(judgement, clearance))
      return this.#refuse(message, file);
    signal.throwIfAborted();
    await record.append([
      ...this.#decision(message, judgement, clearance),
      fileOnRecord(account, message, file, 'sending'),
    ]);
    // Judged by what is in force no more, it is judged again before anybody hears of it, and so is what has taken its time.
    if (isOutdated()) return this.#upload(id, signal);
    const size = file.shown.size ?? 0;
    const pieces = toldProgress(
      quarantine.open(file.sealed),
      (moved) => onProgress({ id, moved, total: size }),
      now,
    );
    const mediaType = file.announced.mediaType ?? 'application/octet-stream';
    const url = await upload({ name: file.shown.name, size, mediaType }, pieces, signal);
    if (isOutdated()) return this.#upload(id, signal);
    const there = { ...file, url };
    await record.append([fileOnRecord(account, message, there, 'shared')]);
    await this.#kept.store(id, there, { state: 'shared', failure: null, host: new URL(url).hostname });
    outbound.flush();
  }

  /** Policy or a scanner may know more than when it was written, which can be days ago. */
  async #checked(id: MessageId, stored: StoredFile): Promise<ExaminedFile> {
    const known = this.#known.get(id);
    if (known?.policy === this.#rooms.policy()) return known.file;
    const file = await this.#rooms.examination.look(stored);
    if (stored.sealed !== null && file.sealed !== stored.sealed) {
      await this.#kept.store(id, file);
      await this.#rooms.quarantine.remove(stored.sealed);
    }
    return file;
  }

  #decision(
    { id, peer, body, file }: Message,
    { forRecord }: LeavingJudgement,
    clearance: Clearance | null,
  ): readonly RecordEvent[] {
    if (forRecord.reasons.length === 0) return [];
    const words = { kind: 'file', peer, text: [file?.name ?? '', body].join('\n') } as const;
    const { account } = this.#rooms;
    const of = { messageId: id, reason: clearance?.reason ?? null };
    return clearance === null
      ? [decisionOnRecord(account, words, forRecord, 'allowed', of)]
      : [decisionOnRecord(account, words, justified(forRecord), 'confirmed', of)];
  }

  async #refuse(message: Message, file: StoredFile): Promise<void> {
    await this.#kept.putOnRecord(fileOnRecord(this.#rooms.account, message, file, 'stopped'));
    await this.#kept.store(message.id, file, { state: 'failed', verdict: file.shown.verdict });
    this.#rooms.outbound.failed(message.id, 'blocked-by-policy');
  }

  async #abandon(id: MessageId, failure: FileFailure): Promise<void> {
    this.#known.delete(id);
    const { account, archive, outbound } = this.#rooms;
    const message = await archive.message(id);
    const file = await archive.file(id);
    if (message === null || file === null) return;
    await this.#kept.putOnRecord(fileOnRecord(account, message, file, 'failed', failure));
    await this.#kept.store(id, file, { state: 'failed', failure });
    outbound.failed(id, sendFailures[failure] ?? null);
  }
}

/** Where the message itself has a word for it; the others are told by its file. */
const sendFailures: Partial<Record<FileFailure, SendFailure>> = {
  'too-large': 'too-large',
  'not-recorded': 'not-recorded',
};
