import { type Element, xml } from './element.ts';

export const streamManagementNamespace = 'urn:xmpp:sm:3';

/** Counters wrap here (XEP-0198 section 4). */
const modulus = 2 ** 32;

export type Acknowledgement =
  | { readonly ok: true; readonly stanzas: readonly Element[] }
  | { readonly ok: false; readonly rule: 'sm.count-malformed' | 'sm.count-too-high' };

/**
 * XEP-0198 as counting: which of our stanzas the server has, how many of its own we have, and how to take up the session on another
 * stream. Sends nothing itself.
 */
export class StreamManagement {
  readonly #previousId: string | null;
  readonly #unacknowledged: Element[] = [];
  #acknowledged = 0;
  #handled = 0;

  /** From `<enabled/>`; the id is there when the server keeps the session for a while after the stream breaks. */
  constructor(enabled: Element) {
    const isResumable = ['true', '1'].includes(enabled.attrs['resume'] ?? '');
    this.#previousId = isResumable ? (enabled.attrs['id'] ?? null) : null;
  }

  get unacknowledged(): readonly Element[] {
    return this.#unacknowledged;
  }

  /** A stanza of ours went out. */
  sent(stanza: Element): void {
    this.#unacknowledged.push(stanza);
  }

  /** A stanza of theirs was dealt with, or deliberately dropped. */
  handled(): void {
    this.#handled = (this.#handled + 1) % modulus;
  }

  answer(): Element {
    return xml('a', { xmlns: streamManagementNamespace, h: this.#handled });
  }

  resume(): Element | null {
    if (this.#previousId === null) return null;
    return xml('resume', { xmlns: streamManagementNamespace, previd: this.#previousId, h: this.#handled });
  }

  /** Whether `<resumed/>` speaks of this session. */
  isResumedBy(resumed: Element): boolean {
    return this.#previousId !== null && resumed.attrs['previd'] === this.#previousId;
  }

  /**
   * Takes the count from `<a/>`, `<resumed/>` or `<failed/>` and returns what it confirms. One that is more than was sent, or less than
   * was confirmed before, comes to the same modulo 2^32 and confirms nothing.
   */
  acknowledge(h: string | undefined): Acknowledgement {
    const count = h !== undefined && /^[0-9]{1,10}$/.test(h) ? Number(h) : modulus;
    if (count >= modulus) return { ok: false, rule: 'sm.count-malformed' };
    const confirmed = countBetween(this.#acknowledged, count);
    if (confirmed > this.#unacknowledged.length) return { ok: false, rule: 'sm.count-too-high' };
    this.#acknowledged = count;
    return { ok: true, stanzas: this.#unacknowledged.splice(0, confirmed) };
  }
}

/** How many stanzas lie between two counts of one counter, which begins again at 0 after 2^32 - 1. */
export function countBetween(earlier: number, later: number): number {
  return (later - earlier + modulus) % modulus;
}
