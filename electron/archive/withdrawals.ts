import type { Cursor } from '../../shared/model/message.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import type { Conversations } from './conversations.ts';
import type { SqlDatabase, SqlRow } from './driver.ts';
import type { Messages } from './messages.ts';
import { messagesWhere, numberIn, textIn } from './rows.ts';
import { indexedText } from './search-text.ts';

/** What new rules do to messages that are there already. */
export class Withdrawals {
  readonly #database: SqlDatabase;
  readonly #messages: Messages;
  readonly #conversations: Conversations;

  constructor(database: SqlDatabase, messages: Messages, conversations: Conversations) {
    this.#database = database;
    this.#messages = messages;
    this.#conversations = conversations;
  }

  passedAfter({ at, position }: Cursor, limit: number): readonly SqlRow[] {
    return messagesWhere(
      this.#database,
      `(message.direction = 'in' OR message.state IN ('sending', 'sent', 'delivered')) AND message.withdrawn = 0 AND (message.at, message.position) > (:at, :position)
       ORDER BY message.at, message.position LIMIT :limit`,
      { at, position, limit },
    );
  }

  withdraw(id: string, verdict: Verdict): SqlRow | null {
    return this.#database.transaction(() => {
      const stored = this.#database.get(
        'SELECT position, body FROM message WHERE id = :id AND withdrawn = 0',
        { id },
      );
      if (stored !== null) {
        const position = numberIn(stored, 'position');
        // The index holds no texts of its own: it must be told what to take out (FTS5 section 6.3).
        this.#database.run(`INSERT INTO search (search, rowid, body) VALUES ('delete', :position, :text)`, {
          position,
          text: indexedText(textIn(stored, 'body')),
        });
        this.#database.run(
          'UPDATE message SET withdrawn = 1, verdict = :verdict WHERE position = :position',
          { position, verdict: JSON.stringify(verdict) },
        );
      }
      const message = this.#messages.get(id);
      if (message !== null) this.#conversations.changed(message);
      return message;
    });
  }

  judgedBy(): unknown {
    return this.#database.get('SELECT id FROM judged_by')?.['id'] ?? null;
  }

  setJudgedBy(id: string): void {
    this.#database.run(
      'INSERT INTO judged_by (place, id) VALUES (1, :id) ON CONFLICT (place) DO UPDATE SET id = :id',
      { id },
    );
  }
}
