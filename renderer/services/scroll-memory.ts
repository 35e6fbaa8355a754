import type { BareJid } from '../../shared/model/jid.ts';

/** Where a reader left a conversation: the line at the top edge and how far into it. */
export interface ScrollPlace {
  readonly key: string;
  /** Pixels from the line's beginning to the top edge. */
  readonly offset: number;
  /** Measured heights by line, so that coming back needs no guess. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** Kept for as long as the window lives. A conversation left at its end has no place: it opens at its end. */
export class ScrollMemory {
  readonly #places = new Map<BareJid, ScrollPlace>();

  recall(peer: BareJid): ScrollPlace | null {
    return this.#places.get(peer) ?? null;
  }

  keep(peer: BareJid, place: ScrollPlace): void {
    this.#places.set(peer, place);
  }

  forget(peer: BareJid): void {
    this.#places.delete(peer);
  }
}
