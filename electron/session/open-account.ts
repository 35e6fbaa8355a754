import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { Archive } from '../archive/archive.ts';
import { People } from '../people/people.ts';
import { Requests } from '../people/requests.ts';
import type { FalseAlarms } from '../report/false-alarm.ts';
import type { Reports } from '../report/reports.ts';
import type { AccountFiles } from '../transfer/account-files.ts';
import type { InboundWalk } from '../walks/inbound.ts';
import type { LeavingWalk } from '../walks/leaving.ts';
import type { OutboundWalk } from '../walks/outbound.ts';
import type { Retroactive } from '../walks/retroactive.ts';
import type { Wire } from '../wire/wire.ts';
import type { AccountPart } from './account-part.ts';
import { accountWalks } from './account-walks.ts';
import { Arrivals } from './arrivals.ts';
import { Bulletin } from './bulletin.ts';
import { filesOf } from './files-of.ts';
import { followWire } from './follow-wire.ts';
import { notingRecord } from './noting-record.ts';
import { OlderMessages } from './older-messages.ts';
import { OnceEach } from './once-each.ts';
import type { OpenAccountOptions } from './open-account-options.ts';
import { ReportCopies } from './report-copies.ts';
import { UnreadCount } from './unread-count.ts';

/** One account while it is open: its people, its archive, its wire, and the walks between them. */
export class OpenAccount {
  readonly account: BareJid;
  readonly archive: Archive;
  readonly wire: Wire;
  readonly record: OpenAccountOptions['record'];
  readonly people: People;
  readonly requests: Requests;
  readonly outbound: OutboundWalk;
  readonly leaving: LeavingWalk;
  readonly falseAlarms: FalseAlarms;
  readonly retroactive: Retroactive;
  readonly reports: Reports;
  readonly files: AccountFiles;
  /** What follows the stream, in the order in which it is opened. */
  readonly #parts: readonly AccountPart[];
  readonly #options: OpenAccountOptions;
  readonly #inbound: InboundWalk;
  readonly #bulletin: Bulletin;
  readonly #arrivals: Arrivals;
  readonly #older: OlderMessages;
  readonly #reportCopies: ReportCopies;
  readonly #unread: UnreadCount;
  /** Lines of the list, read anew. */
  readonly #lines: OnceEach<BareJid>;
  #stopListening: () => void = () => undefined;

  constructor(given: OpenAccountOptions) {
    const record = notingRecord({ ...given, onFailure: given.onArchiveFailure });
    const options = { ...given, record };
    const { account, archive, wire } = options;
    this.#options = options;
    this.account = account;
    this.archive = archive;
    this.wire = wire;
    this.record = record;
    this.#bulletin = new Bulletin(options);
    this.people = new People({
      makeGate: options.makeGate,
      onChanged: (changed, removed) => {
        this.#bulletin.people(changed, removed);
        this.requests.follow(changed);
      },
    });
    this.requests = new Requests({
      ...options,
      people: this.people,
      onChanged: (peer, request) => this.#bulletin.request(peer, request),
      onSettled: (peer) => this.#lines.want(peer),
    });
    const isStranger = (peer: BareJid) => this.requests.holds(peer);
    this.#unread = new UnreadCount({ isStranger, onChanged: options.onUnread });
    this.#lines = new OnceEach((peer) => this.#tellLine(peer), options.onArchiveFailure);
    this.#arrivals = new Arrivals({ ...options, people: this.people });
    const walks = accountWalks(options, {
      people: this.people,
      show: (peer, messages, removed) => this.#show(peer, messages, removed),
      alerts: { tell: (alert) => this.reports.alerts.tell(alert) },
      filesAgain: {
        judge: (message) => this.files.again.judge(message),
        hold: (message, verdict) => this.files.again.hold(message, verdict),
      },
      onNews: (message, source) => {
        this.#arrivals.welcome(message, source);
        this.files.arrived(message);
        this.reports.answered(source);
      },
    });
    this.#inbound = walks.inbound;
    this.outbound = walks.outbound;
    this.leaving = walks.leaving;
    this.falseAlarms = walks.falseAlarms;
    this.retroactive = walks.retroactive;
    this.#older = new OlderMessages({ archive, wire, inbound: walks.inbound });
    this.#reportCopies = new ReportCopies({
      account,
      send: (message) => wire.send(message),
      take: (message) => walks.inbound.take(message),
      now: options.now,
    });
    this.reports = options.makeReports({
      send: (message) => this.#reportCopies.send(message),
      onChanged: (message) => this.#show(message.peer, [message]),
    });
    this.files = filesOf(options, {
      ...walks,
      people: this.people,
      show: (peer, messages) => this.#show(peer, messages),
    });
    this.#parts = [this.reports, this.files];
  }

  get securityDesk(): BareJid | null {
    return this.#options.securityDesk();
  }

  /** Reads what is stored and starts listening; does not wait for the network. */
  async open(): Promise<void> {
    const [contacts, conversations, accepted, newest] = await Promise.all([
      this.archive.people(),
      this.archive.conversations(),
      this.archive.accepted(),
      this.archive.lastArchiveId(),
    ]);
    this.#arrivals.begin(newest === null);
    this.people.fill(
      contacts,
      conversations.map(({ peer }) => peer),
      accepted,
    );
    this.#unread.count(conversations);
    for (const part of this.#parts) await part.open();
    this.#listen();
  }

  async close(): Promise<void> {
    await this.release();
    await this.archive.close();
    this.#options.onUnread(0);
  }

  /** Lets go of the archive, which stays open for who comes next. */
  async release(): Promise<void> {
    await this.wire.stop();
    this.#stopListening();
    this.#older.endCatchUp(false);
    await this.retroactive.end();
    await this.#inbound.idle();
    await this.outbound.idle();
    // First, so that nobody waits for a file that nobody will see.
    this.#options.inspection.close();
    for (const part of this.#parts) await part.close();
    this.#bulletin.end();
  }

  /** A page of a conversation. */
  async page(query: Parameters<Archive['page']>[0]): ReturnType<Archive['page']> {
    // A link may open a conversation with somebody new: the window must learn who that is, as it asks only about conversations.
    this.people.addPeers([query.peer]);
    if (this.requests.holds(query.peer)) return { messages: [], hasOlder: false, hasNewer: false };
    return this.#older.page(query);
  }

  /** Resolves when everything that arrived so far is stored. */
  settled(): Promise<void> {
    return this.#inbound.idle();
  }

  showConversation(conversation: Conversation): void {
    this.people.addPeers([conversation.peer]);
    if (this.requests.holds(conversation.peer)) return;
    this.#unread.count([conversation]);
    this.#bulletin.conversation(conversation);
  }

  #listen(): void {
    const stopFollowing = followWire(this.#options, {
      people: this.people,
      inbound: this.#inbound,
      outbound: this.outbound,
      parts: this.#parts,
      older: this.#older,
      arrivals: this.#arrivals,
      reportCopies: this.#reportCopies,
      bulletin: this.#bulletin,
    });
    const stopHearing = this.#options.onPolicy(() => {
      this.#policyChanged().catch(this.#options.onArchiveFailure);
    });
    this.#stopListening = () => {
      stopFollowing();
      stopHearing();
    };
  }

  /** Everybody is judged anew, and who is a stranger no longer, or has become one, counts as that. */
  async #policyChanged(): Promise<void> {
    this.people.judgeAgain();
    void this.retroactive.rejudge();
    this.#unread.countAnew(await this.archive.conversations());
  }

  #show(peer: BareJid, messages: readonly Message[], removed: readonly MessageId[] = []): void {
    this.people.addPeers([peer]);
    // Whom we write to, here or elsewhere, we know (archive/conversations.ts).
    if (this.requests.holds(peer) && messages.some(isWritten)) this.people.accept([peer]);
    if (!this.requests.holds(peer)) this.#bulletin.messages(peer, messages, removed);
    this.#lines.want(peer);
  }

  async #tellLine(peer: BareJid): Promise<void> {
    if (this.requests.holds(peer)) return this.requests.tell(peer);
    const conversation = await this.archive.conversation(peer);
    if (conversation !== null) this.showConversation(conversation);
  }
}

function isWritten({ direction, state }: Message): boolean {
  return direction === 'out' && state !== 'failed';
}
