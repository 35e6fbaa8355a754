import type { BareJid } from '../../shared/model/jid.ts';
import { notAccepted, type Reason } from '../../shared/model/verdict.ts';
import type { RecordEvent } from '../audit/events.ts';
import { type AuditRecord, longestWords } from '../audit/record.ts';
import type { Crossing } from '../wire/connection/border.ts';
import { isOfUpload } from '../wire/upload-slots.ts';

export interface BorderGuardOptions {
  readonly account: BareJid;
  /** Why nothing may pass between us and this address, in either direction; null when it may. */
  readonly forbids: (peer: BareJid) => Reason | null;
  /** Whether the company's own server speaks for this address, as the domain of one of its services. */
  readonly serves: (peer: BareJid) => boolean;
  /** Somebody whose first contact nobody here has accepted. */
  readonly isStranger: (peer: BareJid) => boolean;
  readonly record: Pick<AuditRecord, 'append'>;
  readonly after: (milliseconds: number, run: () => void) => () => void;
  readonly onUnrecorded: (error: unknown) => void;
}

type Facts = Extract<RecordEvent['facts'], { kind: 'border' }>;

/** How long the ones like the first are counted before that is recorded, in milliseconds. */
const countedFor = 60_000;
/** So many kinds of refusal are told apart in that time; the others are counted together. */
const mostApart = 500;

/**
 * Stands where wire asks about every stanza, and records what it sends back. Whoever is refused can try as often as he likes, and must
 * not fill a disk with it (T30): of what is alike the first is recorded whole, and then how many followed.
 */
export class BorderGuard {
  readonly #options: BorderGuardOptions;
  readonly #counts = new Map<string, Facts>();

  constructor(options: BorderGuardOptions) {
    this.#options = options;
  }

  readonly lets = (crossing: Crossing): boolean => {
    const { direction, kind, peer, isCopy, stanza } = crossing;
    // What takes something back from somebody tells him nothing new (RFC 6121 section 3.2).
    if (direction === 'out' && kind === 'presence' && stanza.attrs['type'] === 'unsubscribed') return true;
    // Nothing else of a service passes: rooms, gateways and guests live on domains like it.
    if (isOfUpload(crossing) && this.#options.serves(peer)) return true;
    // An answer to a stranger's question says what an absent person's server would say (wire/audience.ts).
    const isWord = direction === 'out' && kind !== 'iq' && !isCopy;
    const { forbids, isStranger } = this.#options;
    const reason = forbids(peer) ?? (isWord && isStranger(peer) ? notAccepted : null);
    if (reason !== null) this.#refused(crossing, reason);
    return reason === null;
  };

  #refused({ direction, kind: stanza, peer, stanza: element }: Crossing, reason: Reason): void {
    const { account } = this.#options;
    const facts: Facts = { kind: 'border', account, direction, stanza, peer, codes: [reason.code], count: 1 };
    if (this.#isCounted(facts)) return;
    const raw = element.toString().slice(0, longestWords);
    this.#append([{ facts, content: { text: '', original: null, raw, reasons: [reason] } }]);
  }

  /** False for the first of its kind. */
  #isCounted(facts: Facts): boolean {
    const key = JSON.stringify([facts.direction, facts.stanza, facts.codes, facts.peer]);
    const known = this.#counts.get(key);
    if (known === undefined && this.#counts.size < mostApart) {
      if (this.#counts.size === 0) this.#options.after(countedFor, () => this.#tellCounts());
      this.#counts.set(key, { ...facts, count: 0 });
      return false;
    }
    const together = JSON.stringify([facts.direction, facts.stanza, facts.codes]);
    const counted = known ?? this.#counts.get(together) ?? { ...facts, peer: '', count: 0 };
    this.#counts.set(known === undefined ? together : key, { ...counted, count: counted.count + 1 });
    return true;
  }

  #tellCounts(): void {
    const events = [...this.#counts.values()].filter(({ count }) => count > 0);
    this.#counts.clear();
    if (events.length > 0) this.#append(events.map((facts) => ({ facts, content: null })));
  }

  /** Nothing takes effect that would have to wait for it. */
  #append(events: readonly RecordEvent[]): void {
    this.#options.record.append(events).catch(this.#options.onUnrecorded);
  }
}
