import { parsedJson } from '../parsed-json.ts';
import type { SqlDatabase, SqlRow } from './driver.ts';
import { numberIn, textIn } from './rows.ts';

/**
 * One row for each person there is something to say about. The summary is kept with every change, never computed by reading
 * messages, so that the list costs the same whatever the archive holds.
 */
export class Conversations {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  list(): readonly SqlRow[] {
    return this.#database.all(
      `SELECT * FROM conversation WHERE last_position IS NOT NULL OR draft <> ''
       ORDER BY last_at DESC NULLS LAST, last_position DESC`,
    );
  }

  get(peer: string): SqlRow | null {
    return this.#database.get('SELECT * FROM conversation WHERE peer = :peer', { peer });
  }

  /** The number that messages refer to; made when there is none. */
  ensure(peer: string): number {
    const known = this.#database.get('SELECT id FROM conversation WHERE peer = :peer', { peer });
    const row =
      known ??
      this.#database.get('INSERT INTO conversation (peer) VALUES (:peer) RETURNING id', { peer }) ??
      {};
    return numberIn(row, 'id');
  }

  markRead(peer: string): SqlRow | null {
    this.#database.run('UPDATE conversation SET unread = 0 WHERE peer = :peer AND unread > 0', { peer });
    return this.get(peer);
  }

  setDraft(peer: string, draft: string): SqlRow | null {
    this.#database.run(
      'INSERT INTO conversation (peer, draft) VALUES (:peer, :draft) ON CONFLICT (peer) DO UPDATE SET draft = :draft',
      { peer, draft },
    );
    return this.get(peer);
  }

  accepted(): readonly string[] {
    const rows = this.#database.all('SELECT peer FROM conversation WHERE is_accepted = 1');
    return rows.map((row) => textIn(row, 'peer'));
  }

  accept(peer: string): void {
    this.#database.run(
      'INSERT INTO conversation (peer, is_accepted) VALUES (:peer, 1) ON CONFLICT (peer) DO UPDATE SET is_accepted = 1',
      { peer },
    );
  }

  forget(peer: string): void {
    this.#database.run('DELETE FROM conversation WHERE peer = :peer', { peer });
  }

  setComplete(peer: string): void {
    this.#database.run(
      'INSERT INTO conversation (peer, is_complete) VALUES (:peer, 1) ON CONFLICT (peer) DO UPDATE SET is_complete = 1',
      { peer },
    );
  }

  isComplete(peer: string): boolean {
    const row = this.#database.get('SELECT is_complete FROM conversation WHERE peer = :peer', { peer });
    return row?.['is_complete'] === 1;
  }

  added(message: SqlRow, isNews: boolean): void {
    if (message['direction'] === 'out' && message['state'] !== 'failed') this.accept(textIn(message, 'peer'));
    if (isNews) {
      const unread = textIn(message, 'direction') === 'in' ? 'unread + 1' : '0';
      this.#database.run(`UPDATE conversation SET unread = ${unread} WHERE peer = :peer`, {
        peer: textIn(message, 'peer'),
      });
    }
    this.#summarise(message, '(last_at IS NULL OR (last_at, last_position) < (:at, :position))');
  }

  changed(message: SqlRow): void {
    this.#summarise(message, 'last_position = :position');
  }

  /** @param newest what is the newest message now */
  removed(message: SqlRow, newest: SqlRow | null): void {
    const cleared = this.#database.run(
      `UPDATE conversation SET last_position = NULL, last_id = NULL, last_at = NULL, last_direction = NULL, last_level = NULL,
         last_preview = NULL, last_state = NULL, last_file = NULL
       WHERE peer = :peer AND last_position = :position`,
      { peer: textIn(message, 'peer'), position: numberIn(message, 'position') },
    );
    if (cleared > 0 && newest !== null) this.#summarise(newest, 'TRUE');
  }

  #summarise(message: SqlRow, condition: string): void {
    this.#database.run(
      `UPDATE conversation SET last_position = :position, last_id = :id, last_at = :at, last_direction = :direction,
         last_level = :verdict ->> 'level', last_preview = :preview, last_state = :state, last_file = :file
       WHERE peer = :peer AND ${condition}`,
      {
        peer: textIn(message, 'peer'),
        position: numberIn(message, 'position'),
        id: textIn(message, 'id'),
        at: numberIn(message, 'at'),
        direction: textIn(message, 'direction'),
        verdict: textIn(message, 'verdict'),
        preview: preview(textIn(message, 'body')),
        state: textIn(message, 'state'),
        file: lastFile(message),
      },
    );
  }
}

/** The part of its file that the list shows, as JSON; null: it has none. */
function lastFile({ file }: SqlRow): string | null {
  const shown = typeof file === 'string' ? parsedJson(file) : null;
  if (shown === null || typeof shown !== 'object') return null;
  const { name, type, state } = shown as Readonly<Record<string, unknown>>;
  return JSON.stringify({ name, type, state });
}

const longestPreview = 200;

/** On one line, and not ending in half a character. */
function preview(body: string): string {
  const line = body
    .slice(0, 2 * longestPreview)
    .replace(/\s+/gu, ' ')
    .trim();
  return line.slice(0, longestPreview).replace(/[\uD800-\uDBFF]$/, '');
}
