import type { Message, MessageId } from '../../shared/model/message.ts';
import { type FileFailure, isHeldFile, type SharedFile } from '../../shared/model/shared-file.ts';
import type { StoredFile } from '../archive/archive.ts';
import { RecordError } from '../audit/record.ts';
import { InspectionClosed } from '../inspect/host/inspect-files.ts';
import { fileOnRecord } from './file-on-record.ts';
import type { FileRooms } from './file-rooms.ts';
import { KeptFiles } from './kept-files.ts';
import { keptUntil } from './kept-until.ts';
import { measured } from './measured.ts';
import { previewKind } from './preview-kind.ts';
import { toldProgress } from './progress.ts';
import { releaseOf } from './release-of.ts';
import { Running } from './running.ts';
import { failureOf, TransferFailed } from './transfer-failed.ts';
import { withOrigin } from './with-origin.ts';

export interface IncomingRooms extends FileRooms {
  /** A stranger's file is words: nobody fetches it. */
  readonly isStranger: (peer: Message['peer']) => boolean;
  /** Throws TransferFailed. Ends when it is aborted. */
  readonly download: (url: string, signal: AbortSignal) => AsyncIterable<Uint8Array>;
}

export type FetchRefusal = 'unknown-message' | 'not-allowed' | 'offline';

/** What may be fetched, also again. */
const fetchable: ReadonlySet<SharedFile['state']> = new Set(['offered', 'failed', 'expired']);
const mostAtOnce = 4;

/**
 * The walk of a file from its sender: announced, fetched into the quarantine when somebody wants it, compared with what was announced,
 * inspected in a process of its own, put on record, and ready or held.
 */
export class IncomingFiles {
  readonly #rooms: IncomingRooms;
  readonly #kept: KeptFiles;
  readonly #running = new Running(mostAtOnce);
  #isEnding = false;

  constructor(rooms: IncomingRooms) {
    this.#rooms = rooms;
    this.#kept = new KeptFiles(rooms);
  }

  /** What the last start left half done is offered again. */
  async takeUp(id: MessageId, file: StoredFile): Promise<void> {
    if (file.sealed !== null) await this.#rooms.quarantine.remove(file.sealed);
    await this.#kept.store(id, { ...file, sealed: null }, { state: 'offered' });
  }

  /** A message has come: what policy lets be fetched without asking is. */
  arrived({ id, peer, direction, file }: Message): void {
    const { files } = this.#rooms.policy();
    if (direction === 'out' || file?.state !== 'offered' || files.fetch !== 'inside') return;
    const isSmall = file.size !== null && file.size <= files.fetchMaxBytes;
    if (!isSmall || this.#rooms.outsideDomain(peer) !== null) return;
    this.fetch(id).catch(this.#rooms.onFailure);
  }

  /** Null: it is on its way, and the message tells what becomes of it. */
  async fetch(id: MessageId): Promise<FetchRefusal | null> {
    const { archive, isOnline, isStranger } = this.#rooms;
    const message = await archive.message(id);
    const file = await archive.file(id);
    if (message === null || message.file === null || file === null) return 'unknown-message';
    if (message.direction === 'out' || isStranger(message.peer) || !fetchable.has(file.shown.state))
      return 'not-allowed';
    if (!isOnline()) return 'offline';
    this.#running.run(id, (signal) => this.#walk(message, file, signal)).catch(this.#rooms.onFailure);
    return null;
  }

  stop(id: MessageId): boolean {
    return this.#running.stop(id);
  }

  idle(): Promise<void> {
    return this.#running.idle();
  }

  /** What is on its way is offered again by the next start. */
  end(): Promise<void> {
    this.#isEnding = true;
    return this.#running.end();
  }

  async #walk(message: Message, file: StoredFile, signal: AbortSignal): Promise<void> {
    let sealed: StoredFile['sealed'] = null;
    try {
      const fetched = await this.#fetched(message.id, file, signal);
      sealed = fetched.sealed;
      await this.#kept.store(message.id, fetched, { state: 'inspecting' });
      await this.#judge(message, fetched, signal);
    } catch (error) {
      // The next start offers it again.
      if (this.#isEnding || error instanceof InspectionClosed) return;
      const failure = signal.aborted ? 'stopped' : failureOf(error);
      if (failure === null) throw error;
      if (sealed !== null) await this.#rooms.quarantine.remove(sealed);
      await this.#fail(message, { ...file, sealed: null }, failure);
      if (error instanceof RecordError) this.#rooms.onUnrecorded(error);
    }
  }

  /** In the quarantine, and what was announced. */
  async #fetched(id: MessageId, file: StoredFile, signal: AbortSignal): Promise<StoredFile> {
    const { download, now, onProgress, policy, quarantine } = this.#rooms;
    const { size, sha256 } = file.announced;
    const most = policy().files.maxBytes;
    if (size !== null && size > most) throw new TransferFailed('too-large');
    await this.#kept.store(id, file, { state: 'fetching', failure: null });
    const tell = (moved: number) => onProgress({ id, moved, total: size });
    const measure = measured(download(file.url, signal), most);
    const sealed = await quarantine.keep(toldProgress(measure.pieces, tell, now));
    const real = { size: measure.size(), sha256: measure.sha256() };
    const isOther = (size !== null && size !== real.size) || (sha256 !== null && sha256 !== real.sha256);
    if (isOther) {
      await quarantine.remove(sealed);
      throw new TransferFailed('changed');
    }
    return { ...file, sealed, shown: { ...file.shown, ...real, failure: null } };
  }

  async #judge(message: Message, file: StoredFile, signal: AbortSignal): Promise<void> {
    const { account, inspect, now, policy, quarantine, record } = this.#rooms;
    if (file.sealed === null) throw new TypeError('nothing was fetched');
    const { name, mediaType } = file.announced;
    const content = quarantine.content(file.sealed, file.shown.size ?? 0);
    const found = await inspect({ content, name, declaredType: mediaType });
    signal.throwIfAborted();
    const verdict = withOrigin(found.verdict, this.#rooms.outsideDomain(message.peer), policy());
    const isHeld = isHeldFile({ verdict });
    const shown: SharedFile = {
      ...file.shown,
      type: found.type,
      verdict,
      state: isHeld ? 'held' : 'ready',
      preview: isHeld ? null : previewKind(found.type),
      expiresAt: keptUntil(now(), policy()),
      release: isHeld ? releaseOf(verdict.level, policy()) : 'not-possible',
    };
    await record.append([fileOnRecord(account, message, { ...file, shown }, 'received')]);
    await this.#kept.store(message.id, file, shown);
  }

  /** That it did not come is on record where that can be; it is shown in any case. */
  async #fail(message: Message, file: StoredFile, failure: FileFailure): Promise<void> {
    await this.#kept.putOnRecord(fileOnRecord(this.#rooms.account, message, file, 'failed', failure));
    await this.#kept.store(message.id, file, { state: 'failed', failure });
  }
}
