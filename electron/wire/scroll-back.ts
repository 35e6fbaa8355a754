import type { BareJid } from '../../shared/model/jid.ts';
import type { ArchiveSync } from './archive-sync.ts';
import type { Incoming } from './incoming.ts';
import type { ArchivePage } from './wire.ts';

export interface ScrollBack {
  olderMessages(peer: BareJid, before: string | null, limit: number): Promise<ArchivePage | null>;
}

/** Older messages with one person, from the archive, without telling anyone but who asks. */
export function createScrollBack(archive: ArchiveSync, incoming: Pick<Incoming, 'read'>): ScrollBack {
  return {
    olderMessages: async (peer, before, limit) => {
      let position = before;
      for (;;) {
        const page = await archive.before(peer, position, limit);
        if (page === null) return null;
        const messages = page.messages.flatMap((archived) => incoming.read(archived, peer) ?? []);
        const isComplete = page.isLast || page.first === null || page.first === position;
        // A page of receipts alone gives nobody a place to ask from next time.
        if (messages.length > 0 || isComplete) return { messages, isComplete };
        position = page.first;
      }
    },
  };
}
