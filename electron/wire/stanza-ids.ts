// XEP-0359 Unique and Stable Stanza IDs, version 0.7.0
// https://xmpp.org/extensions/xep-0359.html
// Security: a stanza-id is believed only if `by` is our own account and our server announces that it strips forged ones (T16).
import type { BareJid } from '../../shared/model/jid.ts';
import type { Element } from './connection/element.ts';
import { ns } from './namespaces.ts';

const longestId = 1024;

/** What the sender calls the message: `id`, which receipts and errors refer to, else origin-id; empty when there is neither. */
export function senderIdOf(message: Element): string {
  const id = message.attrs['id'] || message.getChild('origin-id', ns.stanzaIds)?.attrs['id'] || '';
  return id.length <= longestId ? id : '';
}

/**
 * What our archive calls the message, if it says so. A server that keeps the rule leaves one such id. With several, all but the
 * last were written by the sender: Prosody 0.12 forgets to strip them from what it archives, and adds its own behind them.
 */
export function archiveIdsOf(message: Element, account: BareJid): string[] {
  return message
    .getChildren('stanza-id', ns.stanzaIds)
    .filter(({ attrs: { by } }) => by === account)
    .map(({ attrs: { id } }) => id ?? '')
    .filter((id) => id !== '' && id.length <= longestId);
}
