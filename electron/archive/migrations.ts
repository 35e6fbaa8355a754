import { ArchiveError } from './archive.ts';
import type { SqlDatabase } from './driver.ts';

/**
 * Position n brings the schema from version n to n + 1. What has been released is never changed: append.
 * Each runs in one transaction together with the new version number.
 */
const migrations: readonly string[] = [
  // 0 → 1. `position` is never used again (AUTOINCREMENT): it is part of cursors that the window holds. What only a report needs is
  // in `evidence`, so that reading a conversation does not page through raw stanzas. `search` keeps the index alone: the texts
  // are in `message`, and 'secure-delete' takes the words of a discarded one out of it.
  `
  CREATE TABLE conversation (
    id INTEGER PRIMARY KEY,
    peer TEXT NOT NULL UNIQUE,
    unread INTEGER NOT NULL DEFAULT 0 CHECK (unread >= 0),
    draft TEXT NOT NULL DEFAULT '',
    is_complete INTEGER NOT NULL DEFAULT 0,
    last_position INTEGER,
    last_id TEXT,
    last_at INTEGER,
    last_direction TEXT,
    last_level TEXT,
    last_preview TEXT
  ) STRICT;

  CREATE TABLE message (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversation (id),
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out')),
    at INTEGER NOT NULL CHECK (at >= 0),
    state TEXT NOT NULL CHECK (state IN ('received', 'queued', 'sending', 'sent', 'delivered', 'failed')),
    failure TEXT,
    body TEXT NOT NULL,
    verdict TEXT NOT NULL,
    links TEXT NOT NULL,
    stanza_id TEXT NOT NULL,
    archive_id TEXT,
    fingerprint BLOB,
    CHECK ((direction = 'in') = (state = 'received'))
  ) STRICT;
  CREATE INDEX message_in_order ON message (conversation, at);
  CREATE UNIQUE INDEX message_by_archive_id ON message (archive_id) WHERE archive_id IS NOT NULL;
  CREATE UNIQUE INDEX message_by_fingerprint ON message (fingerprint) WHERE fingerprint IS NOT NULL;
  CREATE INDEX message_archived_in_order ON message (conversation, at) WHERE archive_id IS NOT NULL;
  CREATE INDEX message_of_ours ON message (stanza_id) WHERE direction = 'out';
  CREATE INDEX message_unsent ON message (at) WHERE state IN ('queued', 'sending');

  CREATE TABLE evidence (
    position INTEGER PRIMARY KEY REFERENCES message (position) ON DELETE CASCADE,
    sender TEXT NOT NULL,
    raw TEXT NOT NULL
  ) STRICT;

  CREATE TABLE report (
    position INTEGER PRIMARY KEY REFERENCES message (position) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('undoable', 'queued', 'sent', 'kept')),
    created_at INTEGER NOT NULL,
    has_unsent_note INTEGER NOT NULL,
    report_id TEXT NOT NULL,
    text TEXT NOT NULL,
    xarf TEXT NOT NULL,
    notes TEXT NOT NULL
  ) STRICT;
  CREATE INDEX report_open ON report (created_at) WHERE state IN ('undoable', 'queued') OR has_unsent_note = 1;

  CREATE TABLE person (
    jid TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    groups TEXT NOT NULL,
    subscription TEXT NOT NULL,
    is_asked_by_us INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE VIRTUAL TABLE search USING fts5 (
    body, content = '', tokenize = 'unicode61 remove_diacritics 2'
  );
  INSERT INTO search (search, rank) VALUES ('secure-delete', 1);
  `,
  // 1 → 2. What a writer agreed to, as JSON: it counts again when the message leaves, which may be after a restart.
  `
  ALTER TABLE message ADD COLUMN clearance TEXT;
  `,
  // 2 → 3. What new rules withdrew stays for reports and is shown without its text. `judged_by` is one row: the rules that all messages
  // were last judged by.
  `
  ALTER TABLE message ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX message_received ON message (at) WHERE direction = 'in' AND withdrawn = 0;
  CREATE TABLE judged_by (place INTEGER PRIMARY KEY CHECK (place = 1), id TEXT NOT NULL) STRICT;
  `,
  // 3 → 4. Whom we wrote to before there was a requests tray does not wait in it.
  `
  ALTER TABLE conversation ADD COLUMN is_accepted INTEGER NOT NULL DEFAULT 0;
  UPDATE conversation SET is_accepted = 1 WHERE EXISTS (
    SELECT 1 FROM message
    WHERE message.conversation = conversation.id AND message.direction = 'out' AND message.state <> 'failed');
  `,
  // 4 → 5. Where a report goes beside the desk, as JSON; `has_unsent_note` stands for all that waits behind the report itself.
  `
  ALTER TABLE report ADD COLUMN posts TEXT NOT NULL DEFAULT '[]';
  `,
  // 5 → 6. What the security page looks back on.
  `
  CREATE INDEX message_held ON message (at) WHERE direction = 'in' AND verdict ->> 'level' IN ('hold', 'block');
  CREATE TABLE activity (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    peer TEXT NOT NULL,
    message_id TEXT,
    reason TEXT NOT NULL
  ) STRICT;
  CREATE INDEX activity_in_order ON activity (at);
  `,
  // 6 → 7. The files of messages. Their bytes are sealed in the quarantine, each with a key of its own, which is in `sealed`: who has the
  // folder and not this database reads none of them.
  `
  CREATE TABLE file (
    position INTEGER PRIMARY KEY REFERENCES message (position) ON DELETE CASCADE,
    shown TEXT NOT NULL,
    url TEXT NOT NULL,
    announced TEXT NOT NULL,
    sealed TEXT
  ) STRICT;
  CREATE INDEX file_kept ON file (position) WHERE sealed IS NOT NULL OR shown ->> 'state' IN ('fetching', 'inspecting', 'uploading');
  `,
  // 7 → 8. What the security desk is to be told beside reports, until every destination has answered.
  `
  CREATE TABLE alert (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    text TEXT NOT NULL,
    json TEXT NOT NULL,
    posts TEXT NOT NULL
  ) STRICT;
  `,
  // 8 → 9. What a message was reported as, and what the desk says became of it, as JSON.
  `
  ALTER TABLE report ADD COLUMN disposition TEXT NOT NULL DEFAULT 'suspicious';
  ALTER TABLE report ADD COLUMN outcome TEXT;
  `,
  // 9 → 10. What the answer to a request for a held file must say.
  `
  ALTER TABLE file ADD COLUMN release_code TEXT;
  `,
  // 10 → 11. What the list says of the last message beside its words: how far it has come, and its file, as JSON.
  `
  ALTER TABLE conversation ADD COLUMN last_state TEXT;
  ALTER TABLE conversation ADD COLUMN last_file TEXT;
  UPDATE conversation SET last_state = (SELECT state FROM message WHERE position = last_position),
    last_file = (
      SELECT json_object('name', shown ->> 'name', 'type', shown ->> 'type', 'state', shown ->> 'state')
      FROM file JOIN message USING (position) WHERE position = last_position AND withdrawn = 0)
  WHERE last_position IS NOT NULL;
  UPDATE conversation SET last_preview = ''
  WHERE last_file IS NOT NULL AND (SELECT body FROM message WHERE position = last_position) = '';
  `,
];

/**
 * Brings the database up to date.
 * @returns `newer` when a later version of Gatehouse wrote it; it was not touched then.
 */
export function migrate(database: SqlDatabase): 'ready' | 'newer' {
  const version = schemaVersion(database);
  if (version > migrations.length) return 'newer';
  for (const [index, sql] of migrations.slice(version).entries()) {
    database.transaction(() => {
      database.exec(sql);
      database.exec(`PRAGMA user_version = ${version + index + 1}`);
    });
  }
  return 'ready';
}

function schemaVersion(database: SqlDatabase): number {
  const version = database.get('PRAGMA user_version')?.['user_version'];
  if (typeof version !== 'number' || version < 0) throw new ArchiveError('damaged');
  return version;
}
