import type { Confidential } from '../../shared/confidential-policy.ts';
import type { EventName, EventPayload } from '../../shared/ipc/events.ts';
import type { ConnectionState } from '../../shared/model/connection.ts';
import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';
import type { Message, MessageId } from '../../shared/model/message.ts';
import type { Person } from '../../shared/model/person.ts';
import type { Policy } from '../../shared/policy.ts';
import type { Archive } from '../archive/archive.ts';
import type { AuditRecord, RecordError } from '../audit/record.ts';
import type { Gate, KnownName } from '../gate/gate.ts';
import { People } from '../people/people.ts';
import { Requests } from '../people/requests.ts';
import { FalseAlarms } from '../report/false-alarm.ts';
import type { Reports } from '../report/reports.ts';
import { withdrawalMessage } from '../report/withdrawal-message.ts';
import type { MainText } from '../text/en.ts';
import { Clearances } from '../walks/clearances.ts';
import { InboundWalk } from '../walks/inbound.ts';
import { LeavingWalk } from '../walks/leaving.ts';
import { OutboundWalk } from '../walks/outbound.ts';
import { type Hit, Retroactive, type RetroactiveRooms } from '../walks/retroactive.ts';
import { Unsolicited } from '../walks/unsolicited.ts';
import type { OutgoingMessage, Wire, WireMessage } from '../wire/wire.ts';
import { Bulletin } from './bulletin.ts';
import { notingRecord } from './noting-record.ts';

export interface OpenAccountOptions {
  readonly account: BareJid;
  /** Open already. */
  readonly archive: Archive;
  readonly wire: Wire;
  readonly record: Pick<AuditRecord, 'append'>;
  readonly isSendingStopped: () => boolean;
  readonly makeGate: (names: readonly KnownName[]) => Gate;
  readonly makeReports: (ways: {
    readonly send: (message: OutgoingMessage) => boolean;
    readonly onChanged: (message: Message) => void;
  }) => Reports;
  /** What policy says of confidential data now. */
  readonly confidential: () => Confidential;
  /** And of unsolicited messages. */
  readonly spim: () => Policy['spim'];
  /** Where policy sends reports now; null when there is no desk. */
  readonly securityDesk: () => BareJid | null;
  readonly text: () => Pick<MainText, 'falseAlarm' | 'withdrawal'>;
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

const olderPage = 50;

/** One account while it is open: its people, its archive, its wire, and the two walks between them. */
export class OpenAccount {
  readonly account: BareJid;
  readonly archive: Archive;
  readonly people: People;
  readonly outbound: OutboundWalk;
  readonly leaving: LeavingWalk;
  readonly falseAlarms: FalseAlarms;
  readonly retroactive: Retroactive;
  readonly reports: Reports;
  readonly requests: Requests;
  readonly #wire: Wire;
  readonly #record: Pick<AuditRecord, 'append'>;
  readonly #options: OpenAccountOptions;
  readonly #inbound: InboundWalk;
  readonly #bulletin: Bulletin;
  readonly #stopListening: (() => void)[] = [];
  /** The archive was empty: what the server has of before is history, and other devices have answered for it. */
  #isNewHere = false;
  #wasReady = false;
  #isCaughtUp = false;
  readonly #whenCatchUpEnds: (() => void)[] = [];
  readonly #reportsOnTheirWay = new Map<string, OutgoingMessage>();
  /** Of everybody but strangers, who make no noise outside of the window either. */
  readonly #unread = new Map<BareJid, number>();
  #unreadTogether = 0;
  /** Whose line of the list is being read; true when it has changed meanwhile. */
  readonly #refreshing = new Map<BareJid, boolean>();
  readonly #fetchingOlder = new Map<BareJid, Promise<void>>();

  constructor(options: OpenAccountOptions) {
    const record = notingRecord({ ...options, onFailure: options.onArchiveFailure });
    this.#record = record;
    this.#options = options;
    this.account = options.account;
    this.archive = options.archive;
    this.#wire = options.wire;
    this.#bulletin = new Bulletin(options);
    this.people = new People({
      makeGate: options.makeGate,
      onChanged: (changed, removed) => {
        this.#bulletin.people(changed, removed);
        this.requests.follow(changed);
      },
    });
    this.requests = new Requests({
      account: options.account,
      people: this.people,
      archive: options.archive,
      record,
      wire: options.wire,
      onChanged: (peer, request) => this.#bulletin.request(peer, request),
      onSettled: (peer) => this.#refresh(peer),
    });
    const onChanged = (peer: BareJid, messages: readonly Message[]): void => this.#show(peer, messages);
    this.reports = options.makeReports({
      send: (message) => this.#sendReport(message),
      onChanged: (message) => onChanged(message.peer, [message]),
    });
    const unsolicited = new Unsolicited({
      rules: options.spim,
      isStranger: (jid) => this.people.isStranger(jid),
    });
    this.#inbound = new InboundWalk({
      unsolicited: ({ peer, body, at }) =>
        this.people.person(peer).place === 'inside' ? [] : unsolicited.judge({ from: peer, body, at }),
      gate: () => this.people.gate,
      nameOf: (jid) => this.people.nameOf(jid),
      account: options.account,
      archive: options.archive,
      record,
      newId: options.newId,
      now: options.now,
      onChanged,
      onPressure: (isHigh) => this.#wire.setReading(!isHigh),
      onNews: (message, source) => this.#welcome(message, source),
      onFailure: options.onArchiveFailure,
    });
    const clearances = new Clearances({ rules: options.confidential, newToken: options.newToken });
    this.leaving = new LeavingWalk({
      account: options.account,
      gate: () => this.people.gate,
      clearances,
      record,
    });
    this.falseAlarms = new FalseAlarms({
      account: options.account,
      clearances,
      record,
      desk: options.securityDesk,
      tell: async (desk, text) => (await this.outbound.write(desk, text)).state !== 'failed',
      text: () => options.text().falseAlarm,
    });
    this.retroactive = new Retroactive({
      account: options.account,
      gate: () => this.people.gate,
      nameOf: (jid) => this.people.nameOf(jid),
      archive: options.archive,
      record,
      rules: options.rules,
      now: options.now,
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      onChanged,
      onWithdrawn: (hits) => this.#tellOfWithdrawal(hits),
      onFailure: options.onArchiveFailure,
    });
    this.outbound = new OutboundWalk({
      gate: () => this.people.gate,
      clearances,
      isBlocked: (jid) => this.people.isBlocked(jid),
      isStranger: (jid) => this.people.isStranger(jid),
      account: options.account,
      archive: options.archive,
      record,
      isSendingStopped: options.isSendingStopped,
      newId: options.newId,
      now: options.now,
      send: (message) => this.#wire.send(message),
      onChanged,
      onDiscarded: (message) => this.#show(message.peer, [], [message.id]),
      onFailure: options.onArchiveFailure,
      onUnrecorded: options.onUnrecorded,
    });
  }

  get securityDesk(): BareJid | null {
    return this.#options.securityDesk();
  }

  get record(): OpenAccountOptions['record'] {
    return this.#record;
  }

  get wire(): Wire {
    return this.#wire;
  }

  /** Reads what is stored and starts listening; does not wait for the network. */
  async open(): Promise<void> {
    const [contacts, conversations, accepted, newest] = await Promise.all([
      this.archive.people(),
      this.archive.conversations(),
      this.archive.accepted(),
      this.archive.lastArchiveId(),
    ]);
    this.#isNewHere = newest === null;
    this.people.fill(
      contacts,
      conversations.map(({ peer }) => peer),
      accepted,
    );
    this.#count(conversations);
    await this.reports.open();
    this.#listen();
  }

  async close(): Promise<void> {
    await this.release();
    await this.archive.close();
    this.#options.onUnread(0);
  }

  /** Lets go of the archive, which stays open for who comes next. */
  async release(): Promise<void> {
    await this.#wire.stop();
    for (const stop of this.#stopListening) stop();
    this.#endCatchUp(false);
    await this.retroactive.end();
    await this.#inbound.idle();
    await this.outbound.idle();
    await this.reports.close();
    this.#bulletin.end();
  }

  /** A page of a conversation; what the archive does not have yet is fetched from the server first. */
  async page(query: Parameters<Archive['page']>[0]): ReturnType<Archive['page']> {
    // A link may open a conversation with somebody new: the window must learn who that is, as it asks only about conversations.
    this.people.addPeers([query.peer]);
    if (this.requests.holds(query.peer)) return { messages: [], hasOlder: false, hasNewer: false };
    const page = await this.archive.page(query);
    const wantsOlder = query.after === null && query.around === null;
    if (!wantsOlder || page.hasOlder || page.messages.length >= query.limit) {
      return { ...page, hasOlder: page.hasOlder || !(await this.archive.isComplete(query.peer)) };
    }
    if (page.messages.length === 0) await this.#catchUpEnds();
    await this.#fetchOlder(query.peer, page.messages[0]?.at ?? query.before?.at ?? null);
    const again = await this.archive.page(query);
    return { ...again, hasOlder: again.hasOlder || !(await this.archive.isComplete(query.peer)) };
  }

  /** Resolves when everything that arrived so far is stored. */
  settled(): Promise<void> {
    return this.#inbound.idle();
  }

  showConversation(conversation: Conversation): void {
    this.people.addPeers([conversation.peer]);
    if (this.requests.holds(conversation.peer)) return;
    this.#count([conversation]);
    this.#bulletin.conversation(conversation);
  }

  /** Everybody is judged anew, and who is a stranger no longer, or has become one, counts as that. */
  async #policyChanged(): Promise<void> {
    this.people.judgeAgain();
    void this.retroactive.rejudge();
    this.#count(await this.archive.conversations(), true);
  }

  #tellOfWithdrawal(hits: readonly Hit[]): void {
    const { securityDesk, onArchiveFailure, text } = this.#options;
    const desk = securityDesk();
    if (desk === null || desk === this.account) return;
    this.outbound
      .write(desk, withdrawalMessage(this.account, hits, text().withdrawal))
      .catch(onArchiveFailure);
  }

  #count(conversations: readonly Conversation[], areAll = false): void {
    const before = this.#unreadTogether;
    if (areAll) {
      this.#unread.clear();
      this.#unreadTogether = 0;
    }
    for (const { peer, unread } of conversations) {
      if (this.requests.holds(peer)) continue;
      this.#unreadTogether += unread - (this.#unread.get(peer) ?? 0);
      this.#unread.set(peer, unread);
    }
    if (this.#unreadTogether !== before) this.#options.onUnread(this.#unreadTogether);
  }

  /** Resolves when all that was missed is there, or the stream is gone. */
  #catchUpEnds(): Promise<void> {
    if (this.#isCaughtUp || this.#wire.state.kind !== 'online') return Promise.resolve();
    return new Promise((resolve) => this.#whenCatchUpEnds.push(resolve));
  }

  #endCatchUp(isComplete: boolean): void {
    this.#isCaughtUp = isComplete;
    for (const resolve of this.#whenCatchUpEnds.splice(0)) resolve();
  }

  /** `below` is the time of the oldest message there is of this person. */
  #fetchOlder(peer: BareJid, below: number | null): Promise<void> {
    const running = this.#fetchingOlder.get(peer);
    if (running !== undefined) return running;
    const fetching = this.#fetchOlderOnce(peer, below).finally(() => this.#fetchingOlder.delete(peer));
    this.#fetchingOlder.set(peer, fetching);
    return fetching;
  }

  async #fetchOlderOnce(peer: BareJid, below: number | null): Promise<void> {
    // What catch-up brings stands below all that is there; older messages that overtook it would be in its way.
    if (!this.#isCaughtUp || (await this.archive.isComplete(peer))) return;
    const oldest = await this.archive.oldestArchiveId(peer);
    const older = await this.#wire.olderMessages(peer, oldest, olderPage);
    if (older === null) return;
    await this.#inbound.takeOlder(older.messages, below);
    if (older.isComplete) await this.archive.setComplete(peer);
  }

  #listen(): void {
    const { people, outbound, reports } = this;
    const wire = this.#wire;
    this.#stopListening.push(
      wire.on('state', (state) => {
        if (state.kind !== 'online') {
          this.#endCatchUp(false);
          outbound.end();
          reports.offline();
          people.setAllOffline();
        }
        this.#options.onConnection(state);
      }),
      wire.on('ready', ({ resumed }) => {
        void this.#inbound.idle().then(() => {
          this.#wasReady = true;
          this.#endCatchUp(true);
          this.#isNewHere = false;
          outbound.begin(resumed);
          reports.ready(resumed);
        });
      }),
      wire.on('message', (message) => this.#inbound.take(message)),
      wire.on('sent', ({ id }) => {
        outbound.sent(id);
        reports.sent(id);
        this.#showReport(id);
      }),
      wire.on('delivered', ({ id, by }) => outbound.delivered(id, by)),
      wire.on('failed', ({ id, failure }) => {
        outbound.failed(id, failure);
        reports.failed(id);
      }),
      wire.on('roster', (change) => {
        people.setContacts(change);
        this.archive.setPeople(change).catch(this.#options.onArchiveFailure);
      }),
      wire.on('presence', ({ jid, availability, statusText }) =>
        people.setPresence(jid, availability, statusText),
      ),
      wire.on('composing', ({ peer, isComposing }) => this.#bulletin.typing(peer, isComposing)),
      wire.on('asking', ({ jid, isAsking }) => people.setAsking(jid, isAsking)),
      wire.on('blocked', (blocked) => people.setBlocked(blocked)),
      wire.on('violation', (violation) => this.#options.onViolation(violation)),
      this.#options.onPolicy(() => {
        this.#policyChanged().catch(this.#options.onArchiveFailure);
      }),
    );
  }

  #welcome(message: Message, source: WireMessage): void {
    const isHistory = source.via === 'archive' && this.#isNewHere;
    // Strangers make no noise and hear nothing: they wait to be looked at.
    if (this.requests.holds(message.peer)) return;
    if (source.wantsReceipt && !isHistory && this.#options.sendsReceipts()) this.#wire.acknowledge(source);
    // What waited while Gatehouse was not running is counted as unread; announcing all of it at the start would be noise.
    if (source.via === 'archive' && !this.#wasReady) return;
    const person = this.people.person(message.peer);
    if (!person.isBlocked) this.#options.onNews(message, person);
  }

  #sendReport(message: OutgoingMessage): boolean {
    const isSent = this.#wire.send(message);
    if (isSent) this.#reportsOnTheirWay.set(message.id, message);
    return isSent;
  }

  /** What went to the desk stands in the conversation with it, here as on our other devices. */
  #showReport(id: string): void {
    const report = this.#reportsOnTheirWay.get(id);
    if (report === undefined) return;
    this.#reportsOnTheirWay.delete(id);
    this.#inbound.take({
      stanzaId: id,
      archiveId: null,
      direction: 'out',
      peer: report.to,
      from: this.account,
      body: report.body,
      at: this.#options.now(),
      via: 'live',
      isEncrypted: false,
      wantsReceipt: false,
      change: null,
      invitation: null,
      raw: '',
    });
  }

  #show(peer: BareJid, messages: readonly Message[], removed: readonly MessageId[] = []): void {
    this.people.addPeers([peer]);
    // Whom we write to, here or elsewhere, we know (archive/conversations.ts).
    if (this.requests.holds(peer) && messages.some(isWritten)) this.people.accept([peer]);
    if (!this.requests.holds(peer)) this.#bulletin.messages(peer, messages, removed);
    this.#refresh(peer);
  }

  /** Once for all that changes while the archive is being asked. */
  #refresh(peer: BareJid): void {
    const isRunning = this.#refreshing.has(peer);
    this.#refreshing.set(peer, isRunning);
    if (isRunning) return;
    this.#tellLine(peer)
      .then(() => {
        const isStale = this.#refreshing.get(peer) ?? false;
        this.#refreshing.delete(peer);
        if (isStale) this.#refresh(peer);
      })
      .catch(this.#options.onArchiveFailure);
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
