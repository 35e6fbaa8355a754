import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type {
  Cursor,
  LinkFinding,
  Message,
  MessageId,
  MessageState,
  ReportState,
  SendFailure,
} from '../../shared/model/message.ts';
import type { Verdict } from '../../shared/model/verdict.ts';

export interface NewMessage {
  readonly id: MessageId;
  readonly stanzaId: string;
  readonly archiveId: string | null;
  readonly peer: BareJid;
  /** Full address as received; for reports. */
  readonly from: string;
  readonly direction: 'in' | 'out';
  readonly at: number;
  readonly body: string;
  readonly state: MessageState;
  readonly failure: SendFailure | null;
  readonly verdict: Verdict;
  readonly links: readonly LinkFinding[];
  /** The stanza as received; empty for our own. */
  readonly raw: string;
  /** Whether it counts as unread. */
  readonly isNews: boolean;
}

/** `stored`: new. `known`: the same message was there already (same archive id, or same peer, direction, sender and stanza id); its archive id was filled in, nothing else changed. */
export type StoreOutcome = { readonly outcome: 'stored' | 'known'; readonly message: Message };

/** What a report needs beyond the message itself. */
export interface Evidence {
  readonly message: Message;
  readonly raw: string;
  readonly from: string;
  readonly stanzaId: string;
  readonly archiveId: string | null;
}

export interface StoredReport {
  readonly messageId: MessageId;
  readonly peer: BareJid;
  readonly state: Exclude<ReportState, 'none'>;
  /** XARF v4 JSON, complete, as it will be sent. */
  readonly xarf: string;
  /** The readable message to the desk. */
  readonly text: string;
  readonly createdAt: number;
}

export interface StoredPerson {
  readonly jid: BareJid;
  readonly name: string;
  readonly groups: readonly string[];
  readonly subscription: 'none' | 'to' | 'from' | 'both';
  readonly isAskedByUs: boolean;
}

/** `reset`: an archive that could not be opened was kept aside under the name given and a new one begun. */
export type OpenOutcome =
  | { readonly outcome: 'opened' | 'created' }
  | { readonly outcome: 'reset'; readonly keptAs: string };

/**
 * The encrypted message store. Every method is answered by a worker thread; none blocks the caller. One file for one account.
 * All orders are (at, position) ascending.
 */
export interface Archive {
  /** file null: in memory, for the session only. key: 32 bytes. Rejects only when a new archive cannot be made either. */
  open(file: string | null, key: Uint8Array): Promise<OpenOutcome>;
  close(): Promise<void>;
  store(messages: readonly NewMessage[]): Promise<readonly StoreOutcome[]>;
  message(id: MessageId): Promise<Message | null>;
  /** Our own outgoing message by its stanza id. */
  ownMessage(stanzaId: string): Promise<Message | null>;
  evidence(id: MessageId): Promise<Evidence | null>;
  /** Up to `limit` messages before `id` in its conversation, with what a report needs. */
  evidenceBefore(id: MessageId, limit: number): Promise<readonly Evidence[]>;
  /** Null when there is no such message, or the change would go backwards (delivered → sent). */
  setState(id: MessageId, state: MessageState, failure: SendFailure | null): Promise<Message | null>;
  setVerdict(id: MessageId, verdict: Verdict, links: readonly LinkFinding[]): Promise<Message | null>;
  discard(id: MessageId): Promise<Message | null>;
  page(query: {
    peer: BareJid;
    before: Cursor | null;
    after: Cursor | null;
    around: MessageId | null;
    limit: number;
  }): Promise<{ messages: readonly Message[]; hasOlder: boolean; hasNewer: boolean }>;
  /** Oldest archive id known for a person, to ask the server for what is older; null when none. */
  oldestArchiveId(peer: BareJid): Promise<string | null>;
  lastArchiveId(): Promise<string | null>;
  /** That the server has nothing older for this person. */
  setComplete(peer: BareJid): Promise<void>;
  isComplete(peer: BareJid): Promise<boolean>;
  conversations(): Promise<readonly Conversation[]>;
  conversation(peer: BareJid): Promise<Conversation | null>;
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
  setReport(report: StoredReport): Promise<Message | null>;
  removeReport(messageId: MessageId): Promise<Message | null>;
  report(messageId: MessageId): Promise<StoredReport | null>;
  /** Those in state `undoable` or `queued`, oldest first. */
  openReports(): Promise<readonly StoredReport[]>;
}
