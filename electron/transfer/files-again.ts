import type { Message, MessageId } from '../../shared/model/message.ts';
import { isAtLeast, type ReasonCode, type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import type { StoredFile } from '../archive/archive.ts';
import { InspectionClosed } from '../inspect/host/inspect-files.ts';
import { fileOnRecord } from './file-on-record.ts';
import type { FileRooms } from './file-rooms.ts';
import { KeptFiles } from './kept-files.ts';
import { releaseOf } from './release-of.ts';
import { withOrigin } from './with-origin.ts';

/**
 * What today's look may say of a file that could be looked into when it came. A scanner that is away for a minute must not take the
 * files of two days away.
 */
const saysNothing: ReadonlySet<ReasonCode> = new Set([
  'file.not-inspected',
  'file.over-limit',
  'check.failed',
]);

/** Files that came and were let through, judged by rules that are new. What an approver has let out stays out: he knew what it is. */
export class FilesAgain {
  readonly #rooms: FileRooms;
  readonly #kept: KeptFiles;

  constructor(rooms: FileRooms) {
    this.#rooms = rooms;
    this.#kept = new KeptFiles(rooms);
  }

  /** Null: it may stay as it is. */
  async judge({ id, peer }: Message): Promise<Verdict | null> {
    const { inspect, outsideDomain, policy, quarantine } = this.#rooms;
    const file = await this.#letThrough(id);
    if (file === null) return null;
    const { announced, sealed, shown } = file;
    const content = quarantine.content(sealed, shown.size ?? 0);
    try {
      const found = await inspect({ content, name: announced.name, declaredType: announced.mediaType });
      const told = verdictOf(found.verdict.reasons.filter(({ code }) => !saysNothing.has(code)));
      const { level, reasons } = withOrigin(told, outsideDomain(peer), policy());
      return isAtLeast(level, 'hold')
        ? verdictOf([...reasons, { code: 'file.held-later', level: 'hold', params: { where: '' } }])
        : null;
    } catch (error) {
      if (error instanceof InspectionClosed) return null;
      throw error;
    }
  }

  /** On record before it is kept back. @throws RecordError */
  async hold(message: Message, verdict: Verdict): Promise<void> {
    const { account, policy, record } = this.#rooms;
    const file = await this.#letThrough(message.id);
    if (file === null) return;
    const release = releaseOf(verdict.level, policy());
    const shown = { ...file.shown, verdict, state: 'held', preview: null, release } as const;
    await record.append([fileOnRecord(account, message, { ...file, shown }, 'withdrawn')]);
    await this.#kept.store(message.id, file, shown);
  }

  async #letThrough(id: MessageId) {
    const file: StoredFile | null = await this.#rooms.archive.file(id);
    if (file === null || file.sealed === null) return null;
    const { state, release } = file.shown;
    return state === 'ready' && release !== 'released' ? { ...file, sealed: file.sealed } : null;
  }
}
