import type { MessageId } from '../../shared/model/message.ts';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import type { StoredFile } from '../archive/archive.ts';
import type { RecordEvent } from '../audit/events.ts';
import { RecordError } from '../audit/record.ts';
import type { FileRooms } from './file-rooms.ts';

/** The files of messages where they are kept: what changes is shown. */
export class KeptFiles {
  readonly #rooms: Pick<FileRooms, 'archive' | 'record' | 'onChanged' | 'onUnrecorded'>;

  constructor(rooms: Pick<FileRooms, 'archive' | 'record' | 'onChanged' | 'onUnrecorded'>) {
    this.#rooms = rooms;
  }

  async store(
    id: MessageId,
    { shown, url, announced, sealed, releaseCode }: StoredFile,
    change: Partial<SharedFile> = {},
  ): Promise<void> {
    const file = { shown: { ...shown, ...change }, url, announced, sealed, releaseCode };
    const message = await this.#rooms.archive.setFile(id, file);
    if (message !== null) this.#rooms.onChanged(message.peer, [message]);
  }

  /** For what is so whether it can be put on record or not. False: it could not, which is told. */
  async putOnRecord(event: RecordEvent): Promise<boolean> {
    try {
      await this.#rooms.record.append([event]);
      return true;
    } catch (error) {
      if (!(error instanceof RecordError)) throw error;
      this.#rooms.onUnrecorded(error);
      return false;
    }
  }
}
