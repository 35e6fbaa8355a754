import type { BareJid } from '../../shared/model/jid.ts';
import type { Cursor, LinkFinding, Message } from '../../shared/model/message.ts';
import { isAtLeast, type Reason, type Verdict, verdictOf } from '../../shared/model/verdict.ts';
import type { Archive } from '../archive/archive.ts';
import type { AuditRecord } from '../audit/record.ts';
import type { Gate } from '../gate/gate.ts';

export interface RetroactiveRooms {
  readonly account: BareJid;
  readonly gate: () => Gate;
  readonly nameOf: (jid: BareJid) => string;
  /** What goes there is evidence, by its nature. */
  readonly desk: () => BareJid | null;
  readonly archive: Pick<Archive, 'passedAfter' | 'withdraw' | 'setVerdict' | 'judgedBy' | 'setJudgedBy'>;
  readonly record: Pick<AuditRecord, 'append'>;
  /** Files that came with messages. `judge`: null when one may stay as it is. `hold` keeps it back, on record before it does. */
  readonly files: {
    readonly judge: (message: Message) => Promise<Verdict | null>;
    readonly hold: (message: Message, verdict: Verdict) => Promise<void>;
  };
  /** `id` is another one whenever what messages and files are judged by has changed. */
  readonly rules: () => { readonly id: string; readonly windowHours: number };
  readonly now: () => number;
  /** Resolves when everything else that waits has had its turn. */
  readonly breathe: () => Promise<void>;
  readonly onChanged: (peer: BareJid, messages: readonly Message[]) => void;
  /** Told at the end of a run, and when it is broken off, with what it found. */
  readonly onWithdrawn: (hits: readonly Hit[]) => void;
  /** The record or the archive failed; what was not judged is with the next run. */
  readonly onFailure: (error: unknown) => void;
}

export interface Hit {
  readonly message: Message;
  /** What the new rules say of it. */
  readonly verdict: Verdict;
  /** Of a message of ours, as they are judged now. */
  readonly links: readonly LinkFinding[];
}

const page = 10;
const hour = 3_600_000;

/**
 * Messages that are there already, judged by rules that are new: one at a time, with a breath after each. The rules that the archive was
 * judged by last are noted in it, so what changed while the program did not run, or a run that was broken off, is made up for.
 * What others wrote is withdrawn from view, and a file of theirs that was let through is held. What was sent from here is with others already and known to its writer, so it stays where it
 * is and is marked; both are on record and told to the desk.
 */
export class Retroactive {
  readonly #rooms: RetroactiveRooms;
  #isWanted = false;
  #running: Promise<void> | null = null;
  #hasEnded = false;
  #tellEnd: () => void = () => undefined;
  readonly #ending = new Promise<null>((resolve) => {
    this.#tellEnd = () => resolve(null);
  });

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

  /** Resolves when nothing is judged any more. Nobody waits for a file that is being looked into. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    this.#tellEnd();
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

  async #once(found: Hit[]): Promise<void> {
    const { archive, gate, rules, now } = this.#rooms;
    const { id, windowHours } = rules();
    if ((await archive.judgedBy()) === id) return;
    await gate().ready();
    const withFiles: Message[] = [];
    let after: Cursor = { at: Math.max(0, now() - windowHours * hour), position: 0 };
    for (let isMore = windowHours > 0; isMore; ) {
      const messages = await archive.passedAfter(after, page);
      const hits: Hit[] = [];
      for (const message of messages) {
        await this.#rooms.breathe();
        if (this.#isWanted || this.#hasEnded) break;
        const hit = message.direction === 'in' ? this.#received(message) : this.#sent(message);
        if (hit !== null) hits.push(hit);
        else if (message.direction === 'in' && message.file?.state === 'ready') withFiles.push(message);
      }
      found.push(...hits);
      await this.#apply(hits);
      if (this.#isWanted || this.#hasEnded) return;
      isMore = messages.length === page;
      after = messages.at(-1) ?? after;
    }
    // Last: one file takes as long as many texts.
    for (const message of withFiles) {
      await this.#rooms.breathe();
      if (!this.#isWanted && !this.#hasEnded) await this.#judgeFile(message, found);
      if (this.#isWanted || this.#hasEnded) return;
    }
    await archive.setJudgedBy(id);
  }

  async #judgeFile(message: Message, found: Hit[]): Promise<void> {
    const { files } = this.#rooms;
    const verdict = await Promise.race([files.judge(message), this.#ending]);
    if (verdict === null) return;
    await files.hold(message, verdict);
    found.push({ message, verdict, links: [] });
  }

  /**
   * Null: it may stay. What is held already is not opened by anybody. A check that fails today says nothing of a message that was
   * judged when it could be: a blocklist that is away for a minute must not take two days of messages away.
   */
  #received(message: Message): Hit | null {
    const { peer, body, verdict } = message;
    if (isAtLeast(verdict.level, 'hold')) return null;
    const isEncrypted = verdict.reasons.some(({ code }) => code === 'text.encrypted-unreadable');
    const { gate, nameOf } = this.#rooms;
    const { verdict: next } = gate().inbound({ from: peer, name: nameOf(peer), body, isEncrypted });
    const stops = stopsOf(next.reasons);
    return stops === null ? null : { message, verdict: verdictOf([...stops, withdrawnReason]), links: [] };
  }

  /** Whom it went to was allowed then, and its writer may have given a reason; what it says and where its links lead is the question. */
  #sent(message: Message): Hit | null {
    const { peer, body, verdict } = message;
    const { desk, gate } = this.#rooms;
    const codes = new Set(verdict.reasons.map(({ code }) => code));
    if (peer === desk() || codes.has(sentBefore.code)) return null;
    const next = gate().outbound({ to: peer, body, isBlocked: false, isStranger: false });
    const known = new Set(
      message.links.flatMap((link) => (stopsOf(link.verdict.reasons) ?? []).map(({ code }) => code)),
    );
    const stops = stopsOf([
      ...next.verdict.reasons.filter(
        ({ code }) => code.startsWith('confidential.') || code === 'check.failed',
      ),
      ...next.links.flatMap((link) => link.verdict.reasons).filter(({ code }) => !known.has(code)),
    ])?.filter(({ code }) => code !== 'confidential.justify' || !codes.has('confidential.justified'));
    if (stops === undefined || stops.length === 0) return null;
    return { message, verdict: verdictOf([...stops, sentBefore]), links: next.links };
  }

  /** On record before it takes effect. */
  async #apply(hits: readonly Hit[]): Promise<void> {
    if (hits.length === 0) return;
    const { account, archive, record, onChanged } = this.#rooms;
    await record.append(
      hits.map(({ message: { id, peer, body, direction }, verdict: { level, reasons } }) => ({
        facts: {
          kind: 'decision',
          account,
          about: direction === 'in' ? 'withdrawal' : 'sent',
          peer,
          messageId: id,
          level,
          codes: reasons.map(({ code }) => code),
          outcome: 'refused',
        },
        content: { text: body, original: null, raw: '', reasons: [...reasons] },
      })),
    );
    for (const { message, verdict, links } of hits) {
      const changed =
        message.direction === 'in'
          ? await archive.withdraw(message.id, verdict)
          : await archive.setVerdict(message.id, markOf(verdict), links);
      if (changed !== null) onChanged(changed.peer, [changed]);
    }
  }
}

const withdrawnReason: Reason = { code: 'message.withdrawn', level: 'hold', params: {} };
const sentBefore: Reason = { code: 'message.sent-before-rule', level: 'warn', params: {} };

/** Null when there are none, or it could not be judged. */
function stopsOf(reasons: readonly Reason[]): readonly Reason[] | null {
  const stops = reasons.filter(({ level }) => isAtLeast(level, 'hold'));
  return stops.length === 0 || stops.some(({ code }) => code === 'check.failed') ? null : stops;
}

/** Shown with its text: it was sent, whatever the reasons of today say of sending. Links carry their own. */
function markOf({ reasons }: Verdict): Verdict {
  const found = reasons.filter(({ code }) => code.startsWith('confidential.'));
  return verdictOf([
    sentBefore,
    ...found.map((reason) => ({ ...reason, code: 'confidential.notice', level: 'notice' }) as const),
  ]);
}
