import type { BareJid } from '../../shared/model/jid.ts';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { Policy } from '../../shared/policy.ts';
import type { Archive } from '../archive/archive.ts';
import type { AuditRecord, RecordError } from '../audit/record.ts';
import type { InspectedFile, OfferedFile } from '../inspect/host/inspect-files.ts';
import type { Quarantine } from './quarantine.ts';

/** What both walks of files need of the house. */
export interface FileRooms {
  readonly account: BareJid;
  readonly archive: Pick<Archive, 'message' | 'file' | 'setFile' | 'keptFiles'>;
  readonly record: Pick<AuditRecord, 'append'>;
  readonly quarantine: Quarantine;
  readonly policy: () => Policy;
  /** The domain of somebody who is none of us; null of a colleague. */
  readonly outsideDomain: (peer: BareJid) => string | null;
  readonly inspect: (file: OfferedFile) => Promise<InspectedFile>;
  readonly isOnline: () => boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly onChanged: (peer: BareJid, messages: readonly Message[]) => void;
  readonly onProgress: (progress: { id: MessageId; moved: number; total: number | null }) => void;
  /** Something could not be put on record, and did not happen for that. */
  readonly onUnrecorded: (error: RecordError) => void;
  /** The archive failed. */
  readonly onFailure: (error: unknown) => void;
}
