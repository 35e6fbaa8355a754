// XEP-0045 Multi-User Chat, version 1.35.1, section 7.8 (invitations by the room); XEP-0249 Direct MUC Invitations, version 1.2
// https://xmpp.org/extensions/xep-0045.html https://xmpp.org/extensions/xep-0249.html
// Security: whoever writes the stanza is whom it is from, a room as well; the inviter whom a room names is the room's word alone (T30).
import type { BareJid, FullJid } from '../../shared/model/jid.ts';
import { parseBareJid } from '../../shared/model/jid.ts';
import type { Element } from './connection/element.ts';
import { ns } from './namespaces.ts';

export interface Invitation {
  readonly room: BareJid;
  /** Who the room says has sent it; null when its sender says so himself. */
  readonly by: BareJid | null;
  /** In the inviter's words; may be empty. */
  readonly reason: string;
}

const longestReason = 4096;

export function invitationIn(message: Element, from: BareJid | FullJid): Invitation | null {
  return mediated(message, from) ?? direct(message);
}

/** Everything else that a room says of itself is not for people (message-parsing.ts). */
function mediated(message: Element, from: BareJid | FullJid): Invitation | null {
  const [invite, ...others] = message.getChild('x', ns.mucUser)?.getChildren('invite', ns.mucUser) ?? [];
  // A room speaks from its bare address; an occupant has no say in its name.
  const room = from.includes('/') ? null : parseBareJid(from);
  if (invite === undefined || others.length > 0 || room === null) return null;
  const reason = invite.getChildText('reason', ns.mucUser) ?? '';
  return { room, by: parseBareJid(invite.attrs['from'] ?? ''), reason: reason.slice(0, longestReason) };
}

function direct(message: Element): Invitation | null {
  const { jid, reason } = message.getChild('x', ns.directInvitation)?.attrs ?? {};
  const room = parseBareJid(jid ?? '');
  return room === null ? null : { room, by: null, reason: (reason ?? '').slice(0, longestReason) };
}
