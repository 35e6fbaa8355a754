import type { Confidential } from '../../shared/confidential-policy.ts';
import type { EventName, EventPayload } from '../../shared/ipc/events.ts';
import type { ConnectionState } from '../../shared/model/connection.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Policy } from '../../shared/policy.ts';
import type { Archive } from '../archive/archive.ts';
import type { AuditRecord, RecordError } from '../audit/record.ts';
import type { InspectFiles } from '../inspect/host/inspect-files.ts';
import type { PeopleOptions } from '../people/people.ts';
import type { Reports } from '../report/reports.ts';
import type { MainText } from '../text/en.ts';
import type { RetroactiveRooms } from '../walks/retroactive.ts';
import type { OutgoingMessage, Wire } from '../wire/wire.ts';
import type { FileServices } from './files-of.ts';

export interface OpenAccountOptions {
  readonly account: BareJid;
  /** Open already. */
  readonly archive: Archive;
  readonly wire: Wire;
  readonly record: Pick<AuditRecord, 'append'>;
  readonly isSendingStopped: () => boolean;
  readonly makeGate: PeopleOptions['makeGate'];
  readonly makeReports: (ways: {
    readonly send: (message: OutgoingMessage) => boolean;
    readonly onChanged: (message: Message) => void;
  }) => Reports;
  /** Looks into files. The account closes it. */
  readonly inspection: Pick<InspectFiles, 'inspect' | 'textOf' | 'cutsOf' | 'close'>;
  readonly files: FileServices;
  /** What policy says of confidential data now. */
  readonly confidential: () => Confidential;
  /** And of unsolicited messages. */
  readonly spim: () => Policy['spim'];
  /** Where policy sends reports now; null when there is no desk. */
  readonly securityDesk: () => BareJid | null;
  readonly text: () => Pick<MainText, 'falseAlarm' | 'release' | 'withdrawal'>;
  /** What messages are judged by now. */
  readonly rules: RetroactiveRooms['rules'];
  readonly newToken: () => string;
  readonly newId: () => MessageId;
  readonly now: () => number;
  readonly after: (milliseconds: number, run: () => void) => () => void;
  readonly sendsReceipts: () => boolean;
  readonly publish: <N extends EventName>(name: N, payload: EventPayload<N>) => void;
  readonly onConnection: (state: ConnectionState) => void;
  /** Something new from somebody we know, fit to be announced. */
  readonly onNews: (message: Message, person: Person) => void;
  /** Unread messages of all conversations together, but those with strangers. */
  readonly onUnread: (count: number) => void;
  readonly onViolation: (violation: { rule: string; from: string; detail: string }) => void;
  readonly onUnrecorded: (error: RecordError) => void;
  /** Calls back when another policy has taken effect; the returned function ends that. */
  readonly onPolicy: (listener: () => void) => () => void;
  /** The archive or the record no longer takes messages. */
  readonly onArchiveFailure: (error: unknown) => void;
}
