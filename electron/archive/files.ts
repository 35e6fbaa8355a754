import { ArchiveError, type StoredFile } from './archive.ts';
import type { Conversations } from './conversations.ts';
import type { SqlDatabase, SqlRow } from './driver.ts';
import { messageWhere } from './rows.ts';

const columns = 'file.shown, file.url, file.announced, file.sealed, file.release_code AS releaseCode';

/** What is known of the files of messages. Their bytes are elsewhere. */
export class Files {
  readonly #database: SqlDatabase;
  readonly #conversations: Conversations;

  constructor(database: SqlDatabase, conversations: Conversations) {
    this.#database = database;
    this.#conversations = conversations;
  }

  /** @returns the message with it */
  add(position: number, file: StoredFile): SqlRow {
    this.#database.run(
      `INSERT INTO file (position, shown, url, announced, sealed, release_code)
       VALUES (:position, :shown, :url, :announced, :sealed, :releaseCode)`,
      { position, ...written(file) },
    );
    const message = messageWhere(this.#database, 'message.position = :position', { position });
    if (message === null) throw new ArchiveError('failed');
    return message;
  }

  get(id: string): SqlRow | null {
    return this.#database.get(
      `SELECT ${columns} FROM file JOIN message ON message.position = file.position WHERE message.id = :id`,
      { id },
    );
  }

  set(id: string, file: StoredFile): SqlRow | null {
    return this.#database.transaction(() => {
      const changed = this.#database.run(
        `UPDATE file SET shown = :shown, url = :url, announced = :announced, sealed = :sealed, release_code = :releaseCode
         WHERE position = (SELECT position FROM message WHERE id = :id)`,
        { id, ...written(file) },
      );
      const message = changed === 0 ? null : messageWhere(this.#database, 'message.id = :id', { id });
      if (message !== null) this.#conversations.changed(message);
      return message;
    });
  }

  /** The condition of the index `file_kept`, word for word: with another it is not used. */
  kept(): readonly { readonly id: unknown; readonly file: SqlRow }[] {
    return this.#database
      .all(
        `SELECT message.id, ${columns} FROM file JOIN message ON message.position = file.position
         WHERE sealed IS NOT NULL OR shown ->> 'state' IN ('fetching', 'inspecting', 'uploading') ORDER BY file.position`,
      )
      .map(({ id, ...file }) => ({ id, file }));
  }

  forget(position: number): void {
    this.#database.run('DELETE FROM file WHERE position = :position', { position });
  }
}

function written({ shown, url, announced, sealed, releaseCode }: StoredFile) {
  return {
    shown: JSON.stringify(shown),
    url,
    announced: JSON.stringify(announced),
    sealed: sealed === null ? null : JSON.stringify(sealed),
    releaseCode,
  };
}
