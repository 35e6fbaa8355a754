// XEP-0203 Delayed Delivery, version 2.0
// https://xmpp.org/extensions/xep-0203.html
// Security: a stamp is worth no more than whoever wrote it, and anyone can write one into a message (T15, CVE-2013-6477).
import { type BareJid, domainOf } from '../../shared/model/jid.ts';
import type { Element } from './connection/element.ts';
import { ns } from './namespaces.ts';

/**
 * When a message that came on the stream was sent. `earliest` is the last moment from which the server can have held messages
 * back for us: a stamp before it cannot be the server's, even if it says so, and is raised to it. The server's stamp is the
 * last one: it adds its own behind what the sender wrote.
 */
export function stampOf(
  message: Element,
  { account, earliest, now }: { account: BareJid; earliest: number; now: number },
): number {
  const ours = message.getChildren('delay', ns.delay).filter(({ attrs: { from } }) => {
    return from === account || from === domainOf(account);
  });
  const stamp = readStamp(ours.at(-1));
  return stamp === null ? now : Math.min(Math.max(stamp, earliest), now);
}

/** Milliseconds since the epoch, as XEP-0082 writes a time; null when there is none or it is none. Never negative. */
export function readStamp(delay: Element | undefined): number | null {
  const text = delay?.attrs['stamp'] ?? '';
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) || at < 0 ? null : at;
}
