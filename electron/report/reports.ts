import type { BareJid } from '../../shared/model/jid.ts';
import type { ChosenDisposition, Disposition, MessageId } from '../../shared/model/message.ts';
import type { ReportView } from '../../shared/model/report.ts';
import type { Evidence, ReportNote, StoredReport } from '../archive/archive.ts';
import { Turns } from '../turns.ts';
import { contactOnRecord } from '../walks/on-record.ts';
import { exerciseMarkIn } from '../wire/exercise-mark.ts';
import type { WireMessage, WireResult } from '../wire/wire.ts';
import { Alerts, type AlertsParts } from './alerts.ts';
import { waitingFor } from './delivery.ts';
import { deskMessage, dispositionMessage } from './desk-message.ts';
import { deskFor, destinationsFor, uriOfAddress, wayOf } from './destinations.ts';
import { falseAlarmJson, type ReportSubject, xarfOf } from './evidence.ts';
import { isExercise } from './exercise.ts';
import { KeptReports, type KeptReportsParts } from './kept-reports.ts';
import { OutgoingReports, type OutgoingReportsParts, stateWith } from './outgoing-reports.ts';

/** How long a report can be taken back, in ms. */
export const undoTime = 5000;

export interface ReportsOptions extends KeptReportsParts, OutgoingReportsParts, AlertsParts {
  readonly archive: KeptReportsParts['archive'] & AlertsParts['archive'];
  readonly block: (jid: BareJid, reason: 'spam' | 'abuse') => Promise<WireResult>;
  /** "Gatehouse 1.2.3". */
  readonly client: string;
}

type Refused<Code extends string> = { readonly ok: false; readonly code: Code };
type Done = { readonly ok: true };

/**
 * Reports of one account: kept in the archive from the click on, on their way when five seconds have passed, and marked as sent when
 * every destination has answered. A report that could still be taken back when the program ended is sent at the next start: the person
 * wanted it sent, and the offer to undo has ended with the window. Nothing is ever blocked by a report alone.
 */
export class Reports {
  readonly alerts: Alerts;
  readonly #options: ReportsOptions;
  readonly #turns: Turns;
  readonly #kept: KeptReports;
  readonly #outgoing: OutgoingReports;
  readonly #undoTimers = new Map<MessageId, () => void>();

  constructor(options: ReportsOptions) {
    this.#options = options;
    this.#turns = new Turns(options.onFailure);
    this.#kept = new KeptReports(options);
    this.#outgoing = new OutgoingReports(options, this.#kept, this.#turns);
    this.alerts = new Alerts(options, this.#turns);
  }

  /** Takes up what an earlier session left. */
  open(): Promise<void> {
    return this.#turns.take(async () => {
      for (const report of await this.#options.archive.openReports()) {
        if (report.state === 'undoable') this.#startUndoTime(report);
        else this.#outgoing.takeUp(report);
      }
      await this.alerts.open();
    });
  }

  close(): Promise<void> {
    this.#outgoing.close();
    this.alerts.close();
    for (const callOff of this.#undoTimers.values()) callOff();
    this.#undoTimers.clear();
    return this.#turns.take(async () => undefined);
  }

  ready(isResumed: boolean): void {
    this.#outgoing.ready(isResumed);
    this.alerts.ready(isResumed);
  }

  offline(): void {
    this.#outgoing.offline();
    this.alerts.offline();
  }

  sent(stanzaId: string): void {
    this.#outgoing.sent(stanzaId);
    this.alerts.sent(stanzaId);
  }

  failed(stanzaId: string): void {
    this.#outgoing.failed(stanzaId);
    this.alerts.failed(stanzaId);
  }

  submit(
    id: MessageId,
    as: 'suspicious' | 'false-alarm' = 'suspicious',
  ): Promise<
    { ok: true; undoUntil: number } | Refused<'unknown-message' | 'already-reported' | 'not-allowed'>
  > {
    return this.#turns.take(async () => {
      const { archive, newId, now } = this.#options;
      const evidence = await archive.evidence(id);
      if (evidence === null || evidence.message.direction === 'out') return refused('unknown-message');
      if ((await archive.report(id)) !== null) return refused('already-reported');
      if (as === 'false-alarm' && !this.#mayBeFalseAlarm(evidence)) return refused('not-allowed');
      const disposition = as === 'suspicious' && this.#isExercise(evidence) ? 'exercise' : as;
      const report: StoredReport = {
        messageId: id,
        peer: evidence.message.peer,
        state: 'undoable',
        notes: [],
        posts: [],
        outcome: null,
        ...(await this.#written(evidence, { reportId: newId(), createdAt: now() }, disposition)),
      };
      await this.#kept.putOnRecord(report, 'submitted', {
        text: report.xarf,
        ...(disposition === 'suspicious' ? {} : { disposition }),
      });
      await this.#kept.store(report);
      if (disposition === 'exercise') {
        // He is told at once, so there is nothing to take back.
        await this.#release(id);
        return { ok: true, undoUntil: report.createdAt };
      }
      this.#startUndoTime(report);
      return { ok: true, undoUntil: report.createdAt + undoTime };
    });
  }

  undo(id: MessageId): Promise<Done | Refused<'unknown-message' | 'too-late'>> {
    return this.#turns.take(async () => {
      const report = await this.#options.archive.report(id);
      if (report === null) return refused('unknown-message');
      if (report.state !== 'undoable') return refused('too-late');
      await this.#kept.putOnRecord(report, 'undone');
      this.#undoTimers.get(id)?.();
      this.#undoTimers.delete(id);
      await this.#kept.remove(id);
      return { ok: true };
    });
  }

  /** Within the report as long as it is still here, and after it as a note otherwise. */
  classify(id: MessageId, disposition: ChosenDisposition): Promise<Done | Refused<'unknown-message'>> {
    return this.#turns.take(async () => {
      const report = await this.#options.archive.report(id);
      const evidence = report === null ? null : await this.#options.archive.evidence(id);
      if (report === null || evidence === null || report.disposition === 'exercise') {
        return refused('unknown-message');
      }
      await this.#kept.putOnRecord(report, 'classified', { disposition });
      if (this.#outgoing.isStillHere(report)) {
        await this.#kept.store({ ...report, ...(await this.#written(evidence, report, disposition)) });
        return { ok: true };
      }
      const note = dispositionMessage(disposition, this.#options.text());
      await this.#kept.store({ ...report, disposition, notes: this.#withNote(report, 'disposition', note) });
      await this.#outgoing.flush();
      return { ok: true };
    });
  }

  /** The report itself, for the desk's people and programs. */
  async #written(
    evidence: Evidence,
    { reportId, createdAt }: Pick<StoredReport, 'reportId' | 'createdAt'>,
    disposition: Disposition,
  ): Promise<Pick<StoredReport, 'reportId' | 'createdAt' | 'disposition' | 'xarf' | 'text'>> {
    const { archive, account, client } = this.#options;
    const policy = this.#options.policy();
    const subject: ReportSubject = {
      reportId,
      reportedAt: createdAt,
      reporter: account,
      organisation: policy.company?.name ?? null,
      client,
      evidence,
      disposition,
      context: await archive.evidenceBefore(evidence.message.id, policy.report.contextMessages),
    };
    const text = this.#options.text();
    const xarf = disposition === 'false-alarm' ? falseAlarmJson(subject, text) : xarfOf(subject, text);
    return { reportId, createdAt, disposition, xarf, text: deskMessage(subject, text) };
  }

  /** Blocking is a decision of its own; XEP-0377 tells the server why where it wants to know. */
  async blockSender(id: MessageId): Promise<Done | Refused<'unknown-message' | 'offline' | 'not-supported'>> {
    const evidence = await this.#options.archive.evidence(id);
    if (evidence === null || evidence.message.direction === 'out') return refused('unknown-message');
    const { account, record } = this.#options;
    const step = { account, peer: evidence.message.peer, step: 'block' } as const;
    await record.append([contactOnRecord({ ...step, outcome: 'wanted' })]);
    const result = await this.#options.block(evidence.message.peer, 'abuse');
    if (!result.ok) await record.append([contactOnRecord({ ...step, outcome: 'refused' })]);
    if (result.ok) return { ok: true };
    return refused(result.code === 'refused' ? 'not-supported' : result.code);
  }

  /** Follows the report to the desk as a message of its own that names it; kept with it when it has not gone yet. */
  addNote(id: MessageId, note: string): Promise<Done | Refused<'unknown-message'>> {
    return this.#turns.take(async () => {
      const report = await this.#options.archive.report(id);
      if (report === null) return refused('unknown-message');
      await this.#kept.putOnRecord(report, 'note', { text: note });
      await this.#kept.store({ ...report, notes: this.#withNote(report, 'words', note) });
      await this.#outgoing.flush();
      return { ok: true };
    });
  }

  #withNote({ notes }: StoredReport, kind: ReportNote['kind'], text: string): readonly ReportNote[] {
    return [...notes, { id: this.#options.newId(), kind, text, isSent: false }];
  }

  /** The report with its notes as JSON, to be saved; null when the message was not reported. */
  async export(id: MessageId): Promise<string | null> {
    const report = await this.#options.archive.report(id);
    if (report === null) return null;
    const xarf: unknown = JSON.parse(report.xarf);
    const notes = report.notes.map(({ text }) => text);
    return JSON.stringify(Object.assign({}, xarf, notes.length === 0 ? {} : { notes }), null, 2);
  }

  /** What its reporter may know of a report; null when the message was not reported. */
  async view(id: MessageId): Promise<ReportView | null> {
    const report = await this.#options.archive.report(id);
    if (report === null) return null;
    const { disposition, notes, outcome, posts } = report;
    const desk = deskFor(report, this.#options.policy().report);
    const isNoted = notes.some(({ kind }) => kind === 'words');
    return { disposition, isNoted, outcome, ways: posts.map((post) => wayOf(post, desk)) };
  }

  /** Believed from the desk alone, of a report that went there. */
  answered({ peer, at, outcome }: Pick<WireMessage, 'peer' | 'at' | 'outcome'>): void {
    if (outcome === null || peer !== this.#options.policy().report.securityDesk) return;
    const { reportId, verdict } = outcome;
    this.#turns.later(async () => {
      const report = await this.#options.archive.reportNamed(reportId);
      const way = report?.posts.find(({ url }) => url === uriOfAddress(peer));
      if (report === null || way === undefined || way.state === 'refused') return;
      // Answers may come out of order; the desk's last word counts.
      if (report.outcome !== null && report.outcome.at > at) return;
      if (report.outcome?.verdict === verdict) return;
      await this.#kept.putOnRecord(report, 'answered', { outcome: verdict });
      await this.#kept.store({ ...report, outcome: { verdict, at } });
    });
  }

  #mayBeFalseAlarm({ message }: Evidence): boolean {
    return this.#options.policy().report.reportFalsePositive && message.verdict.level !== 'allow';
  }

  #isExercise({ message, raw, stanzaId }: Evidence): boolean {
    const { account, policy } = this.#options;
    const key = policy().report.simulationMarkerKey;
    const mark = key === null ? null : exerciseMarkIn(raw);
    if (key === null || mark === null) return false;
    const { peer: from, body, at } = message;
    return isExercise({ to: account, from, id: stanzaId, body }, mark, at, key);
  }

  #startUndoTime({ messageId, createdAt }: StoredReport): void {
    const left = Math.max(0, Math.min(undoTime, createdAt + undoTime - this.#options.now()));
    const release = () => {
      this.#undoTimers.delete(messageId);
      this.#turns.later(() => this.#release(messageId));
    };
    this.#undoTimers.set(messageId, this.#options.after(left, release));
  }

  async #release(id: MessageId): Promise<void> {
    const report = await this.#options.archive.report(id);
    if (report?.state !== 'undoable') return;
    const posts = waitingFor(destinationsFor(report, this.#options.policy().report));
    await this.#kept.store({ ...report, posts, state: stateWith(posts) });
    await this.#outgoing.flush();
  }
}

function refused<Code extends string>(code: Code): Refused<Code> {
  return { ok: false, code };
}
