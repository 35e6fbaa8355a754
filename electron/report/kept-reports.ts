import type { BareJid } from '../../shared/model/jid.ts';
import type { Disposition, Message, MessageId } from '../../shared/model/message.ts';
import type { ReportVerdict } from '../../shared/model/report.ts';
import type { Archive, StoredReport } from '../archive/archive.ts';
import type { RecordEvent } from '../audit/events.ts';
import { type AuditRecord, longestWords } from '../audit/record.ts';

export interface KeptReportsParts {
  readonly account: BareJid;
  readonly archive: Pick<
    Archive,
    'evidence' | 'evidenceBefore' | 'setReport' | 'removeReport' | 'report' | 'reportNamed' | 'openReports'
  >;
  readonly record: Pick<AuditRecord, 'append'>;
  /** The mark of a message changed, or what is known of its report. */
  readonly onChanged: (message: Message) => void;
}

/** Reports where they are kept: each step on record before it is noted, and shown after. */
export class KeptReports {
  readonly #parts: KeptReportsParts;

  constructor(parts: KeptReportsParts) {
    this.#parts = parts;
  }

  async store(report: StoredReport): Promise<void> {
    this.#show(await this.#parts.archive.setReport(report));
  }

  async remove(id: MessageId): Promise<void> {
    this.#show(await this.#parts.archive.removeReport(id));
  }

  putOnRecord(
    { peer, messageId, reportId }: StoredReport,
    step: Extract<RecordEvent['facts'], { kind: 'report' }>['step'],
    {
      text,
      ...more
    }: { text?: string; to?: string; disposition?: Disposition; outcome?: ReportVerdict } = {},
  ): Promise<void> {
    const { account, record } = this.#parts;
    const content =
      text === undefined ? null : { text: text.slice(0, longestWords), original: null, raw: '', reasons: [] };
    const facts = { kind: 'report', account, peer, messageId, reportId, step, ...more } as const;
    return record.append([{ facts, content }]);
  }

  #show(message: Message | null): void {
    if (message !== null) this.#parts.onChanged(message);
  }
}
