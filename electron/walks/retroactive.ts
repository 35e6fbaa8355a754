import type { BareJid } from '../../shared/model/jid.ts';
import type { Cursor, Message } from '../../shared/model/message.ts';
import { isAtLeast, type Reason, type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import type { Archive } from '../archive/archive.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Gate } from '../gate/gate.ts';

export interface RetroactiveRooms {
  readonly account: BareJid;
  readonly gate: () => Gate;
  readonly nameOf: (jid: BareJid) => string;
  readonly archive: Pick<Archive, 'receivedAfter' | 'withdraw' | 'judgedBy' | 'setJudgedBy'>;
  readonly record: Pick<AuditRecord, 'append'>;
  /** `id` is another one whenever what messages are judged by has changed. */
  readonly rules: () => { readonly id: string; readonly windowHours: number };
  readonly now: () => number;
  /** Resolves when everything else that waits has had its turn. */
  readonly breathe: () => Promise<void>;
  readonly onChanged: (peer: BareJid, messages: readonly Message[]) => void;
  /** Told at the end of a run, and when it is broken off, with what it withdrew. */
  readonly onWithdrawn: (hits: readonly Hit[]) => void;
  /** The record or the archive failed; what was not judged is with the next run. */
  readonly onFailure: (error: unknown) => void;
}

export interface Hit {
  readonly message: Message;
  readonly verdict: Verdict;
}

const page = 10;
const hour = 3_600_000;

/**
 * Messages that are there already, judged by rules that are new: one at a time, with a breath after each. The rules that the archive was
 * judged by last are noted in it, so what changed while the program did not run, or a run that was broken off, is made up for.
 */
export class Retroactive {
  readonly #rooms: RetroactiveRooms;
  #isWanted = false;
  #running: Promise<void> | null = null;
  #hasEnded = false;

  constructor(rooms: RetroactiveRooms) {
    this.#rooms = rooms;
  }

  /** Resolves when all has been judged by the rules of the moment. A run that is under way begins again. */
  rejudge(): Promise<void> {
    this.#isWanted = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Resolves when nothing is judged any more. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#isWanted && !this.#hasEnded) {
      this.#isWanted = false;
      const hits: Hit[] = [];
      try {
        await this.#once(hits);
      } catch (error) {
        this.#rooms.onFailure(error);
      }
      if (hits.length > 0) this.#rooms.onWithdrawn(hits);
    }
  }

  async #once(withdrawn: Hit[]): Promise<void> {
    const { archive, gate, rules, now } = this.#rooms;
    const { id, windowHours } = rules();
    if ((await archive.judgedBy()) === id) return;
    await gate().ready();
    let after: Cursor = { at: Math.max(0, now() - windowHours * hour), position: 0 };
    for (let isMore = windowHours > 0; isMore; ) {
      const messages = await archive.receivedAfter(after, page);
      const hits: Hit[] = [];
      for (const message of messages) {
        await this.#rooms.breathe();
        if (this.#isWanted || this.#hasEnded) break;
        const verdict = this.#newVerdict(message);
        if (verdict !== null) hits.push({ message, verdict });
      }
      withdrawn.push(...hits);
      await this.#withdraw(hits);
      if (this.#isWanted || this.#hasEnded) return;
      isMore = messages.length === page;
      after = messages.at(-1) ?? after;
    }
    await archive.setJudgedBy(id);
  }

  /**
   * Null: it may stay. What is held already is not opened by anybody. A check that fails today says nothing of a message that was
   * judged when it could be: a blocklist that is away for a minute must not take two days of messages away.
   */
  #newVerdict({ peer, body, verdict }: Message): Verdict | null {
    if (isAtLeast(verdict.level, 'hold')) return null;
    const isEncrypted = verdict.reasons.some(({ code }) => code === 'text.encrypted-unreadable');
    const { gate, nameOf } = this.#rooms;
    const { verdict: next } = gate().inbound({ from: peer, name: nameOf(peer), body, isEncrypted });
    const stops = next.reasons.filter(({ level }) => isAtLeast(level, 'hold'));
    if (stops.length === 0 || stops.some(({ code }) => code === 'check.failed')) return null;
    return verdictOf([...stops, withdrawnReason]);
  }

  /** On record before it takes effect. */
  async #withdraw(hits: readonly Hit[]): Promise<void> {
    if (hits.length === 0) return;
    const { account, archive, record, onChanged } = this.#rooms;
    await record.append(
      hits.map(({ message: { id, peer, body }, verdict: { level, reasons } }) => ({
        facts: {
          kind: 'decision',
          account,
          about: 'withdrawal',
          peer,
          messageId: id,
          level,
          codes: reasons.map(({ code }) => code),
          outcome: 'refused',
        },
        content: { text: body, original: null, raw: '', reasons: [...reasons] },
      })),
    );
    for (const { message, verdict } of hits) {
      const changed = await archive.withdraw(message.id, verdict);
      if (changed !== null) onChanged(changed.peer, [changed]);
    }
  }
}

const withdrawnReason: Reason = { code: 'message.withdrawn', level: 'hold', params: {} };
