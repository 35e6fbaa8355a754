import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Clearance } from '../../shared/model/leaving.ts';
import type {
  Cursor,
  Disposition,
  LinkFinding,
  Message,
  MessageId,
  MessageState,
  ReportState,
  SendFailure,
} from '../../shared/model/message.ts';
import type { ReportOutcome } from '../../shared/model/report.ts';
import type { SecurityActivity, SecurityEvent } from '../../shared/model/security.ts';
import type { SharedFile } from '../../shared/model/shared-file.ts';
import type { Verdict } from '../../shared/model/verdict.ts';

export interface NewMessage {
  readonly id: MessageId;
  readonly stanzaId: string;
  readonly archiveId: string | null;
  readonly peer: BareJid;
  /** Full address as received; for reports. */
  readonly from: string;
  readonly direction: 'in' | 'out';
  /** Milliseconds since the epoch, never negative. */
  readonly at: number;
  /** Longer than `longestBody` is cut there; `raw` keeps all of it. */
  readonly body: string;
  readonly state: MessageState;
  readonly failure: SendFailure | null;
  readonly verdict: Verdict;
  readonly links: readonly LinkFinding[];
  /** The stanza as received; empty for our own. */
  readonly raw: string;
  /** What its writer agreed to of what was found in it; null when nothing had to be. */
  readonly clearance: Clearance | null;
  readonly file: StoredFile | null;
  /** What comes in counts as unread then; what went out from elsewhere shows that all above it has been read. */
  readonly isNews: boolean;
}

/** What is known of a message's file, of which the window sees a part. */
export interface StoredFile {
  readonly shown: SharedFile;
  /** Where it is; empty for one of ours that was not uploaded yet. */
  readonly url: string;
  /** By its sender, who may say anything. */
  readonly announced: {
    /** As it was written; the shown one is safe. */
    readonly name: string;
    readonly size: number | null;
    readonly mediaType: string | null;
    /** Lower-case hexadecimal. */
    readonly sha256: string | null;
  };
  /** Its bytes in the quarantine: a file name there, and the key to it in base64. Null: they are not here. */
  readonly sealed: { readonly name: string; readonly key: string } | null;
  /** What an approver's answer must say; null: nobody was asked for it. */
  readonly releaseCode: string | null;
}

export interface KeptFile {
  readonly id: MessageId;
  readonly file: StoredFile;
}

/**
 * `stored`: new. `known`: the same message was there already; its archive id was filled in when it had none, nothing else changed.
 * The same is: the same id, the same archive id (our server's word), or the same peer, direction, stanza id and body and, of an
 * incoming one, the same sender without resource. A stanza id alone proves nothing: the sender chooses it, and one used twice must not hide a message.
 */
export type StoreOutcome = { readonly outcome: 'stored' | 'known'; readonly message: Message };

/** What a report needs beyond the message itself. */
export interface Evidence {
  readonly message: Message;
  readonly raw: string;
  readonly from: string;
  readonly stanzaId: string;
  readonly archiveId: string | null;
}

/** `id` (a UUID) is the id of the stanza that carries it. */
export interface ReportNote {
  readonly id: string;
  /** `disposition`: what it was taken for after all, in the product's words. */
  readonly kind: 'words' | 'disposition';
  readonly text: string;
  readonly isSent: boolean;
}

export interface StoredReport {
  readonly messageId: MessageId;
  /** The report's own id, a UUID: `report_id` in the XARF, and the id of the stanza that carries it. */
  readonly reportId: string;
  readonly peer: BareJid;
  readonly state: Exclude<ReportState, 'none'>;
  readonly disposition: Disposition;
  /** Null until the desk has said what became of it. */
  readonly outcome: ReportOutcome | null;
  /** XARF v4 JSON, complete, as it will be sent. */
  readonly xarf: string;
  /** The readable message to the desk. */
  readonly text: string;
  readonly createdAt: number;
  /** Notes added afterwards, oldest first. */
  readonly notes: readonly ReportNote[];
  /** Where it goes, as URIs, from the moment it can be taken back no more. */
  readonly posts: readonly { readonly url: string; readonly state: 'waiting' | 'sent' | 'refused' }[];
}

/** What the security desk is told beside reports. It is forgotten when every destination has answered. */
export interface StoredAlert extends Pick<StoredReport, 'createdAt' | 'text' | 'posts'> {
  /** A UUID. */
  readonly id: string;
  readonly kind: 'withdrawal' | 'false-alarm';
  readonly json: string;
}

export interface StoredPerson {
  readonly jid: BareJid;
  readonly name: string;
  readonly groups: readonly string[];
  readonly subscription: 'none' | 'to' | 'from' | 'both';
  readonly isAskedByUs: boolean;
}

/**
 * `reset`: an archive that could not be read was kept aside under the path given and a new one begun. It was damaged, foreign, of
 * another key (`<file>.damaged-<time>`) or written by a newer version (`<file>.newer-<time>`).
 */
export type OpenOutcome =
  | { readonly outcome: 'opened' | 'created' }
  | { readonly outcome: 'reset'; readonly keptAs: string };

/**
 * `damaged`: a page of the file does not carry its key's seal any more; `crashed`: the worker ended by itself. After either, open()
 * again: it looks at every page and keeps a damaged file aside. `busy`: another process has the file. `disk-full`: nothing of the
 * call was stored. `cannot-open`: no archive can be made at that place. `not-open`: open() was not called, or close() was.
 * `bad-request`: an argument broke the contract; nothing of the call was stored. `failed`: anything else.
 */
export type ArchiveErrorCode =
  | 'damaged'
  | 'crashed'
  | 'busy'
  | 'disk-full'
  | 'cannot-open'
  | 'not-open'
  | 'bad-request'
  | 'failed';

/** What every method of the archive rejects with. Carries no content of messages. */
export class ArchiveError extends Error {
  readonly code: ArchiveErrorCode;

  constructor(code: ArchiveErrorCode) {
    super(`archive: ${code}`);
    this.name = 'ArchiveError';
    this.code = code;
  }
}

/**
 * The encrypted message store. Every method is answered by a worker thread; none blocks the caller. One file for one account.
 * All orders are (at, position) ascending.
 */
export interface Archive {
  /**
   * file null: in memory, for the session only. key: 32 bytes. Rejects when a new archive cannot be made either (`cannot-open`,
   * `disk-full`), or another process has the file (`busy`). Other calls may be made without waiting for it. Open already: closes first.
   */
  open(file: string | null, key: Uint8Array): Promise<OpenOutcome>;
  /** Answers what was asked before, then ends the worker. */
  close(): Promise<void>;
  /** All or none. Resolves when they are on the disk. Outcomes in the order of the messages. */
  store(messages: readonly NewMessage[]): Promise<readonly StoreOutcome[]>;
  message(id: MessageId): Promise<Message | null>;
  /** Our own outgoing message by its stanza id. */
  ownMessage(stanzaId: string): Promise<Message | null>;
  /** The last one that somebody gave this id, among the newest of a conversation; what is older is not looked for. */
  lastNamed(peer: BareJid, direction: Message['direction'], stanzaId: string): Promise<Message | null>;
  evidence(id: MessageId): Promise<Evidence | null>;
  /** Up to `limit` messages before `id` in its conversation, with what a report needs. */
  evidenceBefore(id: MessageId, limit: number): Promise<readonly Evidence[]>;
  /**
   * Forward only: queued → sending → sent → delivered, steps may be left out; failed from any but delivered; failed → queued is a
   * retry. Null when there is no such message or the change would go backwards; the message as it is when it is in that state already.
   */
  setState(id: MessageId, state: MessageState, failure: SendFailure | null): Promise<Message | null>;
  setVerdict(id: MessageId, verdict: Verdict, links: readonly LinkFinding[]): Promise<Message | null>;
  /** Null also when there is no such message. */
  file(id: MessageId): Promise<StoredFile | null>;
  /** Of a message that has one. Null when there is none. */
  setFile(id: MessageId, file: StoredFile): Promise<Message | null>;
  /** Messages whose files are on their way or in the quarantine, whatever was withdrawn, oldest first. */
  keptFiles(): Promise<readonly KeptFile[]>;
  /** Messages that have come and were not withdrawn, and those that have gone, after a place, in all conversations. */
  passedAfter(after: Cursor, limit: number): Promise<readonly Message[]>;
  /** From now on it is shown without its text and its links, and no search finds it; a report still has them. Null when there is none. */
  withdraw(id: MessageId, verdict: Verdict): Promise<Message | null>;
  /** What became no message and is to be looked back on. */
  noteActivity(events: readonly SecurityEvent[]): Promise<void>;
  activity(since: number, limit: number): Promise<SecurityActivity>;
  /** What all messages were last judged by; null when that was never noted. */
  judgedBy(): Promise<string | null>;
  setJudgedBy(id: string): Promise<void>;
  /** Null also when there is no such message. */
  clearance(id: MessageId): Promise<Clearance | null>;
  setClearance(id: MessageId, clearance: Clearance): Promise<void>;
  /** Forgets a message of ours that did not go out (`queued` or `failed`) and returns what it was; null for any other. */
  discard(id: MessageId): Promise<Message | null>;
  /** `around` wins over `before`, `before` over `after`; all null, or `around` not of this conversation: the newest page. */
  page(query: {
    peer: BareJid;
    before: Cursor | null;
    after: Cursor | null;
    around: MessageId | null;
    limit: number;
  }): Promise<{ messages: readonly Message[]; hasOlder: boolean; hasNewer: boolean }>;
  /** Oldest archive id known for a person, to ask the server for what is older; null when none. */
  oldestArchiveId(peer: BareJid): Promise<string | null>;
  /** Where reading the server's archive may go on: the newest archive id stored before the oldest message of ours that is unconfirmed. */
  lastArchiveId(): Promise<string | null>;
  /** That the server has nothing older for this person. */
  setComplete(peer: BareJid): Promise<void>;
  isComplete(peer: BareJid): Promise<boolean>;
  /** Those with a message or a draft, newest message first. */
  conversations(): Promise<readonly Conversation[]>;
  conversation(peer: BareJid): Promise<Conversation | null>;
  /** Those we wrote to or accepted: no strangers any more. */
  accepted(): Promise<readonly BareJid[]>;
  accept(peer: BareJid): Promise<void>;
  /**
   * Takes what was said with this person off the disk, and the conversation with it. That there were such messages is kept, or the
   * server's archive would bring them again.
   */
  forget(peer: BareJid): Promise<void>;
  markRead(peer: BareJid): Promise<Conversation | null>;
  setDraft(peer: BareJid, text: string): Promise<Conversation>;
  /** Outgoing messages that have not reached the server (`queued` or `sending`), oldest first. */
  unsent(): Promise<readonly Message[]>;
  /** Full-text, newest first; the query is words, never syntax. */
  search(query: string, peer: BareJid | null, limit: number): Promise<readonly Message[]>;
  people(): Promise<readonly StoredPerson[]>;
  /** Replaces all (whole) or upserts and removes. */
  setPeople(change: {
    changed: readonly StoredPerson[];
    removed: readonly BareJid[];
    isWhole: boolean;
  }): Promise<void>;
  /** Adds or replaces it. Null when there is no such message, or a report in state `sent` would become unsent. */
  setReport(report: StoredReport): Promise<Message | null>;
  /** Null when there is no such message; a report in state `sent` stays. */
  removeReport(messageId: MessageId): Promise<Message | null>;
  report(messageId: MessageId): Promise<StoredReport | null>;
  /** By the report's own id. */
  reportNamed(reportId: string): Promise<StoredReport | null>;
  /** Those in state `undoable` or `queued`, and those with a note that was not sent; oldest first. */
  openReports(): Promise<readonly StoredReport[]>;
  /** Adds or replaces it. */
  setAlert(alert: StoredAlert): Promise<void>;
  removeAlert(id: string): Promise<void>;
  /** Oldest first. */
  alerts(): Promise<readonly StoredAlert[]>;
}
