// RFC 6121 section 3: asking to see somebody's presence, and answering
// https://www.rfc-editor.org/rfc/rfc6121#section-3
// Security: nothing is answered here by itself: who may see us is the person's decision; the list of those who ask is bounded, and so is
// how fast strangers fill it who ask and take it back (T30). What is left out the server repeats at the next login (section 3.1.3).
import { type BareJid, bareOf, domainOf } from '../../shared/model/jid.ts';
import { xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import type { RosterItem, WireResult } from './wire.ts';

const mostRequests = 500;
/** Kept for those of our own domain: others can have any number of addresses, and must not take a colleague's place. */
const mostOfOurs = 500;
/** New requests from other domains within this time, in milliseconds. */
const mostAtOnce = { requests: 500, within: 10 * 60_000 };

export interface Subscriptions {
  ask(jid: BareJid): WireResult;
  answer(jid: BareJid, accept: boolean): WireResult;
  /** Those who may see us by now are answered, also when another device did it. */
  settleThose(items: readonly RosterItem[]): void;
  /** The server tells our presence to all who may see it, and asks nobody: from whom the border keeps it, it is taken back first. */
  withdrawFrom(watchers: readonly BareJid[]): void;
  /** The server repeats open requests after each login (section 3.1.3): those it does not repeat are over. */
  beginLogin(): void;
  endLogin(): void;
}

export function createSubscriptions(
  { account, border, clock, connection, emit }: WireContext,
  maySeeUs: (jid: BareJid) => boolean,
): Subscriptions {
  const asking = new Set<BareJid>();
  let unrepeated = new Set<BareJid>();
  let strangers = { since: 0, requests: 0 };

  connection.onStanza('presence', (stanza, from) => {
    const jid = bareOf(from);
    if (jid === account) return;
    if (stanza.attrs['type'] === 'unsubscribe') return settle(jid);
    // Who may see us already has lost his side of it; the server tells him again by itself (section 3.1.3).
    if (stanza.attrs['type'] !== 'subscribe' || maySeeUs(jid)) return;
    unrepeated.delete(jid);
    if (asking.has(jid)) return;
    const isOurs = domainOf(jid) === domainOf(account);
    const most = mostRequests + (isOurs ? mostOfOurs : 0);
    if (asking.size >= most || (!isOurs && isTooFast())) {
      emit('violation', { rule: 'subscription.flood', from, detail: `more than ${most} open requests` });
      return;
    }
    asking.add(jid);
    emit('asking', { jid, isAsking: true });
  });

  function isTooFast(): boolean {
    const now = clock.now();
    if (now - strangers.since >= mostAtOnce.within) strangers = { since: now, requests: 0 };
    strangers.requests += 1;
    return strangers.requests > mostAtOnce.requests;
  }

  function settle(jid: BareJid): void {
    if (asking.delete(jid)) emit('asking', { jid, isAsking: false });
  }

  function send(jid: BareJid, type: string): WireResult {
    return connection.send(xml('presence', { to: jid, type }))
      ? { ok: true }
      : { ok: false, code: 'offline' };
  }

  return {
    ask: (jid) => send(jid, 'subscribe'),
    answer: (jid, accept) => {
      const result = send(jid, accept ? 'subscribed' : 'unsubscribed');
      if (result.ok) settle(jid);
      return result;
    },
    settleThose: (items) => {
      for (const { jid } of items) if (maySeeUs(jid)) settle(jid);
    },
    withdrawFrom: (watchers) => {
      for (const jid of watchers) {
        // The copies of our presence are the server's: they are for people on the roster, whom nobody has to accept any more.
        const copy = { direction: 'out', kind: 'presence', isCopy: true } as const;
        if (!border({ ...copy, peer: jid, stanza: xml('presence', { to: jid }) }))
          connection.send(xml('presence', { to: jid, type: 'unsubscribed' }));
      }
    },
    beginLogin: () => {
      unrepeated = new Set(asking);
    },
    endLogin: () => {
      for (const jid of unrepeated) settle(jid);
      unrepeated.clear();
    },
  };
}
