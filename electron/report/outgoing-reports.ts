import type { BareJid } from '../../shared/model/jid.ts';
import type { Policy } from '../../shared/policy.ts';
import type { Archive, StoredReport } from '../archive/archive.ts';
import type { MainText } from '../text/en.ts';
import type { Turns } from '../turns.ts';
import {
  Delivery,
  type DeliveryOptions,
  isWaiting,
  type Parcel,
  postWith,
  reconciled,
  settled,
} from './delivery.ts';
import { noteMessage } from './desk-message.ts';
import { deskFor, destinationsFor, uriOfAddress } from './destinations.ts';
import type { KeptReports } from './kept-reports.ts';

export interface OutgoingReportsParts extends DeliveryOptions {
  readonly policy: () => Policy;
  readonly archive: Pick<Archive, 'openReports'>;
  readonly text: () => MainText['report'];
}

/** Reports that can be taken back no more, on their way to wherever policy says, and the notes behind them. */
export class OutgoingReports {
  readonly #parts: OutgoingReportsParts;
  readonly #kept: KeptReports;
  readonly #delivery: Delivery;

  constructor(parts: OutgoingReportsParts, kept: KeptReports, turns: Turns) {
    this.#parts = parts;
    this.#kept = kept;
    this.#delivery = new Delivery(parts, turns, {
      notePosted: (id, url, posted) => this.#posted(id, url, posted),
      flush: () => this.flush(),
    });
  }

  ready(isResumed: boolean): void {
    this.#delivery.ready(isResumed);
  }

  offline(): void {
    this.#delivery.offline();
  }

  close(): void {
    this.#delivery.close();
  }

  /** In a moment: whoever has just started has other things to do. */
  takeUp(report: StoredReport): void {
    if (report.posts.some(isWaiting)) this.#delivery.later();
  }

  /** Whether it can still be changed before anybody has it. */
  isStillHere(report: StoredReport): boolean {
    if (report.state === 'undoable' || report.state === 'kept') return true;
    return report.state === 'queued' && !this.#delivery.hasBegun(parcelOf(report));
  }

  /** Its turn is the caller's. */
  async flush(): Promise<void> {
    for (const report of await this.#parts.archive.openReports()) {
      if (report.state === 'undoable' || report.state === 'kept') continue;
      const current = await this.#asPolicySays(report);
      this.#delivery.carry(parcelOf(current));
      this.#sendNotes(current);
    }
  }

  /** The server has a stanza; most are not ours. */
  sent(stanzaId: string): void {
    this.#delivery.arrived(stanzaId, () => this.#arrived(stanzaId));
  }

  /**
   * An address does not take the report, and trying again would not change that. A note of a report that arrived is tried again with
   * the next stream.
   */
  failed(stanzaId: string): void {
    this.#delivery.refused(stanzaId, async () => {
      for (const report of await this.#parts.archive.openReports()) {
        const post = postWith(parcelOf(report), stanzaId);
        if (post !== null) await this.#settle(report, post.url, 'refused');
      }
    });
  }

  /** The first address comes before its notes: one stream keeps their order. */
  #sendNotes(report: StoredReport): void {
    const desk = deskFor(report, this.#parts.policy().report);
    if (desk === null) return;
    for (const { id, text } of report.notes.filter(({ isSent }) => !isSent)) {
      const body = noteMessage(report.reportId, text, this.#parts.text());
      this.#delivery.hand({ id, to: desk, body }, report.reportId);
    }
  }

  async #asPolicySays(report: StoredReport): Promise<StoredReport> {
    if (report.state !== 'queued') return report;
    const posts = reconciled(report.posts, destinationsFor(report, this.#parts.policy().report));
    if (JSON.stringify(posts) === JSON.stringify(report.posts)) return report;
    const current = { ...report, posts, state: stateWith(posts) };
    await this.#kept.store(current);
    return current;
  }

  async #arrived(stanzaId: string): Promise<void> {
    for (const report of await this.#parts.archive.openReports()) {
      const post = postWith(parcelOf(report), stanzaId);
      if (post !== null) await this.#settle(report, post.url, 'sent');
      else if (report.notes.some(({ id }) => id === stanzaId)) {
        const notes = report.notes.map((note) => (note.id === stanzaId ? { ...note, isSent: true } : note));
        await this.#kept.store({ ...report, notes });
      }
    }
  }

  async #posted(reportId: string, url: string, posted: 'sent' | 'refused'): Promise<void> {
    const open = await this.#parts.archive.openReports();
    const report = open.find((one) => one.reportId === reportId);
    if (report !== undefined) await this.#settle(report, url, posted);
  }

  async #settle(report: StoredReport, url: string, state: 'sent' | 'refused'): Promise<void> {
    if (!report.posts.some((post) => post.url === url && isWaiting(post))) return;
    await this.#kept.putOnRecord(report, state === 'sent' ? 'sent' : 'kept', this.#toOf(url));
    const posts = settled(report.posts, url, state);
    await this.#kept.store({ ...report, posts, state: stateWith(posts) });
  }

  /** The desk is left out (audit/events.ts). */
  #toOf(url: string): { to?: string } {
    const desk: BareJid | null = this.#parts.policy().report.securityDesk;
    return desk !== null && url === uriOfAddress(desk) ? {} : { to: url };
  }
}

export function stateWith(posts: StoredReport['posts']): StoredReport['state'] {
  if (posts.some(isWaiting)) return 'queued';
  return posts.some(({ state }) => state === 'sent') ? 'sent' : 'kept';
}

function parcelOf({ reportId, disposition, text, xarf, posts }: StoredReport): Parcel {
  return {
    id: reportId,
    kind: disposition === 'false-alarm' ? 'false-alarm' : 'report',
    text,
    json: xarf,
    posts,
  };
}
