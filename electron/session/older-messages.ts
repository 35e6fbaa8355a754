import type { BareJid } from '../../shared/model/jid.ts';
import type { Archive } from '../archive/archive.ts';
import type { InboundWalk } from '../walks/inbound.ts';
import type { Wire } from '../wire/wire.ts';

interface OlderMessagesOptions {
  readonly archive: Pick<Archive, 'page' | 'isComplete' | 'setComplete' | 'oldestArchiveId'>;
  readonly wire: Pick<Wire, 'state' | 'olderMessages'>;
  readonly inbound: Pick<InboundWalk, 'takeOlder'>;
}

const olderPage = 50;

/** Pages of conversations; what the archive does not have yet is fetched from the server first. */
export class OlderMessages {
  readonly #options: OlderMessagesOptions;
  readonly #fetching = new Map<BareJid, Promise<void>>();
  #isCaughtUp = false;
  readonly #whenCatchUpEnds: (() => void)[] = [];

  constructor(options: OlderMessagesOptions) {
    this.#options = options;
  }

  async page(query: Parameters<Archive['page']>[0]): ReturnType<Archive['page']> {
    const { archive } = this.#options;
    const page = await archive.page(query);
    const wantsOlder = query.after === null && query.around === null;
    if (!wantsOlder || page.hasOlder || page.messages.length >= query.limit) {
      return { ...page, hasOlder: page.hasOlder || !(await archive.isComplete(query.peer)) };
    }
    if (page.messages.length === 0) await this.#catchUpEnds();
    await this.#fetch(query.peer, page.messages[0]?.at ?? query.before?.at ?? null);
    const again = await archive.page(query);
    return { ...again, hasOlder: again.hasOlder || !(await archive.isComplete(query.peer)) };
  }

  /** All that was missed is there, or the stream is gone. */
  endCatchUp(isComplete: boolean): void {
    this.#isCaughtUp = isComplete;
    for (const resolve of this.#whenCatchUpEnds.splice(0)) resolve();
  }

  #catchUpEnds(): Promise<void> {
    if (this.#isCaughtUp || this.#options.wire.state.kind !== 'online') return Promise.resolve();
    return new Promise((resolve) => this.#whenCatchUpEnds.push(resolve));
  }

  /** `below` is the time of the oldest message there is of this person. */
  #fetch(peer: BareJid, below: number | null): Promise<void> {
    const running = this.#fetching.get(peer);
    if (running !== undefined) return running;
    const fetching = this.#fetchOnce(peer, below).finally(() => this.#fetching.delete(peer));
    this.#fetching.set(peer, fetching);
    return fetching;
  }

  async #fetchOnce(peer: BareJid, below: number | null): Promise<void> {
    const { archive, wire, inbound } = this.#options;
    // What catch-up brings stands below all that is there; older messages that overtook it would be in its way.
    if (!this.#isCaughtUp || (await archive.isComplete(peer))) return;
    const oldest = await archive.oldestArchiveId(peer);
    const older = await wire.olderMessages(peer, oldest, olderPage);
    if (older === null) return;
    await inbound.takeOlder(older.messages, below);
    if (older.isComplete) await archive.setComplete(peer);
  }
}
