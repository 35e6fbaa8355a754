import { Activity } from './activity.ts';
import { Alerts } from './alerts.ts';
import { type Archive, ArchiveError } from './archive.ts';
import { Conversations } from './conversations.ts';
import type { SqlDatabase } from './driver.ts';
import { Files } from './files.ts';
import { Messages } from './messages.ts';
import { markSuspect, openDatabase } from './open-database.ts';
import { Pages } from './pages.ts';
import { People } from './people.ts';
import type { Request } from './protocol.ts';
import { Reports } from './reports.ts';
import { Withdrawals } from './withdrawals.ts';

type Operations = { readonly [N in keyof Archive]: (...parameters: Parameters<Archive[N]>) => unknown };

/** The archive on its own thread: one request at a time, synchronously. */
export class StoredArchive {
  readonly #now: () => Date;
  #database: SqlDatabase | null = null;
  #file: string | null = null;
  #rooms: Rooms | null = null;

  constructor(now: () => Date) {
    this.#now = now;
  }

  /** @throws ArchiveError */
  answer({ method, parameters }: Request): unknown {
    const operation: (...parameters: never) => unknown = this.#operations[method];
    try {
      return Reflect.apply(operation, undefined, parameters);
    } catch (error) {
      if (this.#file !== null && error instanceof ArchiveError && error.code === 'damaged') {
        markSuspect(this.#file);
      }
      throw error;
    }
  }

  readonly #operations: Operations = {
    open: (file, key) => {
      this.#close();
      const { database, outcome } = openDatabase(file, key, this.#now());
      this.#database = database;
      this.#file = file;
      this.#rooms = roomsIn(database);
      return outcome;
    },
    close: () => this.#close(),
    store: (messages) => this.#open.messages.store(messages),
    message: (id) => this.#open.messages.get(id),
    ownMessage: (stanzaId) => this.#open.messages.own(stanzaId),
    lastNamed: (peer, direction, stanzaId) => this.#open.messages.lastNamed(peer, direction, stanzaId),
    evidence: (id) => this.#open.reports.evidence(id),
    evidenceBefore: (id, limit) => this.#open.reports.evidenceBefore(id, limit),
    setState: (id, state, failure) => this.#open.messages.setState(id, state, failure),
    setVerdict: (id, verdict, links) => this.#open.messages.setVerdict(id, verdict, links),
    file: (id) => this.#open.files.get(id),
    setFile: (id, file) => this.#open.files.set(id, file),
    keptFiles: () => this.#open.files.kept(),
    passedAfter: (after, limit) => this.#open.withdrawals.passedAfter(after, limit),
    withdraw: (id, verdict) => this.#open.withdrawals.withdraw(id, verdict),
    noteActivity: (events) => this.#open.activity.note(events),
    activity: (since, limit) => this.#open.activity.since(since, limit),
    judgedBy: () => this.#open.withdrawals.judgedBy(),
    setJudgedBy: (id) => this.#open.withdrawals.setJudgedBy(id),
    clearance: (id) => this.#open.messages.clearance(id),
    setClearance: (id, clearance) => this.#open.messages.setClearance(id, clearance),
    discard: (id) => this.#open.messages.discard(id),
    page: (query) => this.#open.pages.page(query),
    oldestArchiveId: (peer) => this.#open.pages.oldestArchiveId(peer),
    lastArchiveId: () => this.#open.pages.lastArchiveId(),
    setComplete: (peer) => this.#open.conversations.setComplete(peer),
    isComplete: (peer) => this.#open.conversations.isComplete(peer),
    conversations: () => this.#open.conversations.list(),
    conversation: (peer) => this.#open.conversations.get(peer),
    accepted: () => this.#open.conversations.accepted(),
    accept: (peer) => this.#open.conversations.accept(peer),
    forget: (peer) => this.#open.messages.forget(peer),
    markRead: (peer) => this.#open.conversations.markRead(peer),
    setDraft: (peer, text) => this.#open.conversations.setDraft(peer, text),
    unsent: () => this.#open.messages.unsent(),
    search: (query, peer, limit) => this.#open.pages.search(query, peer, limit),
    people: () => this.#open.people.list(),
    setPeople: (change) => this.#open.people.set(change),
    setReport: (report) => this.#open.reports.set(report),
    removeReport: (id) => this.#open.reports.remove(id),
    report: (id) => this.#open.reports.get(id),
    reportNamed: (reportId) => this.#open.reports.named(reportId),
    openReports: () => this.#open.reports.open(),
    setAlert: (alert) => this.#open.alerts.set(alert),
    removeAlert: (id) => this.#open.alerts.remove(id),
    alerts: () => this.#open.alerts.list(),
  };

  get #open(): Rooms {
    if (this.#rooms === null) throw new ArchiveError('not-open');
    return this.#rooms;
  }

  #close(): void {
    const database = this.#database;
    this.#database = null;
    this.#file = null;
    this.#rooms = null;
    database?.close();
  }
}

interface Rooms {
  readonly messages: Messages;
  readonly pages: Pages;
  readonly conversations: Conversations;
  readonly people: People;
  readonly reports: Reports;
  readonly alerts: Alerts;
  readonly withdrawals: Withdrawals;
  readonly activity: Activity;
  readonly files: Files;
}

function roomsIn(database: SqlDatabase): Rooms {
  const conversations = new Conversations(database);
  const files = new Files(database, conversations);
  const messages = new Messages(database, conversations, files);
  return {
    conversations,
    messages,
    pages: new Pages(database),
    people: new People(database),
    reports: new Reports(database, messages),
    alerts: new Alerts(database),
    withdrawals: new Withdrawals(database, messages, conversations),
    activity: new Activity(database),
    files,
  };
}
