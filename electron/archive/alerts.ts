import type { StoredAlert } from './archive.ts';
import type { SqlDatabase, SqlRow } from './driver.ts';

/** What the security desk is to be told beside reports. */
export class Alerts {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  set({ id, kind, createdAt, text, json, posts }: StoredAlert): void {
    this.#database.run(
      `INSERT INTO alert (id, kind, created_at, text, json, posts) VALUES (:id, :kind, :createdAt, :text, :json, :posts)
       ON CONFLICT (id) DO UPDATE SET posts = excluded.posts`,
      { id, kind, createdAt, text, json, posts: JSON.stringify(posts) },
    );
  }

  remove(id: string): void {
    this.#database.run('DELETE FROM alert WHERE id = :id', { id });
  }

  list(): readonly SqlRow[] {
    return this.#database.all(
      'SELECT id, kind, created_at AS createdAt, text, json, posts FROM alert ORDER BY created_at, rowid',
      {},
    );
  }
}
