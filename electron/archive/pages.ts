import type { Cursor } from '../../shared/model/message.ts';
import type { Archive } from './archive.ts';
import type { SqlDatabase, SqlRow } from './driver.ts';
import { messagesWhere, numberIn, textIn } from './rows.ts';
import { searchExpression } from './search-text.ts';

type PageQuery = Parameters<Archive['page']>[0];

interface Page {
  readonly messages: readonly SqlRow[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

/** Messages in the order (at, position), always found through an index: the length of a conversation does not matter. */
export class Pages {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  page({ peer, before, after, around, limit }: PageQuery): Page {
    const place = around === null ? null : this.#placeOf(peer, around);
    if (place !== null) return this.#around(peer, place, limit);
    if (before !== null) return this.#olderThan(peer, before, limit);
    if (after !== null) return this.#newerThan(peer, after, limit);
    return { ...this.#olderThan(peer, end, limit), hasNewer: false };
  }

  oldestArchiveId(peer: string): string | null {
    const row = this.#database.get(
      `SELECT archive_id FROM message
       WHERE conversation = (SELECT id FROM conversation WHERE peer = :peer) AND archive_id IS NOT NULL
       ORDER BY at, position LIMIT 1`,
      { peer },
    );
    return row === null ? null : textIn(row, 'archive_id');
  }

  /**
   * The newest of each conversation is found through its index, and the newest of these is the newest of all. What was stored after a
   * message of ours that is unconfirmed does not count: the server may have archived that message before it (XEP-0313 section 3).
   */
  lastArchiveId(): string | null {
    const row = this.#database.get(
      `SELECT archive_id FROM message WHERE position IN (
         SELECT (SELECT position FROM message WHERE conversation = conversation.id AND archive_id IS NOT NULL
                   AND position < (SELECT coalesce(min(position), :end) FROM message INDEXED BY message_unsent
                                   WHERE state IN ('queued', 'sending'))
                 ORDER BY at DESC, position DESC LIMIT 1)
         FROM conversation)
       ORDER BY at DESC, position DESC LIMIT 1`,
      { end: end.position },
    );
    return row === null ? null : textIn(row, 'archive_id');
  }

  search(query: string, peer: string | null, limit: number): readonly SqlRow[] {
    const expression = searchExpression(query);
    if (expression === null) return [];
    // Sorted by their places first: only those that are returned are read whole.
    return messagesWhere(
      this.#database,
      `message.position IN (
         SELECT found.position FROM search CROSS JOIN message AS found ON found.position = search.rowid
         WHERE search.body MATCH :expression
           AND (:peer IS NULL OR found.conversation = (SELECT id FROM conversation WHERE peer = :peer))
         ORDER BY found.at DESC, found.position DESC LIMIT :limit)
       ORDER BY message.at DESC, message.position DESC`,
      { expression, peer, limit },
    );
  }

  #olderThan(peer: string, cursor: Cursor, limit: number): Page {
    const rows = this.#before(peer, cursor, limit + 1);
    const orAtIt = { ...cursor, position: cursor.position - 1 };
    return {
      messages: rows.slice(0, limit).toReversed(),
      hasOlder: rows.length > limit,
      hasNewer: this.#after(peer, orAtIt, 1).length > 0,
    };
  }

  #newerThan(peer: string, cursor: Cursor, limit: number): Page {
    const rows = this.#after(peer, cursor, limit + 1);
    const orAtIt = { ...cursor, position: cursor.position + 1 };
    return {
      messages: rows.slice(0, limit),
      hasOlder: this.#before(peer, orAtIt, 1).length > 0,
      hasNewer: rows.length > limit,
    };
  }

  #around(peer: string, place: Cursor, limit: number): Page {
    const older = this.#before(peer, place, limit);
    const newer = this.#after(peer, { ...place, position: place.position - 1 }, limit + 1);
    // As many on both sides; near an end, what one side lacks the other gives.
    const newerTaken = Math.min(newer.length, Math.max(Math.ceil((limit + 1) / 2), limit - older.length));
    const olderTaken = Math.min(older.length, limit - newerTaken);
    return {
      messages: [...older.slice(0, olderTaken).toReversed(), ...newer.slice(0, newerTaken)],
      hasOlder: older.length > olderTaken,
      hasNewer: newer.length > newerTaken,
    };
  }

  #placeOf(peer: string, id: string): Cursor | null {
    const row = this.#database.get(
      `SELECT at, position FROM message
       WHERE id = :id AND conversation = (SELECT id FROM conversation WHERE peer = :peer)`,
      { id, peer },
    );
    return row === null ? null : { at: numberIn(row, 'at'), position: numberIn(row, 'position') };
  }

  /** Newest first. */
  #before(peer: string, { at, position }: Cursor, limit: number): readonly SqlRow[] {
    return messagesWhere(
      this.#database,
      `message.conversation = (SELECT id FROM conversation WHERE peer = :peer)
         AND (message.at, message.position) < (:at, :position)
       ORDER BY message.at DESC, message.position DESC LIMIT :limit`,
      { peer, at, position, limit },
    );
  }

  /** Oldest first. */
  #after(peer: string, { at, position }: Cursor, limit: number): readonly SqlRow[] {
    return messagesWhere(
      this.#database,
      `message.conversation = (SELECT id FROM conversation WHERE peer = :peer)
         AND (message.at, message.position) > (:at, :position)
       ORDER BY message.at, message.position LIMIT :limit`,
      { peer, at, position, limit },
    );
  }
}

/** After everything. */
const end: Cursor = { at: Number.MAX_SAFE_INTEGER, position: Number.MAX_SAFE_INTEGER };
