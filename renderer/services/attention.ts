import type { BareJid } from '../../shared/model/jid.ts';

/** Where the reader's eyes are: a message counts as seen only at the end of the open conversation in a window with focus. */
export class Attention {
  readonly #hasFocus: () => boolean;
  #peer: BareJid | null = null;
  #isAtEnd = false;

  constructor(hasFocus: () => boolean) {
    this.#hasFocus = hasFocus;
  }

  look(peer: BareJid | null, isAtEnd: boolean): void {
    this.#peer = peer;
    this.#isAtEnd = isAtEnd;
  }

  isAtEndOf(peer: BareJid): boolean {
    return this.#peer === peer && this.#isAtEnd;
  }

  isOn(peer: BareJid): boolean {
    return this.isAtEndOf(peer) && this.#hasFocus();
  }
}
