import type { StoredPerson } from './archive.ts';
import type { SqlDatabase, SqlRow } from './driver.ts';

interface PeopleChange {
  readonly changed: readonly StoredPerson[];
  readonly removed: readonly string[];
  readonly isWhole: boolean;
}

/** The roster as it was last seen, so that names are there before the server is. */
export class People {
  readonly #database: SqlDatabase;

  constructor(database: SqlDatabase) {
    this.#database = database;
  }

  list(): readonly SqlRow[] {
    return this.#database.all(
      'SELECT jid, name, groups, subscription, is_asked_by_us AS isAskedByUs FROM person ORDER BY jid',
    );
  }

  set({ changed, removed, isWhole }: PeopleChange): void {
    this.#database.transaction(() => {
      if (isWhole) this.#database.run('DELETE FROM person');
      for (const jid of removed) this.#database.run('DELETE FROM person WHERE jid = :jid', { jid });
      for (const person of changed) {
        this.#database.run(
          `INSERT OR REPLACE INTO person (jid, name, groups, subscription, is_asked_by_us)
           VALUES (:jid, :name, :groups, :subscription, :isAskedByUs)`,
          {
            jid: person.jid,
            name: person.name,
            groups: JSON.stringify(person.groups),
            subscription: person.subscription,
            isAskedByUs: person.isAskedByUs ? 1 : 0,
          },
        );
      }
    });
  }
}
