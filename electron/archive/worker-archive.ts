import { longestBody } from '../../shared/model/message.ts';
import { type Archive, ArchiveError } from './archive.ts';
import { ArchiveThread, type ArchiveThreadOptions } from './archive-thread.ts';
import type { Answer } from './protocol.ts';

/** The archive as main sees it: every call is posted to a worker thread, and answered or rejected with a code. */
export class WorkerArchive implements Archive {
  readonly #options: ArchiveThreadOptions;
  #thread: ArchiveThread | null = null;

  constructor(options: ArchiveThreadOptions) {
    this.#options = options;
  }

  readonly open: Archive['open'] = async (file, key) => this.#running().call('open', file, key);

  readonly close: Archive['close'] = async () => {
    const thread = this.#thread;
    this.#thread = null;
    await thread?.end();
  };

  readonly store: Archive['store'] = (messages) =>
    this.#call(
      'store',
      messages.map((message) => ({ ...message, body: message.body.slice(0, longestBody) })),
    );
  readonly message: Archive['message'] = (id) => this.#call('message', id);
  readonly ownMessage: Archive['ownMessage'] = (stanzaId) => this.#call('ownMessage', stanzaId);
  readonly lastNamed: Archive['lastNamed'] = (peer, direction, stanzaId) =>
    this.#call('lastNamed', peer, direction, stanzaId);
  readonly evidence: Archive['evidence'] = (id) => this.#call('evidence', id);
  readonly evidenceBefore: Archive['evidenceBefore'] = (id, limit) => this.#call('evidenceBefore', id, limit);
  readonly setState: Archive['setState'] = (id, state, failure) => this.#call('setState', id, state, failure);
  readonly setVerdict: Archive['setVerdict'] = (id, verdict, links) =>
    this.#call('setVerdict', id, verdict, links);
  readonly file: Archive['file'] = (id) => this.#call('file', id);
  readonly setFile: Archive['setFile'] = (id, file) => this.#call('setFile', id, file);
  readonly keptFiles: Archive['keptFiles'] = () => this.#call('keptFiles');
  readonly passedAfter: Archive['passedAfter'] = (after, limit) => this.#call('passedAfter', after, limit);
  readonly withdraw: Archive['withdraw'] = (id, verdict) => this.#call('withdraw', id, verdict);
  readonly noteActivity: Archive['noteActivity'] = (events) => this.#call('noteActivity', events);
  readonly activity: Archive['activity'] = (since, limit) => this.#call('activity', since, limit);
  readonly judgedBy: Archive['judgedBy'] = () => this.#call('judgedBy');
  readonly setJudgedBy: Archive['setJudgedBy'] = (id) => this.#call('setJudgedBy', id);
  readonly clearance: Archive['clearance'] = (id) => this.#call('clearance', id);
  readonly setClearance: Archive['setClearance'] = (id, clearance) =>
    this.#call('setClearance', id, clearance);
  readonly discard: Archive['discard'] = (id) => this.#call('discard', id);
  readonly page: Archive['page'] = (query) => this.#call('page', query);
  readonly oldestArchiveId: Archive['oldestArchiveId'] = (peer) => this.#call('oldestArchiveId', peer);
  readonly lastArchiveId: Archive['lastArchiveId'] = () => this.#call('lastArchiveId');
  readonly setComplete: Archive['setComplete'] = (peer) => this.#call('setComplete', peer);
  readonly isComplete: Archive['isComplete'] = (peer) => this.#call('isComplete', peer);
  readonly conversations: Archive['conversations'] = () => this.#call('conversations');
  readonly conversation: Archive['conversation'] = (peer) => this.#call('conversation', peer);
  readonly accepted: Archive['accepted'] = () => this.#call('accepted');
  readonly accept: Archive['accept'] = (peer) => this.#call('accept', peer);
  readonly forget: Archive['forget'] = (peer) => this.#call('forget', peer);
  readonly markRead: Archive['markRead'] = (peer) => this.#call('markRead', peer);
  readonly setDraft: Archive['setDraft'] = (peer, text) => this.#call('setDraft', peer, text);
  readonly unsent: Archive['unsent'] = () => this.#call('unsent');
  readonly search: Archive['search'] = (query, peer, limit) => this.#call('search', query, peer, limit);
  readonly people: Archive['people'] = () => this.#call('people');
  readonly setPeople: Archive['setPeople'] = (change) => this.#call('setPeople', change);
  readonly setReport: Archive['setReport'] = (report) => this.#call('setReport', report);
  readonly removeReport: Archive['removeReport'] = (id) => this.#call('removeReport', id);
  readonly report: Archive['report'] = (id) => this.#call('report', id);
  readonly reportNamed: Archive['reportNamed'] = (reportId) => this.#call('reportNamed', reportId);
  readonly openReports: Archive['openReports'] = () => this.#call('openReports');
  readonly setAlert: Archive['setAlert'] = (alert) => this.#call('setAlert', alert);
  readonly removeAlert: Archive['removeAlert'] = (id) => this.#call('removeAlert', id);
  readonly alerts: Archive['alerts'] = () => this.#call('alerts');

  #running(): ArchiveThread {
    if (this.#thread === null || this.#thread.hasEnded) this.#thread = new ArchiveThread(this.#options);
    return this.#thread;
  }

  #call<N extends keyof Archive>(method: N, ...parameters: Parameters<Archive[N]>): Promise<Answer<N>> {
    return this.#thread?.call(method, ...parameters) ?? Promise.reject(new ArchiveError('not-open'));
  }
}
