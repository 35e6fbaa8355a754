import type { ConnectionState } from '../../shared/model/connection.ts';
import type { BareJid, FullJid } from '../../shared/model/jid.ts';
import type { SendFailure } from '../../shared/model/message.ts';
import type { Availability } from '../../shared/model/person.ts';
import type { ReportAnswer } from '../../shared/model/report.ts';
import type { Border } from './connection/border.ts';
import type { ServerRules } from './connection/connection.ts';
import type { FileOffer } from './file-sharing.ts';
import type { Invitation } from './invitations.ts';
import type { SlotRequest, SlotResult, UploadService } from './upload-slots.ts';

/** What wire reads from a stanza. It parses and never decides. */
export interface WireMessage {
  /** The sender's `id` attribute or origin-id; empty when there was none. Chosen by the sender: unique only together with `from`. */
  readonly stanzaId: string;
  /** The id our own archive gave it (XEP-0359 `by` our bare JID, or the MAM result id); null when not known. Never the sender's word. */
  readonly archiveId: string | null;
  readonly direction: 'in' | 'out';
  readonly peer: BareJid;
  readonly from: FullJid | BareJid;
  readonly body: string;
  /** Milliseconds since the epoch: the archive's stamp, our server's delay stamp, else the time of arrival. Never in the future. */
  readonly at: number;
  readonly via: 'live' | 'carbon' | 'archive';
  /** An end-to-end encrypted message we cannot read (OMEMO, OpenPGP); body is empty then. */
  readonly isEncrypted: boolean;
  readonly wantsReceipt: boolean;
  /** To a room. `body` is what the inviter says of it then, or the room's address. */
  readonly invitation: Invitation | null;
  /** `body` is its address then, or what is said about it. */
  readonly file: FileOffer | null;
  /** It says that it stands for another of its sender's, or takes that one back; `of` is the id that the sender gave to it. */
  readonly change: { readonly kind: 'correction' | 'retraction'; readonly of: string } | null;
  /** What its sender says became of a report. */
  readonly outcome: ReportAnswer | null;
  /** The stanza as received, for reports and the record. */
  readonly raw: string;
}

export interface RosterItem {
  readonly jid: BareJid;
  readonly name: string;
  readonly groups: readonly string[];
  readonly subscription: 'none' | 'to' | 'from' | 'both';
  readonly isAskedByUs: boolean;
}

export interface OutgoingMessage {
  /** Becomes the stanza's id and origin-id. */
  readonly id: string;
  readonly to: BareJid;
  readonly body: string;
  /** Extension payload for a report, already XML-safe text: sent as <json xmlns='urn:xmpp:json:0'> (XEP-0335). */
  readonly json?: string;
  /** At an address where it is already. `body` is about it; where there is nothing to say, empty or the address. */
  readonly file?: FileOffer;
}

export interface WireEvents {
  state: [ConnectionState];
  /** Live, carbon and catch-up messages in the order the user should get them. */
  message: [WireMessage];
  /** The server has it (XEP-0198 ack, or our own copy found in the archive). */
  sent: [{ id: string }];
  /** A receipt (XEP-0184), from whom it was sent to; for a message sent before this start that is for the listener to compare. */
  delivered: [{ id: string; by: BareJid }];
  /** An error stanza for a message of ours. */
  failed: [{ id: string; failure: SendFailure }];
  roster: [{ changed: readonly RosterItem[]; removed: readonly BareJid[]; isWhole: boolean }];
  presence: [{ jid: BareJid; availability: Availability; statusText: string }];
  composing: [{ peer: BareJid; isComposing: boolean }];
  /** Someone asks to see our presence, or withdrew it. */
  asking: [{ jid: BareJid; isAsking: boolean }];
  blocked: [readonly BareJid[]];
  /** Catch-up from the archive is complete: what was queued may be sent now (in order). */
  ready: [{ resumed: boolean }];
  /** A rule was broken by a peer or the server and the stanza was ignored; for the record. */
  violation: [{ rule: string; from: string; detail: string }];
}

export type WireResult =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'offline' | 'not-supported' | 'refused' };

/**
 * What wire needs to know about what is stored, so that nothing is fetched twice or missed. Asked on every fresh session
 * before anything else is said there (roster, carbons, presence, catch-up): whoever answers is listening by then.
 */
export interface WireMemory {
  /**
   * The newest archive id stored for this account before the oldest message of ours that is unconfirmed, which the server may have; null:
   * fetch what is new since this start, at first the last page only. One the server has forgotten: fetch all it has.
   */
  lastArchiveId(): Promise<string | null>;
}

export interface WireOptions extends ServerRules {
  readonly account: BareJid;
  readonly password: string;
  readonly version: string;
  readonly border: Border;
}

export interface ArchivePage {
  readonly messages: readonly WireMessage[];
  /** The server has nothing older. */
  readonly isComplete: boolean;
}

/** The company's server as the rest of the house sees it. One instance for one sign-in. */
export interface Wire {
  readonly state: ConnectionState;
  on<E extends keyof WireEvents>(event: E, listener: (...args: WireEvents[E]) => void): () => void;
  start(): void;
  /** Ends the stream properly; resolves when the socket is closed, within two seconds. */
  stop(): Promise<void>;
  /** Try now instead of at retryAt; after sleep, a network change or the user's click. */
  reconnect(): void;
  /** False: whoever listens has more than he can take, and nothing is read from the server until he says so. */
  setReading(isReading: boolean): void;
  /** Other rules of policy: the stream of the old ones ends, and another is made by these. */
  follow(rules: ServerRules): void;
  /** The border may keep others away than before: those who see our presence then see it no more. */
  reconsider(): void;
  /** Hands the message to the stream; false when there is none (it stays queued). `sent` follows. */
  send(message: OutgoingMessage): boolean;
  /** Receipt for a message that arrived; only to people who may see our presence (XEP-0184 section 8). */
  acknowledge(message: WireMessage): void;
  setComposing(peer: BareJid, isComposing: boolean): void;
  setPresence(availability: Exclude<Availability, 'offline'>, statusText: string): void;
  /** The window is hidden or shown (XEP-0352). */
  setActive(isActive: boolean): void;
  addContact(jid: BareJid, name: string): Promise<WireResult>;
  removeContact(jid: BareJid): Promise<WireResult>;
  answerRequest(jid: BareJid, accept: boolean): WireResult;
  /** reportReason: with XEP-0377 where the server announces it. */
  block(jid: BareJid, reportReason: 'spam' | 'abuse' | null): Promise<WireResult>;
  unblock(jid: BareJid): Promise<WireResult>;
  /** Messages with one person before an archive id (null: before everything known), newest page of `limit`; null when offline or unsupported. */
  olderMessages(peer: BareJid, before: string | null, limit: number): Promise<ArchivePage | null>;
  /** Where files of this account are kept (XEP-0363); null when offline, or when the server takes none. */
  uploadService(): Promise<UploadService | null>;
  /** A place for one file, to be filled at once: services wait a minute or five. */
  requestSlot(file: SlotRequest): Promise<SlotResult>;
}
