import { closeSync, existsSync, mkdirSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { ArchiveError, type ArchiveErrorCode, type OpenOutcome } from './archive.ts';
import { SqlDatabase } from './driver.ts';
import { migrate } from './migrations.ts';

/**
 * Opens the archive's file, brings its schema up to date, and makes a new one when there is none. A file that cannot be read is
 * never written to and never deleted: it is renamed, and a new one begun.
 * @throws ArchiveError `busy`, `disk-full`, `cannot-open`, `bad-request` for a key that is not 32 bytes
 */
export function openDatabase(
  file: string | null,
  key: Uint8Array,
  now: Date,
): { database: SqlDatabase; outcome: OpenOutcome } {
  if (file === null) return { database: begun(null, key), outcome: { outcome: 'created' } };
  if (key.length !== keyLength) throw new ArchiveError('bad-request');
  prepareFolder(file);
  const size = sizeOf(file);
  const isNew = size === 0;
  // SQLite would take a remainder of less than a page for an empty file, and replay a log without its database into a new one.
  const isRemainder = isNew ? existsSync(walOf(file)) : size < pageSize;
  const unreadable = isRemainder ? 'damaged' : null;
  const database = unreadable ?? (isNew ? begun(file, key) : opened(file, key));
  if (typeof database !== 'string') {
    return { database, outcome: { outcome: isNew ? 'created' : 'opened' } };
  }
  const keptAs = keepAside(file, database, now);
  return { database: begun(file, key), outcome: { outcome: 'reset', keptAs } };
}

/**
 * Remembers, also across restarts, that a page of this file could not be read while it was in use: opening looks at the first pages
 * only, so that it costs the same for a large archive, and would find nothing wrong.
 */
export function markSuspect(file: string): void {
  try {
    closeSync(openSync(suspectMarkOf(file), 'w', 0o600));
  } catch {
    // The disk takes not even an empty file. The damage is what must be told, and it will be met again.
  }
}

const keyLength = 32;
const pageSize = 4096;

/** Another process at work, or a full disk. */
const saysNothingAboutTheFile: readonly ArchiveErrorCode[] = ['busy', 'disk-full'];

const suspectMarkOf = (file: string) => `${file}.suspect`;
const walOf = (file: string) => `${file}-wal`;

function prepareFolder(file: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  } catch {
    throw new ArchiveError('cannot-open');
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function begun(file: string | null, key: Uint8Array): SqlDatabase {
  if (file !== null) makePrivate(file);
  const database = new SqlDatabase(file, key);
  try {
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite gives the log the mode of the file beside it. */
function makePrivate(file: string): void {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch {
    throw new ArchiveError('cannot-open');
  }
}

function opened(file: string, key: Uint8Array): SqlDatabase | 'damaged' | 'newer' {
  let database: SqlDatabase | null = null;
  try {
    database = new SqlDatabase(file, key);
    if (existsSync(suspectMarkOf(file)) && !isWhole(database)) throw new ArchiveError('damaged');
    if (migrate(database) === 'ready') {
      rmSync(suspectMarkOf(file), { force: true });
      return database;
    }
    database.close();
    return 'newer';
  } catch (error) {
    database?.close();
    if (!(error instanceof ArchiveError)) throw error;
    if (saysNothingAboutTheFile.includes(error.code)) throw error;
    return 'damaged';
  }
}

function isWhole(database: SqlDatabase): boolean {
  const rows = database.all('PRAGMA quick_check(1)');
  return rows.length === 1 && rows[0]?.['quick_check'] === 'ok';
}

function keepAside(file: string, why: 'damaged' | 'newer', now: Date): string {
  const name = `${file}.${why}-${now.toISOString().replace(/[-:.]/g, '')}`;
  let keptAs = name;
  // Renaming onto an existing file would destroy that one.
  for (let copy = 2; existsSync(keptAs) || existsSync(walOf(keptAs)); copy += 1) keptAs = `${name}-${copy}`;
  try {
    for (const suffix of ['', '-wal', '-shm']) {
      if (existsSync(file + suffix)) renameSync(file + suffix, keptAs + suffix);
    }
    rmSync(suspectMarkOf(file), { force: true });
  } catch {
    throw new ArchiveError('cannot-open');
  }
  return keptAs;
}
