import type { Conversation } from '../../shared/model/conversation.ts';
import type { BareJid } from '../../shared/model/jid.ts';

interface UnreadOptions {
  /** Strangers make no noise outside of the window either. */
  readonly isStranger: (peer: BareJid) => boolean;
  readonly onChanged: (together: number) => void;
}

/** Unread messages of everybody but strangers. */
export class UnreadCount {
  readonly #options: UnreadOptions;
  readonly #unread = new Map<BareJid, number>();
  #together = 0;

  constructor(options: UnreadOptions) {
    this.#options = options;
  }

  /** These changed. */
  count(conversations: readonly Conversation[]): void {
    const before = this.#together;
    this.#add(conversations);
    this.#tell(before);
  }

  /** There are no others, and who is a stranger may have changed. */
  countAnew(conversations: readonly Conversation[]): void {
    const before = this.#together;
    this.#unread.clear();
    this.#together = 0;
    this.#add(conversations);
    this.#tell(before);
  }

  #add(conversations: readonly Conversation[]): void {
    for (const { peer, unread } of conversations) {
      if (this.#options.isStranger(peer)) continue;
      this.#together += unread - (this.#unread.get(peer) ?? 0);
      this.#unread.set(peer, unread);
    }
  }

  #tell(before: number): void {
    if (this.#together !== before) this.#options.onChanged(this.#together);
  }
}
