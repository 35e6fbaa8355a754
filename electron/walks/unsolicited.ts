import { type BareJid, domainOf } from '../../shared/model/jid.ts';
import type { Reason } from '../../shared/model/verdict.ts';
import type { Policy } from '../../shared/policy.ts';
import { simhash, similarity } from './simhash.ts';

export interface UnsolicitedOptions {
  readonly rules: () => Policy['spim'];
  /** Nobody here has accepted or added this person. */
  readonly isStranger: (jid: BareJid) => boolean;
}

interface Arrived {
  readonly from: BareJid;
  readonly body: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

interface Text {
  readonly from: BareJid;
  readonly at: number;
  readonly hash: bigint;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
/** Texts and senders that are remembered, whatever is sent (T30). */
const mostTexts = 500;
const mostSenders = 2000;
/** So many strangers with one text are no coincidence. */
const leastSenders = 3;

/**
 * What one message does not show: how fast its sender writes, and who else wrote the same. In memory, on this computer, forgotten at the
 * end. Of a known contact nothing is held for that.
 */
export class Unsolicited {
  readonly #options: UnsolicitedOptions;
  readonly #messages = new Rates(minute);
  readonly #strangers = new Rates(hour);
  readonly #known = new Set<BareJid>();
  readonly #texts: Text[] = [];

  constructor(options: UnsolicitedOptions) {
    this.#options = options;
  }

  /** About a message of somebody outside. */
  judge(arrived: Arrived): readonly Reason[] {
    const isStranger = this.#options.isStranger(arrived.from);
    const { rateLimits, campaignSimilarity } = this.#options.rules();
    const reasons: Reason[] = [];
    const count = this.#messages.count(arrived.from, arrived.at);
    const isCrowd = isStranger && this.#isCrowd(arrived, rateLimits.newContactsPerHour);
    if (count > rateLimits.messagesPerMinute || isCrowd) {
      reasons.push({ code: 'text.too-fast', level: isStranger ? 'hold' : 'notice', params: {} });
    }
    const senders = this.#alike(arrived, campaignSimilarity);
    if (senders >= leastSenders) {
      const params = { senders: String(senders) };
      reasons.push({ code: 'text.campaign', level: isStranger ? 'warn' : 'notice', params });
    }
    return reasons;
  }

  #isCrowd({ from, at }: Arrived, most: number): boolean {
    const isNew = !this.#known.has(from);
    if (isNew) this.#known.add(from);
    const [oldest] = this.#known;
    if (this.#known.size > mostSenders && oldest !== undefined) this.#known.delete(oldest);
    const domain = domainOf(from);
    return (isNew ? this.#strangers.count(domain, at) : this.#strangers.peek(domain, at)) > most;
  }

  /** How many people outside have written this within a day, this one among them. */
  #alike({ from, body, at }: Arrived, least: number): number {
    const hash = simhash(body);
    if (hash === null) return 0;
    const same = this.#texts.filter(
      (text) => Math.abs(at - text.at) < day && similarity(text.hash, hash) >= least,
    );
    this.#texts.push({ from, at, hash });
    if (this.#texts.length > mostTexts) this.#texts.shift();
    return new Set([from, ...same.map((text) => text.from)]).size;
  }
}

/** Counts by name within a stretch of time that begins with the first. */
class Rates {
  readonly #within: number;
  readonly #windows = new Map<string, { since: number; count: number }>();

  constructor(within: number) {
    this.#within = within;
  }

  count(name: string, at: number): number {
    const known = this.#windows.get(name);
    const isOver = known === undefined || Math.abs(at - known.since) >= this.#within;
    const window = isOver ? { since: at, count: 1 } : { ...known, count: known.count + 1 };
    this.#windows.delete(name);
    this.#windows.set(name, window);
    const [oldest] = this.#windows.keys();
    if (this.#windows.size > mostSenders && oldest !== undefined) this.#windows.delete(oldest);
    return window.count;
  }

  peek(name: string, at: number): number {
    const known = this.#windows.get(name);
    return known === undefined || Math.abs(at - known.since) >= this.#within ? 0 : known.count;
  }
}
