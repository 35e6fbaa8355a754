import type { StoredReport } from './archive.ts';
import type { SqlDatabase, SqlParameters, SqlRow } from './driver.ts';
import type { Messages } from './messages.ts';
import { messageTables, originalColumns } from './rows.ts';

/** Like Evidence, its message as a row. */
interface StoredEvidence {
  readonly message: SqlRow;
  readonly raw: unknown;
  readonly from: unknown;
  readonly stanzaId: unknown;
  readonly archiveId: unknown;
}

/** What a report is made of, and the reports themselves until they have reached the desk and after. */
export class Reports {
  readonly #database: SqlDatabase;
  readonly #messages: Messages;

  constructor(database: SqlDatabase, messages: Messages) {
    this.#database = database;
    this.#messages = messages;
  }

  evidence(id: string): StoredEvidence | null {
    return this.#evidence('message.id = :id', { id })[0] ?? null;
  }

  evidenceBefore(id: string, limit: number): StoredEvidence[] {
    return this.#evidence(
      `message.conversation = (SELECT conversation FROM message WHERE id = :id)
         AND (message.at, message.position) < (SELECT at, position FROM message WHERE id = :id)
       ORDER BY message.at DESC, message.position DESC LIMIT :limit`,
      { id, limit },
    ).toReversed();
  }

  set(report: StoredReport): SqlRow | null {
    const changed = this.#database.run(
      `INSERT INTO report (position, state, created_at, has_unsent_note, report_id, text, xarf, notes, posts,
         disposition, outcome)
       SELECT position, :state, :createdAt, :hasUnsentNote, :reportId, :text, :xarf, :notes, :posts, :disposition, :outcome
       FROM message WHERE id = :messageId
       ON CONFLICT (position) DO UPDATE
       SET state = excluded.state, created_at = excluded.created_at, has_unsent_note = excluded.has_unsent_note,
         report_id = excluded.report_id, text = excluded.text, xarf = excluded.xarf, notes = excluded.notes, posts = excluded.posts,
         disposition = excluded.disposition, outcome = excluded.outcome
       WHERE report.state <> 'sent' OR excluded.state = 'sent'`,
      {
        messageId: report.messageId,
        state: report.state,
        createdAt: report.createdAt,
        hasUnsentNote: hasMore(report) ? 1 : 0,
        reportId: report.reportId,
        text: report.text,
        xarf: report.xarf,
        notes: JSON.stringify(report.notes),
        posts: JSON.stringify(report.posts),
        disposition: report.disposition,
        outcome: report.outcome === null ? null : JSON.stringify(report.outcome),
      },
    );
    return changed === 0 ? null : this.#messages.get(report.messageId);
  }

  remove(messageId: string): SqlRow | null {
    this.#database.run(
      `DELETE FROM report WHERE position = (SELECT position FROM message WHERE id = :messageId) AND state <> 'sent'`,
      { messageId },
    );
    return this.#messages.get(messageId);
  }

  get(messageId: string): SqlRow | null {
    return this.#reports('message.id = :messageId', { messageId })[0] ?? null;
  }

  named(reportId: string): SqlRow | null {
    return this.#reports('report.report_id = :reportId', { reportId })[0] ?? null;
  }

  open(): readonly SqlRow[] {
    return this.#reports(
      `(report.state IN ('undoable', 'queued') OR report.has_unsent_note = 1) ORDER BY report.created_at, report.position`,
      {},
    );
  }

  #reports(condition: string, parameters: SqlParameters): readonly SqlRow[] {
    return this.#database.all(
      `SELECT message.id AS messageId, report.report_id AS reportId, conversation.peer, report.state, report.xarf, report.text,
         report.created_at AS createdAt, report.notes, report.posts, report.disposition, report.outcome
       FROM report JOIN message ON message.position = report.position
       JOIN conversation ON conversation.id = message.conversation WHERE ${condition}`,
      parameters,
    );
  }

  #evidence(condition: string, parameters: SqlParameters): StoredEvidence[] {
    return this.#database
      .all(
        `SELECT ${originalColumns}, message.stanza_id, message.archive_id, evidence.sender, evidence.raw
         FROM ${messageTables} JOIN evidence ON evidence.position = message.position WHERE ${condition}`,
        parameters,
      )
      .map(({ stanza_id: stanzaId, archive_id: archiveId, sender: from, raw, ...message }) => ({
        message,
        raw,
        from,
        stanzaId,
        archiveId,
      }));
  }
}

/** Something is still on its way behind the report. */
function hasMore({ notes, posts }: StoredReport): boolean {
  return notes.some(({ isSent }) => !isSent) || posts.some(({ state }) => state === 'waiting');
}
