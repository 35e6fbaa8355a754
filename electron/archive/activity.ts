import type { SecurityEvent } from '../../shared/model/security.ts';
import type { SqlDatabase, SqlRow } from './driver.ts';
import { numberIn } from './rows.ts';

const mostKept = 1000;

// The terms of the index `message_held`, word for word: with others it is not used.
const isHeld = `message.direction = 'in' AND message.verdict ->> 'level' IN ('hold', 'block')`;

/** Files that were kept back, of messages that are still to be seen. The first rules may have let one through. */
const heldFiles = `file JOIN message ON message.position = file.position
  WHERE message.direction = 'in' AND message.withdrawn = 0 AND file.shown -> 'verdict' ->> 'level' IN ('hold', 'block')
  AND message.at >= :since`;
const isHeldLater = `EXISTS (
  SELECT 1 FROM json_each(file.shown, '$.verdict.reasons') AS reason WHERE reason.value ->> 'code' = 'file.held-later')`;

const ofReport = `conversation.peer, message.id AS messageId, message.verdict -> '$.reasons[0]' AS reason
  FROM report CROSS JOIN message ON message.position = report.position
  JOIN conversation ON conversation.id = message.conversation`;

/** What was held, stopped, withdrawn and reported. Messages, their files and reports tell of themselves; what became no message is noted here. */
export class Activity {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  note(events: readonly SecurityEvent[]): void {
    this.#database.transaction(() => {
      for (const { kind, at, peer, messageId, reason } of events) {
        this.#database.run(
          'INSERT INTO activity (kind, at, peer, message_id, reason) VALUES (:kind, :at, :peer, :messageId, :reason)',
          { kind, at, peer, messageId, reason: JSON.stringify(reason) },
        );
      }
      this.#database.run('DELETE FROM activity WHERE id <= (SELECT max(id) FROM activity) - :mostKept', {
        mostKept,
      });
    });
  }

  since(since: number, limit: number): Record<string, unknown> {
    const count = (sql: string): number => numberIn(this.#database.get(sql, { since }) ?? {}, 'n');
    return {
      held:
        count(
          `SELECT count(*) AS n FROM message WHERE ${isHeld} AND message.withdrawn = 0 AND message.at >= :since`,
        ) + count(`SELECT count(*) AS n FROM ${heldFiles} AND NOT ${isHeldLater}`),
      withdrawn:
        count(
          `SELECT count(*) AS n FROM message WHERE ${isHeld} AND message.withdrawn = 1 AND message.at >= :since`,
        ) + count(`SELECT count(*) AS n FROM ${heldFiles} AND ${isHeldLater}`),
      reported: count('SELECT count(*) AS n FROM report WHERE created_at >= :since'),
      stopped: count(`SELECT count(*) AS n FROM activity WHERE kind = 'stopped' AND at >= :since`),
      latest: [
        ...this.#heldMessages(since, limit),
        ...this.#heldFiles(since, limit),
        ...this.#reports(since, limit),
        ...this.#answers(since, limit),
        ...this.#database.all(
          `SELECT kind, at, peer, message_id AS messageId, reason FROM activity WHERE at >= :since
           ORDER BY at DESC LIMIT :limit`,
          { since, limit },
        ),
      ]
        .sort((a, b) => numberIn(b, 'at') - numberIn(a, 'at'))
        .slice(0, limit),
    };
  }

  #heldMessages(since: number, limit: number): readonly SqlRow[] {
    return this.#database.all(
      `SELECT iif(message.withdrawn, 'withdrawn', 'held') AS kind, message.at, conversation.peer, message.id AS messageId,
         message.verdict -> '$.reasons[0]' AS reason
       FROM message CROSS JOIN conversation ON conversation.id = message.conversation
       WHERE ${isHeld} AND message.at >= :since ORDER BY message.at DESC LIMIT :limit`,
      { since, limit },
    );
  }

  #heldFiles(since: number, limit: number): readonly SqlRow[] {
    return this.#database.all(
      `SELECT iif(${isHeldLater}, 'withdrawn', 'held') AS kind, message.at,
         (SELECT peer FROM conversation WHERE conversation.id = message.conversation) AS peer, message.id AS messageId,
         file.shown -> '$.verdict.reasons[0]' AS reason
       FROM ${heldFiles} ORDER BY message.at DESC LIMIT :limit`,
      { since, limit },
    );
  }

  /** An exercise that was recognised is told apart. */
  #reports(since: number, limit: number): readonly SqlRow[] {
    return this.#database.all(
      `SELECT iif(report.disposition IN ('exercise', 'false-alarm'), 'reported-' || report.disposition, 'reported') AS kind,
         report.created_at AS at, ${ofReport} WHERE report.created_at >= :since ORDER BY report.created_at DESC LIMIT :limit`,
      { since, limit },
    );
  }

  #answers(since: number, limit: number): readonly SqlRow[] {
    return this.#database.all(
      `SELECT 'found-' || (report.outcome ->> 'verdict') AS kind, report.outcome ->> 'at' AS at, ${ofReport}
       WHERE report.outcome ->> 'at' >= :since ORDER BY report.outcome ->> 'at' DESC LIMIT :limit`,
      { since, limit },
    );
  }
}
