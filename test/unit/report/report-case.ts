import { randomUUID } from 'node:crypto';
import type { NewMessage } from '../../../electron/archive/archive.ts';
import { createGate } from '../../../electron/gate/create-gate.ts';
import { Reports, type ReportsOptions, undoTime } from '../../../electron/report/reports.ts';
import { mainText } from '../../../electron/text/main-text.ts';
import type { OutgoingMessage } from '../../../electron/wire/wire.ts';
import type { BareJid } from '../../../shared/model/jid.ts';
import type { MessageId } from '../../../shared/model/message.ts';
import { type Policy, policySchema } from '../../../shared/policy.ts';
import { alice, incoming, jid, openArchive } from '../archive/fixture.ts';
import { DeskRecord } from '../audit/desk-record.ts';

export const eve = jid('eve@evil.example');
export const desk = jid('security@corp.test');

export function policyWith(report: Partial<Policy['report']> = {}): Policy {
  const company = { name: 'Corp Ltd', domains: ['corp.test'] };
  return policySchema.parse({ company, report: { securityDesk: desk, ...report } });
}

const gate = createGate({ policy: policyWith(), account: alice, people: [], blocklist: { kind: 'none' } });
await gate.ready();

/** A message as the walk would have stored it, judged by the real gate. */
export function judged(count: number, body: string, change: Partial<NewMessage> = {}): NewMessage {
  const from = change.peer ?? eve;
  const { verdict, links } = gate.inbound({ from, name: '', body, isEncrypted: false });
  const raw = `<message from='${from}/x' id='s${count}'><body>${body}</body></message>`;
  return incoming(count, { peer: from, from: `${from}/x`, body, verdict, links, raw, ...change });
}

/** Reports over a real archive, with a clock that the test turns and a wire that keeps what it is given. */
export class ReportCase {
  readonly archive: Awaited<ReturnType<typeof openArchive>>;
  readonly record = new DeskRecord();
  readonly reports: Reports;
  readonly sent: OutgoingMessage[] = [];
  readonly blocked: [BareJid, string][] = [];
  readonly shown: string[] = [];
  readonly failures: unknown[] = [];
  isOnline = true;
  #now: number;
  #timers: { at: number; act: () => void }[] = [];

  constructor(archive: ReportCase['archive'], change: Partial<ReportsOptions> = {}, now = 1_800_000_000_000) {
    this.archive = archive;
    this.#now = now;
    this.reports = new Reports({
      account: alice,
      policy: () => policyWith(),
      archive,
      record: this.record,
      send: (message) => {
        if (this.isOnline) this.sent.push(message);
        return this.isOnline;
      },
      post: async () => 'refused',
      block: async (peer, reason) => {
        this.blocked.push([peer, reason]);
        return { ok: true };
      },
      newId: randomUUID,
      now: () => this.#now,
      after: (ms, act) => {
        const timer = { at: this.#now + ms, act };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((other) => other !== timer);
        };
      },
      client: 'Gatehouse 0.1.0',
      text: () => mainText('en').report,
      onChanged: (message) => this.shown.push(message.report),
      onFailure: (error) => this.failures.push(error),
      ...change,
    });
  }

  static async begin(change: Partial<ReportsOptions> = {}): Promise<ReportCase> {
    return new ReportCase(await openArchive(), change);
  }

  /** The same archive after the program was started again, `ms` later. */
  restarted(ms: number, change: Partial<ReportsOptions> = {}): ReportCase {
    return new ReportCase(this.archive, change, this.#now + ms);
  }

  async store(...messages: NewMessage[]): Promise<readonly MessageId[]> {
    await this.archive.store(messages);
    return messages.map(({ id }) => id);
  }

  async storeOne(message: NewMessage = judged(1, 'log in at https://c0rp.test/')): Promise<MessageId> {
    await this.archive.store([message]);
    return message.id;
  }

  /** Turns the clock on and lets everything that is due happen. */
  async pass(ms: number): Promise<void> {
    this.#now += ms;
    const due = this.#timers.filter(({ at }) => at <= this.#now);
    this.#timers = this.#timers.filter(({ at }) => at > this.#now);
    for (const { act } of due) act();
    await this.settled();
  }

  async submitted(id: MessageId): Promise<void> {
    await this.reports.submit(id);
    await this.pass(undoTime);
  }

  /** Returns when what was begun has been done: reports take their turn. */
  async settled(): Promise<void> {
    await this.reports.undo(judged(0, '').id);
  }

  async state(id: MessageId): Promise<string | undefined> {
    return (await this.archive.message(id))?.report;
  }
}
