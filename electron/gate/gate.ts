import type { Direction, Finding, OutboundDecision } from '../../shared/model/confidential.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { LinkFinding } from '../../shared/model/message.ts';
import type { Place } from '../../shared/model/person.ts';
import type { ForbiddenReason, Verdict } from '../../shared/model/verdict.ts';
import type { BlocklistText, Policy } from '../../shared/policy.ts';
import type { GroupsOf } from './trust/federation.ts';

/** Somebody we know by a name that others could borrow. */
export interface KnownName {
  readonly jid: BareJid;
  readonly name: string;
}

export interface InboundMessage {
  readonly from: BareJid;
  /** From the roster; empty when there is none. */
  readonly name: string;
  readonly body: string;
  readonly isEncrypted: boolean;
  readonly invitation?: Invitation | null;
}

/** To a room. */
export interface Invitation {
  readonly room: BareJid;
  /** Who the room says has sent it; null when its sender says so himself. */
  readonly by: BareJid | null;
}

export interface OutboundMessage {
  readonly to: BareJid;
  readonly body: string;
  readonly isBlocked: boolean;
  /** Nobody here has accepted or added this person. */
  readonly isStranger: boolean;
}

/** What the gate decides by. */
export interface GateContext {
  readonly policy: Policy;
  /** Signed-in account; its domain is inside when policy names no company. */
  readonly account: BareJid;
  /** Colleagues and contacts whose names may not be imitated. */
  readonly people: readonly KnownName[];
  /** Already read. An unreadable one holds every link. */
  readonly blocklist: BlocklistText;
}

export interface PersonJudgement {
  readonly place: Place;
  readonly company: string | null;
  /** Address with the domain in A-labels. */
  readonly address: string;
  /** Why nothing may pass between us and this person; null when it may. */
  readonly forbidden: ForbiddenReason | null;
  /** Policy wants first contact with this person to wait until somebody here accepts it. */
  readonly isStranger: boolean;
  readonly verdict: Verdict;
}

export interface InboundJudgement {
  /** Person, text and links together; the strictest wins. */
  readonly verdict: Verdict;
  readonly links: readonly LinkFinding[];
}

export interface LeavingJudgement {
  readonly direction: Direction;
  readonly verdict: Verdict;
  /** What becomes of it; the verdict says the same in reasons. */
  readonly decision: OutboundDecision;
  /** All findings, also those that are only monitored. */
  readonly findings: readonly Finding[];
  /** The verdict and what is only monitored: what goes on record. */
  readonly forRecord: Verdict;
}

export interface OutboundJudgement extends InboundJudgement, LeavingJudgement {}

/** Everything with words of ours in it that others get to see. */
export interface LeavingText {
  readonly kind: 'correction' | 'subject' | 'status' | 'nickname' | 'file-name' | 'file' | 'note';
  readonly text: string;
  /** Null: all who can see it, so it is judged as going outside. */
  readonly to: BareJid | null;
}

/** The passage. Pure: no clock, no disk, no network, no Electron. A check that throws yields `check.failed` and holds. */
export interface Gate {
  /** claimedName: roster name or nickname; empty when there is none. */
  person(jid: BareJid, claimedName: string): PersonJudgement;
  inbound(message: InboundMessage): InboundJudgement;
  /**
   * The verdict is about the recipient and the text. Links in our own text are judged so that they show as they will at the
   * other side; none of them stops the message.
   */
  outbound(message: OutboundMessage): OutboundJudgement;
  /** The other texts that leave: only whether something confidential is in them. */
  leaving(text: LeavingText): LeavingJudgement;
  /** The same of a document, in pieces, with a breath after each. */
  leavingLong(text: LeavingText, breathe: () => Promise<void>): Promise<LeavingJudgement>;
  /**
   * The same check again at the click, on exactly the URL that would be opened. How the link was written is seen on arrival
   * only: the caller joins this with the verdict of the finding.
   */
  link(url: string): LinkFinding['verdict'];
  /** Loads what texts and links are judged with. What is judged before that is held, `check.failed`. */
  ready(): Promise<void>;
  /** Only what links are judged with, for who judges nothing else. */
  linksReady(): Promise<void>;
  /** The same gate for a changed roster. Cheap: what depends on policy alone (the blocklist above all) is shared. */
  withPeople(people: readonly KnownName[], groupsOf?: GroupsOf): Gate;
}
