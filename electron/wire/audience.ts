import { type BareJid, bareOf, domainOf, type FullJid } from '../../shared/model/jid.ts';

/**
 * Who may learn that we are here, what software we run, whether we read or write: those who may see our presence, our own
 * devices and our own server. Everyone else hears what an absent person's server would say (T31).
 */
export type Audience = (jid: BareJid | FullJid) => boolean;

export function createAudience(account: BareJid, maySeePresence: (jid: BareJid) => boolean): Audience {
  return (jid) => {
    const bare = bareOf(jid);
    return bare === account || jid === domainOf(account) || maySeePresence(bare);
  };
}
