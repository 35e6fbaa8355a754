import type { SessionSnapshot } from '../../shared/ipc/session-snapshot.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Archive } from '../archive/archive.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Vault } from '../vault/vault.ts';
import type { Wire, WireMemory } from '../wire/wire.ts';
import type { OpenAccount } from './open-account.ts';
import type { LastAccount } from './recall.ts';

export interface SessionOptions {
  readonly vault: Vault;
  /** Facts about the machine, and about the policy in force. */
  readonly facts: () => Pick<
    SessionSnapshot,
    | 'companyName'
    | 'hasCertificate'
    | 'notice'
    | 'domain'
    | 'policy'
    | 'fixedSettings'
    | 'reports'
    | 'takesFalseAlarms'
    | 'releaseApprovers'
    | 'systemLanguage'
    | 'version'
  >;
  /** The text that has to be agreed to before anybody is let in; null when none has. */
  readonly requiredConsent: () => string | null;
  readonly initialNotices: SessionSnapshot['notices'];
  readonly lastAccount: () => LastAccount | null;
  readonly setLastAccount: (last: LastAccount | null) => void;
  readonly makeWire: (account: BareJid, password: string, memory: WireMemory) => Wire;
  /** Opens the account's file, or a store for the session when there is no key. */
  readonly openArchive: (
    account: BareJid,
    key: Uint8Array | null,
  ) => Promise<{ archive: Archive; isReset: boolean }>;
  /** Whatever of it is on the disk. */
  readonly removeArchive: (account: BareJid) => Promise<void>;
  readonly openAccount: (account: BareJid, archive: Archive, wire: Wire) => Promise<OpenAccount>;
  readonly record: AuditRecord;
  /** The window stands, and a connection may take the processor's time. */
  readonly settled: Promise<unknown>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onChanged: (snapshot: SessionSnapshot) => void;
  /** Everything is left; only the record is still open. */
  readonly onClosing: () => void;
  /** What a failed archive, an unexpected error or a broken rule says to the log; never content. */
  readonly log: (event: string, error: unknown) => void;
}
