import type { Clearance } from '../../shared/model/leaving.ts';
import type { LinkFinding, MessageState, SendFailure } from '../../shared/model/message.ts';
import type { Verdict } from '../../shared/model/verdict.ts';
import { ArchiveError, type NewMessage, type StoreOutcome } from './archive.ts';
import type { Conversations } from './conversations.ts';
import type { SqlDatabase, SqlRow } from './driver.ts';
import type { Files } from './files.ts';
import { fingerprint } from './fingerprint.ts';
import { messagesWhere, messageWhere, numberIn, textIn } from './rows.ts';
import { indexedText } from './search-text.ts';
import { mayBecome } from './state-order.ts';

const nobody = 'forgotten.invalid';

interface StoredOutcome {
  readonly outcome: StoreOutcome['outcome'];
  readonly message: SqlRow;
}

/** How far two clocks may be apart before the time says more than the order, in milliseconds. */
const largestSkew = 60_000;

/** Messages one by one: how they come in, change and go. Reading them in order is in pages.ts. */
export class Messages {
  readonly #database: SqlDatabase;
  readonly #conversations: Conversations;
  readonly #files: Files;

  constructor(database: SqlDatabase, conversations: Conversations, files: Files) {
    this.#database = database;
    this.#conversations = conversations;
    this.#files = files;
  }

  store(messages: readonly NewMessage[]): StoredOutcome[] {
    return this.#database.transaction(() => messages.map((message) => this.#storeOne(message)));
  }

  get(id: string): SqlRow | null {
    return messageWhere(this.#database, 'message.id = :id', { id });
  }

  own(stanzaId: string): SqlRow | null {
    if (stanzaId === '') return null;
    // What another device of ours sent may bear the same stanza id; what was sent from here has it as its own id.
    return messageWhere(
      this.#database,
      `message.stanza_id = :stanzaId AND message.direction = 'out' ORDER BY message.id = :stanzaId DESC LIMIT 1`,
      { stanzaId },
    );
  }

  /** Ids of others are not indexed: a flood of corrections must not make anybody read long conversations. */
  lastNamed(peer: string, direction: 'in' | 'out', stanzaId: string): SqlRow | null {
    return messageWhere(
      this.#database,
      `message.position IN (
         SELECT position FROM message WHERE conversation = (SELECT id FROM conversation WHERE peer = :peer)
         ORDER BY at DESC, position DESC LIMIT 200)
       AND message.stanza_id = :stanzaId AND message.direction = :direction
       ORDER BY message.at DESC, message.position DESC LIMIT 1`,
      { peer, direction, stanzaId },
    );
  }

  setState(id: string, state: MessageState, failure: SendFailure | null): SqlRow | null {
    const message = this.get(id);
    if (message === null || message['state'] === state) return message;
    if (!mayBecome(textIn(message, 'state'), state)) return null;
    const changed = { ...message, state, failure };
    this.#database.transaction(() => {
      this.#database.run('UPDATE message SET state = :state, failure = :failure WHERE id = :id', {
        id,
        state,
        failure,
      });
      this.#conversations.changed(changed);
    });
    return changed;
  }

  setVerdict(id: string, verdict: Verdict, links: readonly LinkFinding[]): SqlRow | null {
    return this.#database.transaction(() => {
      this.#database.run('UPDATE message SET verdict = :verdict, links = :links WHERE id = :id', {
        id,
        verdict: JSON.stringify(verdict),
        links: JSON.stringify(links),
      });
      const message = this.get(id);
      if (message !== null) this.#conversations.changed(message);
      return message;
    });
  }

  /** As it was stored: JSON. */
  clearance(id: string): unknown {
    return this.#database.get('SELECT clearance FROM message WHERE id = :id', { id })?.['clearance'] ?? null;
  }

  setClearance(id: string, clearance: Clearance): void {
    this.#database.run('UPDATE message SET clearance = :clearance WHERE id = :id', {
      id,
      clearance: JSON.stringify(clearance),
    });
  }

  discard(id: string): SqlRow | null {
    return this.#database.transaction(() => {
      const message = this.get(id);
      if (message === null || !['queued', 'failed'].includes(textIn(message, 'state'))) return null;
      const position = numberIn(message, 'position');
      this.#unindex(position, textIn(message, 'body'));
      this.#database.run('DELETE FROM message WHERE position = :position', { position });
      this.#conversations.removed(message, this.#newest(textIn(message, 'peer')));
      return message;
    });
  }

  /** The rows stay, without a word in them, under an address that nobody can have (RFC 2606 section 2). */
  forget(peer: string): void {
    this.#database.transaction(() => {
      const messages = messagesWhere(this.#database, 'conversation.peer = :peer', { peer });
      const forgotten = this.#conversations.ensure(nobody);
      for (const message of messages) {
        const position = numberIn(message, 'position');
        const body = textIn(message, 'body');
        // Of what was withdrawn the index holds nothing any more.
        if (body !== '') this.#unindex(position, body);
        this.#database.run(
          `UPDATE message SET conversation = :forgotten, body = '', links = '[]', withdrawn = 1 WHERE position = :position`,
          { forgotten, position },
        );
        this.#database.run(`UPDATE evidence SET raw = '' WHERE position = :position`, { position });
        this.#files.forget(position);
      }
      this.#conversations.forget(peer);
    });
  }

  unsent(): readonly SqlRow[] {
    return messagesWhere(
      this.#database,
      `message.state IN ('queued', 'sending') ORDER BY message.at, message.position`,
      {},
    );
  }

  #storeOne(message: NewMessage): StoredOutcome {
    const print = fingerprint(message);
    const known = this.#known(message, print);
    if (known === null) return { outcome: 'stored', message: this.#insert(message, print) };
    if (message.archiveId !== null) {
      this.#database.run(
        'UPDATE message SET archive_id = :archiveId WHERE position = :position AND archive_id IS NULL',
        { archiveId: message.archiveId, position: numberIn(known, 'position') },
      );
    }
    return { outcome: 'known', message: known };
  }

  /** Where an archive id is known already it decides, so that it is never given to a second message. */
  #known(message: NewMessage, print: Uint8Array<ArrayBuffer> | null): SqlRow | null {
    return messageWhere(
      this.#database,
      `message.archive_id = :archiveId OR message.id = :id OR message.fingerprint = :print
       ORDER BY message.archive_id IS :archiveId DESC, message.id = :id DESC LIMIT 1`,
      { id: message.id, archiveId: message.archiveId, print },
    );
  }

  #insert(message: NewMessage, print: Uint8Array<ArrayBuffer> | null): SqlRow {
    const conversation = this.#conversations.ensure(message.peer);
    this.#database.run(
      `INSERT INTO message (id, conversation, direction, at, state, failure, body, verdict, links, stanza_id, archive_id, fingerprint,
         clearance)
       VALUES (:id, :conversation, :direction, :at, :state, :failure, :body, :verdict, :links, :stanzaId, :archiveId, :print,
         :clearance)`,
      {
        id: message.id,
        conversation,
        direction: message.direction,
        at: message.isNews ? this.#notBefore(conversation, message.at) : message.at,
        state: message.state,
        failure: message.failure,
        body: message.body,
        verdict: JSON.stringify(message.verdict),
        links: JSON.stringify(message.links),
        stanzaId: message.stanzaId,
        archiveId: message.archiveId,
        print,
        clearance: message.clearance === null ? null : JSON.stringify(message.clearance),
      },
    );
    const stored = this.get(message.id);
    if (stored === null) throw new ArchiveError('failed');
    const position = numberIn(stored, 'position');
    this.#database.run('INSERT INTO evidence (position, sender, raw) VALUES (:position, :sender, :raw)', {
      position,
      sender: message.from,
      raw: message.raw,
    });
    this.#database.run('INSERT INTO search (rowid, body) VALUES (:position, :text)', {
      position,
      text: indexedText(textIn(stored, 'body')),
    });
    const whole = message.file === null ? stored : this.#files.add(position, message.file);
    this.#conversations.added(whole, message.isNews);
    return whole;
  }

  /**
   * News comes in order, but its times come from two clocks: live it is this computer's, from the server's archive the server's, and
   * often in whole seconds. So it stands below what the server had before.
   */
  #notBefore(conversation: number, at: number): number {
    const last = this.#database.get(
      `SELECT at FROM message WHERE conversation = :conversation AND state IN ('received', 'sent', 'delivered')
       ORDER BY at DESC LIMIT 1`,
      { conversation },
    );
    const newest = last === null ? at : numberIn(last, 'at');
    return newest > at && newest - at <= largestSkew ? newest : at;
  }

  /** The index holds no texts of its own: it must be told what to take out (FTS5 section 6.3). */
  #unindex(position: number, body: string): void {
    this.#database.run(`INSERT INTO search (search, rowid, body) VALUES ('delete', :position, :text)`, {
      position,
      text: indexedText(body),
    });
  }

  #newest(peer: string): SqlRow | null {
    return messageWhere(
      this.#database,
      `message.conversation = (SELECT id FROM conversation WHERE peer = :peer)
       ORDER BY message.at DESC, message.position DESC LIMIT 1`,
      { peer },
    );
  }
}
