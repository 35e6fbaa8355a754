import type { Message, MessageId } from '../../shared/model/message.ts';
import { isHeldFile, type SharedFile } from '../../shared/model/shared-file.ts';
import type { KeptFile, StoredFile } from '../archive/archive.ts';
import { fileOnRecord } from './file-on-record.ts';
import { FilesAgain } from './files-again.ts';
import { IncomingFiles, type IncomingRooms } from './incoming-files.ts';
import { KeptFiles } from './kept-files.ts';
import type { MarkOfTheWeb } from './mark-of-the-web.ts';
import { OutgoingFiles, type OutgoingRooms } from './outgoing-files.ts';
import { type ReleaseRooms, Releases } from './releases.ts';
import { saveFile } from './save-file.ts';
import { failureOf } from './transfer-failed.ts';

export interface ShownFile {
  readonly kind: NonNullable<SharedFile['preview']>;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface AccountFileRooms
  extends Omit<IncomingRooms, 'archive'>,
    Omit<ReleaseRooms, 'archive' | 'outbound'>,
    OutgoingRooms {
  /** Where the user wants it; null: nowhere. */
  readonly askWhere: (name: string) => Promise<string | null>;
  readonly mark: MarkOfTheWeb;
  readonly show: (file: ShownFile) => void;
}

const day = 86_400_000;
/** Larger ones can be saved. */
const largestPreview = 64 * 1024 * 1024;

/** The files of one open account: those that came, those that go, and what its user does with them. */
export class AccountFiles {
  readonly incoming: IncomingFiles;
  readonly outgoing: OutgoingFiles;
  readonly releases: Releases;
  readonly again: FilesAgain;
  readonly #rooms: AccountFileRooms;
  readonly #kept: KeptFiles;
  #stopSweeping: () => void = () => undefined;

  constructor(rooms: AccountFileRooms) {
    this.#rooms = rooms;
    this.#kept = new KeptFiles(rooms);
    this.incoming = new IncomingFiles(rooms);
    this.outgoing = new OutgoingFiles(rooms);
    this.releases = new Releases(rooms);
    this.again = new FilesAgain(rooms);
  }

  /** What no message knows of is removed, what was broken off is offered again, what was to go goes on. */
  async open(): Promise<void> {
    const { archive, quarantine } = this.#rooms;
    const kept = await archive.keptFiles();
    await quarantine.sweep(kept.flatMap(({ file }) => (file.sealed === null ? [] : [file.sealed])));
    for (const { id, file } of kept) {
      const { state } = file.shown;
      if (state === 'uploading') this.outgoing.takeUp(id);
      else if (state === 'fetching' || state === 'inspecting') await this.incoming.takeUp(id, file);
    }
    await this.expire();
    this.#sweepDaily();
  }

  async close(): Promise<void> {
    this.#stopSweeping();
    await this.incoming.end();
    await this.outgoing.end();
  }

  ready(): void {
    this.outgoing.ready();
  }

  offline(): void {
    this.outgoing.offline();
  }

  readonly sent = (): void => undefined;
  readonly failed = (): void => undefined;

  /** Something new has come: a file, or an answer about one. */
  arrived(message: Message): void {
    this.incoming.arrived(message);
    this.releases.arrived(message).catch(this.#rooms.onFailure);
  }

  /** Resolves when nothing is on its way. */
  async idle(): Promise<void> {
    await this.incoming.idle();
    await this.outgoing.idle();
  }

  /** Lets go of what was kept long enough. */
  async expire(): Promise<void> {
    const { archive, now } = this.#rooms;
    for (const kept of await archive.keptFiles()) {
      const { expiresAt } = kept.file.shown;
      if (expiresAt !== null && expiresAt <= now()) await this.#letGo(kept);
    }
  }

  /** False when there is nothing of it to stop. */
  stop(id: MessageId): boolean {
    return this.incoming.stop(id) || this.outgoing.stop(id);
  }

  async save(
    id: MessageId,
  ): Promise<'saved' | 'cancelled' | 'unknown-message' | 'not-ready' | 'cannot-write'> {
    const opened = await this.#openable(id);
    if (typeof opened === 'string') return opened;
    const { message, file, sealed } = opened;
    const target = await this.#rooms.askWhere(file.shown.name);
    if (target === null) return 'cancelled';
    // What is on record may not happen; what happened must be.
    await this.#rooms.record.append([fileOnRecord(this.#rooms.account, message, file, 'saved')]);
    try {
      await saveFile(this.#rooms.quarantine.open(sealed), target, { mark: this.#rooms.mark, url: file.url });
      return 'saved';
    } catch (error) {
      if (failureOf(error) === null) throw error;
      return 'cannot-write';
    }
  }

  async preview(id: MessageId): Promise<'shown' | 'unknown-message' | 'not-ready' | 'no-preview'> {
    const opened = await this.#openable(id);
    if (typeof opened === 'string') return opened;
    const { message, file, sealed } = opened;
    const { name, preview: kind, size } = file.shown;
    if (kind === null || (size ?? 0) > largestPreview) return 'no-preview';
    await this.#rooms.record.append([fileOnRecord(this.#rooms.account, message, file, 'previewed')]);
    const pieces: Uint8Array[] = [];
    for await (const piece of this.#rooms.quarantine.open(sealed)) pieces.push(piece);
    this.#rooms.show({ kind, name, bytes: Buffer.concat(pieces) });
    return 'shown';
  }

  /** The message is gone; so is what was kept for it. */
  async discarded({ sealed }: StoredFile): Promise<void> {
    if (sealed !== null) await this.#rooms.quarantine.remove(sealed);
  }

  /** Whatever is held stays sealed, whoever asks. */
  async #openable(id: MessageId) {
    const { archive } = this.#rooms;
    const message = await archive.message(id);
    const file = await archive.file(id);
    // A message that was withdrawn shows no file.
    if (message?.file === null || message === null || file === null) return 'unknown-message';
    const mayBeOpened = message.direction === 'in' ? file.shown.state === 'ready' : !isHeldFile(file.shown);
    if (!mayBeOpened || file.sealed === null) return 'not-ready';
    return { message, file, sealed: file.sealed };
  }

  #sweepDaily(): void {
    this.#stopSweeping = this.#rooms.after(day, () => {
      this.expire().catch(this.#rooms.onFailure);
      this.#sweepDaily();
    });
  }

  async #letGo({ id, file }: KeptFile): Promise<void> {
    const { account, archive, quarantine } = this.#rooms;
    const message = await archive.message(id);
    if (message === null || file.sealed === null || file.shown.state === 'uploading') return;
    // Kept until it can be said that it is not.
    if (!(await this.#kept.putOnRecord(fileOnRecord(account, message, file, 'expired')))) return;
    await quarantine.remove(file.sealed);
    const state = file.shown.state === 'shared' ? 'shared' : 'expired';
    await this.#kept.store(id, { ...file, sealed: null }, { state, preview: null, release: 'not-possible' });
  }
}
