// XEP-0191 Blocking Command, version 1.3; XEP-0377 Blocking Command Reports, version 0.4.1
// https://xmpp.org/extensions/xep-0191.html https://xmpp.org/extensions/xep-0377.html
// Security: a push counts only from our own account; reports go only where they are announced, as others drop them silently.
import { type BareJid, parseBareJid } from '../../shared/model/jid.ts';
import type { IqAnswer } from './connection/connection.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { accepted, unavailable } from './iq-answers.ts';
import { ns } from './namespaces.ts';
import { PushOrder } from './push-order.ts';
import type { WireResult } from './wire.ts';
import { wireResultOf } from './wire-results.ts';

const reportReasons = { spam: 'urn:xmpp:reporting:spam', abuse: 'urn:xmpp:reporting:abuse' } as const;

export interface Blocking {
  fetch(): Promise<void>;
  block(jid: BareJid, reportReason: 'spam' | 'abuse' | null): Promise<WireResult>;
  unblock(jid: BareJid): Promise<WireResult>;
}

export function createBlocking(
  { account, connection, emit, violate }: WireContext,
  serverAnnounces: (feature: string) => boolean,
): Blocking {
  let blocked: ReadonlySet<BareJid> = new Set();
  const order = new PushOrder();

  connection.answer('set', ns.blocking, 'block', (push, from) =>
    receive(push, from, () => [...blocked, ...addressesIn(push)]),
  );
  connection.answer('set', ns.blocking, 'unblock', (push, from) =>
    receive(push, from, () => {
      // Without items it lifts every block (section 3.5).
      const lifted = push.getChildElements().length === 0 ? blocked : new Set(addressesIn(push));
      return [...blocked].filter((jid) => !lifted.has(jid));
    }),
  );

  function receive(push: Element, from: string, next: () => BareJid[]): IqAnswer {
    if (from !== account) {
      violate('blocking.foreign-push', from, push);
      return unavailable;
    }
    order.push(() => change(next()));
    return accepted;
  }

  function change(jids: readonly BareJid[]): void {
    blocked = new Set(jids);
    emit('blocked', [...blocked]);
  }

  async function fetch(): Promise<void> {
    const iq = xml('iq', { type: 'get' }, xml('blocklist', ns.blocking));
    const result = await connection.request(iq, { to: null });
    const list = result.ok ? result.value.getChild('blocklist', ns.blocking) : undefined;
    if (list !== undefined) change(addressesIn(list));
  }

  async function command(element: Element): Promise<WireResult> {
    return wireResultOf(await connection.request(xml('iq', { type: 'set' }, element), { to: null }));
  }

  return {
    fetch: () => order.whileAsking(fetch),
    block: (jid, reportReason) => {
      const reason =
        reportReason !== null && serverAnnounces(ns.reporting) ? reportReasons[reportReason] : null;
      const report = reason === null ? null : xml('report', { xmlns: ns.reporting, reason });
      return command(xml('block', ns.blocking, xml('item', { jid }, report)));
    },
    unblock: (jid) => command(xml('unblock', ns.blocking, xml('item', { jid }))),
  };
}

/** Those of people and domains; one device alone is never blocked here. */
function addressesIn(list: Element): BareJid[] {
  return list
    .getChildren('item', ns.blocking)
    .map(({ attrs: { jid } }) => (jid?.includes('/') ? null : parseBareJid(jid ?? '')))
    .filter((jid) => jid !== null);
}
