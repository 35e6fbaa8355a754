import { Database } from '@signalapp/sqlcipher';
import { ArchiveError } from './archive.ts';

export type SqlValue = string | number | null | Uint8Array<ArrayBuffer>;
export type SqlParameters = Readonly<Record<string, SqlValue>>;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * The only file that knows which SQLite this is. Everything is synchronous; statements are prepared once. Whatever goes wrong is an
 * ArchiveError: SQL and values never leave this file in a message.
 */
export class SqlDatabase {
  readonly #native: Database;

  /** @param file a path, or null for a database in memory; @param key 32 bytes, unused in memory. */
  constructor(file: string | null, key: Uint8Array) {
    this.#native = guarded(() => new Database(file ?? ':memory:', { cacheStatements: true }));
    try {
      if (file !== null) this.#unlock(key);
      this.exec(connectionPragmas);
    } catch (error) {
      this.#native.close();
      throw error;
    }
  }

  /** One or more statements without parameters. */
  exec(sql: string): void {
    guarded(() => this.#native.exec(sql));
  }

  /** @returns the number of rows changed. */
  run(sql: string, parameters: SqlParameters = {}): number {
    return guarded(() => this.#native.prepare(sql).run(bound(parameters)).changes);
  }

  get(sql: string, parameters: SqlParameters = {}): SqlRow | null {
    return guarded(() => this.#native.prepare(sql).get(bound(parameters)) ?? null);
  }

  all(sql: string, parameters: SqlParameters = {}): readonly SqlRow[] {
    return guarded(() => this.#native.prepare(sql).all(bound(parameters)));
  }

  /** All of the work or none of it. Not nested. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  close(): void {
    guarded(() => this.#native.close());
  }

  #rollBack(): void {
    try {
      this.#native.exec('ROLLBACK');
    } catch {
      // After a full disk or an I/O error SQLite has rolled back by itself; what is thrown is the cause, not this.
    }
  }

  #unlock(key: Uint8Array): void {
    // SQLCipher would write to stderr what it thinks of each page it cannot read.
    this.exec('PRAGMA cipher_log_level = NONE');
    // A raw key: the 256 bits are random, so there is nothing for a key derivation to stretch.
    this.exec(`PRAGMA key = "x'${Buffer.from(key).toString('hex')}'"`);
    this.exec(filePragmas);
  }
}

// busy_timeout: signing out and in again, the thread before may still be closing the file. locking_mode EXCLUSIVE before the first
// look at the file: a second process is refused instead of interleaved, and the index of the write-ahead log lives in memory, not in
// a -shm file. synchronous FULL: an unsent message or a draft exists nowhere else, so what is reported as stored survives a power
// cut; NORMAL would only survive a crash of the process. fullfsync: on macOS fsync alone leaves the drive's cache behind. The log is
// cut back after a checkpoint, so that it does not stay as large as the largest import.
const filePragmas = `
  PRAGMA busy_timeout = 2000;
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA fullfsync = ON;
  PRAGMA checkpoint_fullfsync = ON;
  PRAGMA journal_size_limit = 4194304;
`;

// secure_delete: a discarded text is overwritten, not only unlinked. temp_store: sorting spills to memory, never to a plain file.
// cache_size in KiB: a page of a conversation touches some dozen database pages; more buys nothing and costs every user memory.
// cipher_memory_security stays off: it wipes and locks SQLite's own buffers, but the same texts pass through V8's heap, which cannot
// be wiped, so it would slow every query for no protection. The key goes when the worker ends.
const connectionPragmas = `
  PRAGMA secure_delete = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA cache_size = -4096;
  PRAGMA foreign_keys = ON;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;
`;

/** A statement without placeholders takes an empty list. */
function bound(parameters: SqlParameters): SqlParameters | [] {
  return Object.keys(parameters).length === 0 ? [] : parameters;
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw archiveError(error);
  }
}

function archiveError(error: unknown): ArchiveError {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  // The driver gives no code when the file cannot be opened at all.
  if (typeof code !== 'string') return new ArchiveError('cannot-open');
  if (/^SQLITE_(NOTADB|CORRUPT)/.test(code)) return new ArchiveError('damaged');
  if (/^SQLITE_(BUSY|LOCKED)/.test(code)) return new ArchiveError('busy');
  if (/^SQLITE_(CANTOPEN|PERM|READONLY)/.test(code)) return new ArchiveError('cannot-open');
  if (code.startsWith('SQLITE_FULL')) return new ArchiveError('disk-full');
  if (code.startsWith('SQLITE_CONSTRAINT')) return new ArchiveError('bad-request');
  return new ArchiveError('failed');
}
