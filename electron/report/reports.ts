import type { BareJid } from '../../shared/model/jid.ts';
import type { Disposition, Message, MessageId } from '../../shared/model/message.ts';
import type { Policy } from '../../shared/policy.ts';
import type { Archive, Evidence, StoredReport } from '../archive/archive.ts';
import type { RecordEvent } from '../audit/events.ts';
import { type AuditRecord, longestWords } from '../audit/record.ts';
import type { Posted } from '../forward/post-report.ts';
import type { MainText } from '../text/en.ts';
import { contactOnRecord } from '../walks/on-record.ts';
import type { OutgoingMessage, WireResult } from '../wire/wire.ts';
import { deskMessage, dispositionMessage, noteMessage } from './desk-message.ts';
import { type ReportSubject, xarfOf } from './evidence.ts';

/** How long a report can be taken back, in ms. */
export const undoTime = 5000;
/** After a destination did not answer, in ms; doubled each time. */
const firstRetry = 10_000;
const longestRetry = 3_600_000;

export interface ReportsOptions {
  readonly account: BareJid;
  readonly policy: () => Policy;
  readonly archive: Pick<
    Archive,
    'evidence' | 'evidenceBefore' | 'setReport' | 'removeReport' | 'report' | 'openReports'
  >;
  readonly record: Pick<AuditRecord, 'append'>;
  /** False when there is no stream; the report waits. */
  readonly send: (message: OutgoingMessage) => boolean;
  /** Gives it to one of policy's other destinations; `refused` also when policy names it no more. */
  readonly post: (url: string, xarf: string) => Promise<Posted>;
  readonly block: (jid: BareJid, reason: 'spam' | 'abuse') => Promise<WireResult>;
  /** A UUID. */
  readonly newId: () => string;
  readonly now: () => number;
  /** Calls back once after `ms`; the returned function calls it off. */
  readonly after: (ms: number, act: () => void) => () => void;
  /** "Gatehouse 1.2.3". */
  readonly client: string;
  readonly text: () => MainText['report'];
  /** The mark of a message changed. */
  readonly onChanged: (message: Message) => void;
  readonly onFailure: (error: unknown) => void;
}

type Refused<Code extends string> = { readonly ok: false; readonly code: Code };
type Done = { readonly ok: true };

/**
 * Reports of one account: kept in the archive from the click on, sent to the security desk when five seconds have passed and the
 * server is there, and marked as sent when the server has said so. A report that could still be taken back when the program ended
 * is sent at the next start: the person wanted it sent, and the offer to undo has ended with the window. Nothing is ever blocked
 * by a report alone.
 */
export class Reports {
  readonly #options: ReportsOptions;
  readonly #undoTimers = new Map<MessageId, () => void>();
  /** Stanzas handed to the wire and not yet acknowledged. */
  readonly #inFlight = new Map<string, MessageId>();
  /** What is being posted: report and address. */
  readonly #posting = new Set<string>();
  #callOffRetry: (() => void) | null = null;
  #postFailures = 0;
  #isClosed = false;
  #isReady = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: ReportsOptions) {
    this.#options = options;
  }

  /** Takes up what an earlier session left. */
  open(): Promise<void> {
    return this.#inTurn(async () => {
      for (const report of await this.#options.archive.openReports()) {
        if (report.state === 'undoable') this.#startUndoTime(report);
        else if (report.posts.some(isWaiting)) this.#postLater();
      }
    });
  }

  close(): Promise<void> {
    this.#isReady = false;
    this.#isClosed = true;
    this.#callOffRetry?.();
    for (const callOff of this.#undoTimers.values()) callOff();
    this.#undoTimers.clear();
    return this.#inTurn(async () => undefined);
  }

  /** The stream is up and what was missed has been fetched. Not resumed: what was on its way is sent again under the same id. */
  ready(isResumed: boolean): void {
    this.#isReady = true;
    if (!isResumed) this.#inFlight.clear();
    this.#later(() => this.#flush());
  }

  offline(): void {
    this.#isReady = false;
  }

  submit(
    id: MessageId,
  ): Promise<{ ok: true; undoUntil: number } | Refused<'unknown-message' | 'already-reported'>> {
    return this.#inTurn(async () => {
      const { archive, newId, now } = this.#options;
      const evidence = await archive.evidence(id);
      if (evidence === null || evidence.message.direction === 'out') return refused('unknown-message');
      if ((await archive.report(id)) !== null) return refused('already-reported');
      const report: StoredReport = {
        messageId: id,
        peer: evidence.message.peer,
        state: 'undoable',
        notes: [],
        posts: [],
        ...(await this.#written(evidence, { reportId: newId(), createdAt: now() }, 'suspicious')),
      };
      await this.#putOnRecord(report, 'submitted', { text: report.xarf });
      await this.#store(report);
      this.#startUndoTime(report);
      return { ok: true, undoUntil: report.createdAt + undoTime };
    });
  }

  undo(id: MessageId): Promise<Done | Refused<'unknown-message' | 'too-late'>> {
    return this.#inTurn(async () => {
      const report = await this.#options.archive.report(id);
      if (report === null) return refused('unknown-message');
      if (report.state !== 'undoable') return refused('too-late');
      await this.#putOnRecord(report, 'undone');
      this.#undoTimers.get(id)?.();
      this.#undoTimers.delete(id);
      this.#show(await this.#options.archive.removeReport(id));
      return { ok: true };
    });
  }

  /** Within the report as long as it is still here, and after it as a note otherwise. */
  classify(id: MessageId, disposition: Disposition): Promise<Done | Refused<'unknown-message'>> {
    return this.#inTurn(async () => {
      const report = await this.#options.archive.report(id);
      const evidence = report === null ? null : await this.#options.archive.evidence(id);
      if (report === null || evidence === null) return refused('unknown-message');
      await this.#putOnRecord(report, 'classified', { disposition });
      if (this.#isStillHere(report)) {
        await this.#store({ ...report, ...(await this.#written(evidence, report, disposition)) });
        return { ok: true };
      }
      const note = dispositionMessage(disposition, this.#options.text());
      const added = { id: this.#options.newId(), text: note, isSent: false };
      await this.#store({ ...report, notes: [...report.notes, added] });
      await this.#flush();
      return { ok: true };
    });
  }

  #isStillHere({ state, reportId, posts }: StoredReport): boolean {
    const hasBegun = this.#inFlight.has(reportId) || posts.length > 0;
    return state === 'undoable' || state === 'kept' || (state === 'queued' && !hasBegun);
  }

  /** The report itself, for the desk's people and programs. */
  async #written(
    evidence: Evidence,
    { reportId, createdAt }: Pick<StoredReport, 'reportId' | 'createdAt'>,
    disposition: Disposition,
  ): Promise<Pick<StoredReport, 'reportId' | 'createdAt' | 'xarf' | 'text'>> {
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
    return { reportId, createdAt, xarf: xarfOf(subject, text), text: deskMessage(subject, text) };
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
    return this.#inTurn(async () => {
      const report = await this.#options.archive.report(id);
      if (report === null) return refused('unknown-message');
      await this.#putOnRecord(report, 'note', { text: note });
      const added = { id: this.#options.newId(), text: note, isSent: false };
      await this.#store({ ...report, notes: [...report.notes, added] });
      await this.#flush();
      return { ok: true };
    });
  }

  /** The report with its notes as JSON, to be saved; null when the message was not reported. */
  async export(id: MessageId): Promise<string | null> {
    const report = await this.#options.archive.report(id);
    if (report === null) return null;
    const xarf: unknown = JSON.parse(report.xarf);
    const notes = report.notes.map(({ text }) => text);
    return JSON.stringify(Object.assign({}, xarf, notes.length === 0 ? {} : { notes }), null, 2);
  }

  /** The server has a stanza; most are not ours. */
  sent(stanzaId: string): void {
    const id = this.#takeFromFlight(stanzaId);
    // Until the stream is ready catch-up tells what the server has, also of what went out before this start.
    if (id === null && this.#isReady) return;
    this.#later(async () => {
      const { archive } = this.#options;
      const report = id === null ? await this.#openReportWith(stanzaId) : await archive.report(id);
      if (report === null) return;
      if (report.reportId === stanzaId) await this.#putOnRecord(report, 'sent');
      if (report.reportId === stanzaId) await this.#store({ ...report, state: 'sent' });
      else await this.#store({ ...report, notes: report.notes.map((note) => marked(note, stanzaId)) });
    });
  }

  /**
   * The desk does not take the report, and trying again would not change that: it is kept, and can be exported. A note of a
   * report that arrived is tried again with the next stream.
   */
  failed(stanzaId: string): void {
    const id = this.#takeFromFlight(stanzaId);
    if (id === null) return;
    this.#later(async () => {
      const report = await this.#options.archive.report(id);
      if (report?.reportId !== stanzaId) return;
      await this.#putOnRecord(report, 'kept');
      await this.#store({ ...report, state: 'kept' });
    });
  }

  async #openReportWith(stanzaId: string): Promise<StoredReport | null> {
    const open = await this.#options.archive.openReports();
    return (
      open.find(
        ({ reportId, notes }) => reportId === stanzaId || notes.some((note) => note.id === stanzaId),
      ) ?? null
    );
  }

  #takeFromFlight(stanzaId: string): MessageId | null {
    const id = this.#inFlight.get(stanzaId) ?? null;
    this.#inFlight.delete(stanzaId);
    return id;
  }

  #startUndoTime({ messageId, createdAt }: StoredReport): void {
    const left = Math.max(0, Math.min(undoTime, createdAt + undoTime - this.#options.now()));
    const release = () => {
      this.#undoTimers.delete(messageId);
      this.#later(() => this.#release(messageId));
    };
    this.#undoTimers.set(messageId, this.#options.after(left, release));
  }

  async #release(id: MessageId): Promise<void> {
    const report = await this.#options.archive.report(id);
    if (report?.state !== 'undoable') return;
    const { destinations } = this.#options.policy().report;
    const posts = destinations.map(({ url }) => ({ url, state: 'waiting' }) as const);
    const hasNowhere = this.#desk === null && posts.length === 0;
    await this.#store({ ...report, state: hasNowhere ? 'kept' : 'queued', posts });
    await this.#flush();
  }

  get #desk(): BareJid | null {
    return this.#options.policy().report.securityDesk;
  }

  async #flush(): Promise<void> {
    for (const report of await this.#options.archive.openReports()) {
      if (this.#isReady && this.#desk !== null) this.#transmit(report, this.#desk);
      if (report.state === 'undoable') continue;
      for (const { url } of report.posts.filter(isWaiting)) this.#post(report, url);
    }
  }

  /** Does not wait for the XMPP server, and not for one another. */
  #post({ messageId, reportId, xarf }: StoredReport, url: string): void {
    const key = `${reportId} ${url}`;
    if (this.#isClosed || this.#posting.has(key)) return;
    this.#posting.add(key);
    this.#options
      .post(url, xarf)
      .then((posted) => {
        this.#posting.delete(key);
        // What was taken and could not be noted any more is posted again after the next start, under the same report_id.
        if (!this.#isClosed) this.#later(() => this.#posted(messageId, url, posted));
      })
      .catch(this.#options.onFailure);
  }

  async #posted(id: MessageId, url: string, posted: Posted): Promise<void> {
    if (posted === 'later') {
      this.#postLater();
      return;
    }
    this.#postFailures = 0;
    const report = await this.#options.archive.report(id);
    if (report === null) return;
    await this.#putOnRecord(report, posted === 'sent' ? 'sent' : 'kept', { to: url });
    const posts = report.posts.map((post) => (post.url === url ? { url, state: posted } : post));
    await this.#store({ ...report, posts, state: this.#stateWith(report.state, posts) });
  }

  /** Where there is no desk, a report is sent when one of the others has it and none is waited for. */
  #stateWith(state: StoredReport['state'], posts: StoredReport['posts']): StoredReport['state'] {
    if (state !== 'queued' || this.#desk !== null || posts.some(isWaiting)) return state;
    return posts.some((post) => post.state === 'sent') ? 'sent' : 'kept';
  }

  #postLater(): void {
    if (this.#callOffRetry !== null || this.#isClosed) return;
    const delay = Math.min(firstRetry * 2 ** this.#postFailures, longestRetry);
    this.#postFailures = Math.min(this.#postFailures + 1, 10);
    this.#callOffRetry = this.#options.after(delay, () => {
      this.#callOffRetry = null;
      this.#later(() => this.#flush());
    });
  }

  /** The report first, then its notes: one stream keeps their order. */
  #transmit(report: StoredReport, desk: BareJid): void {
    if (report.state === 'undoable' || report.state === 'kept') return;
    if (report.state === 'queued') {
      this.#hand(report, { id: report.reportId, to: desk, body: report.text, json: report.xarf });
    }
    for (const note of report.notes.filter(({ isSent }) => !isSent)) {
      const body = noteMessage(report.reportId, note.text, this.#options.text());
      this.#hand(report, { id: note.id, to: desk, body });
    }
  }

  #hand({ messageId }: StoredReport, message: OutgoingMessage): void {
    if (this.#inFlight.has(message.id)) return;
    // Entered first: the acknowledgement may come before `send` returns.
    this.#inFlight.set(message.id, messageId);
    if (!this.#options.send(message)) this.#inFlight.delete(message.id);
  }

  #putOnRecord(
    { peer, messageId, reportId }: StoredReport,
    step: Extract<RecordEvent['facts'], { kind: 'report' }>['step'],
    { text, ...more }: { text?: string; to?: string; disposition?: Disposition } = {},
  ): Promise<void> {
    const { account, record } = this.#options;
    const content =
      text === undefined ? null : { text: text.slice(0, longestWords), original: null, raw: '', reasons: [] };
    const facts = { kind: 'report', account, peer, messageId, reportId, step, ...more } as const;
    return record.append([{ facts, content }]);
  }

  async #store(report: StoredReport): Promise<void> {
    this.#show(await this.#options.archive.setReport(report));
  }

  #show(message: Message | null): void {
    if (message !== null) this.#options.onChanged(message);
  }

  #later(act: () => Promise<void>): void {
    this.#inTurn(act).catch(this.#options.onFailure);
  }

  /** One thing at a time: a click, a timer and an acknowledgement never see a report half changed. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const result = this.#last.then(act);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

function isWaiting({ state }: StoredReport['posts'][number]): boolean {
  return state === 'waiting';
}

function refused<Code extends string>(code: Code): Refused<Code> {
  return { ok: false, code };
}

function marked(note: StoredReport['notes'][number], id: string): StoredReport['notes'][number] {
  return note.id === id ? { ...note, isSent: true } : note;
}
