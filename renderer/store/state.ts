import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { LeavingQuestion } from '../../shared/model/leaving.ts';
import type { MessageId } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Request } from '../../shared/model/request.ts';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import type { MessageWindow } from './message-window.ts';

export type MainView =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'conversation'; readonly peer: BareJid }
  | { readonly kind: 'requests' }
  | { readonly kind: 'security' };

export type Overlay = 'switcher' | 'search' | 'settings' | 'shortcuts' | 'add-person' | 'sign-in';

/** A text that would leave, and whose it is to be. */
export type AskedAbout =
  | { readonly kind: 'send'; readonly text: string; readonly peer: BareJid }
  | { readonly kind: 'file'; readonly text: string; readonly peer: BareJid; readonly name: string }
  | { readonly kind: 'status' | 'nickname' | 'note'; readonly text: string };

/** A question before something confidential leaves. */
export interface Asked {
  readonly about: AskedAbout;
  readonly question: LeavingQuestion;
}

/** Why a picked file cannot go, or not now. `unreadable`: its bytes could not be had, or changed while they were read. */
export type AttachmentProblem = 'folder' | 'too-large' | 'too-many' | 'no-space' | 'unreadable' | 'failed';

/** A file that was picked for a conversation and has not been sent. */
export interface Attachment {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  /** `waiting` for those before it; `ready` when main has all of it; `sending` while main looks at it. */
  readonly phase: 'waiting' | 'reading' | 'ready' | 'sending' | 'failed';
  /** Bytes that main has. */
  readonly read: number;
  readonly problem: AttachmentProblem | null;
}

/** How much of a file was fetched or uploaded, in bytes; `total` null: nobody knows. */
export interface FileProgress {
  readonly moved: number;
  readonly total: number | null;
}

export interface State {
  /** Null until main has answered for the first time. */
  readonly session: SessionSnapshot | null;
  readonly settings: Settings;
  /** A sign-in from this window is under way. */
  readonly isSigningIn: boolean;
  readonly lists: 'loading' | 'ready' | 'failed';
  readonly people: ReadonlyMap<BareJid, Person>;
  readonly conversations: ReadonlyMap<BareJid, Conversation>;
  /** Peers of `conversations`, newest first. */
  readonly order: readonly BareJid[];
  readonly windows: ReadonlyMap<BareJid, MessageWindow>;
  /** First contact by people who are in no list. */
  readonly requests: ReadonlyMap<BareJid, Request>;
  readonly typing: ReadonlySet<BareJid>;
  /** Until when a report of this window can be taken back, in milliseconds since the epoch. */
  readonly undoUntil: ReadonlyMap<MessageId, number>;
  /** In the order in which they were picked. */
  readonly attachments: ReadonlyMap<BareJid, readonly Attachment[]>;
  readonly fileProgress: ReadonlyMap<MessageId, FileProgress>;
  readonly main: MainView;
  readonly column: 'conversations' | 'people';
  readonly aside: 'none' | 'details' | 'search';
  readonly overlay: Overlay | null;
  /** Lies on top of everything. */
  readonly asked: Asked | null;
  readonly isListCollapsed: boolean;
  readonly dismissedNotices: ReadonlySet<string>;
  /**
   * From an `xmpp:` link, for a composer that is empty; or an answer to a request for a held file, which stands under what is there. Taken by
   * the composer and never sent by itself.
   */
  readonly prefill: { readonly peer: BareJid; readonly text: string; readonly isAnswer: boolean } | null;
}

export const initialState: State = {
  session: null,
  settings: defaultSettings,
  isSigningIn: false,
  lists: 'loading',
  people: new Map(),
  conversations: new Map(),
  order: [],
  windows: new Map(),
  requests: new Map(),
  typing: new Set(),
  undoUntil: new Map(),
  attachments: new Map(),
  fileProgress: new Map(),
  main: { kind: 'nothing' },
  column: 'conversations',
  aside: 'none',
  overlay: null,
  asked: null,
  isListCollapsed: false,
  dismissedNotices: new Set(),
  prefill: null,
};

/** Everything that belongs to an account goes with it; what belongs to the window stays. */
export function withoutAccount(state: State): State {
  const { session, settings, isSigningIn, isListCollapsed, dismissedNotices } = state;
  return { ...initialState, session, settings, isSigningIn, isListCollapsed, dismissedNotices };
}
