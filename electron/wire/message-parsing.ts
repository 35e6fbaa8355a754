// RFC 6121 section 5: what of a message stanza is a message to show
// https://www.rfc-editor.org/rfc/rfc6121#section-5
// Security: plain text alone is read (no XHTML-IM, T28); total: a stanza that is no message of ours is null, never an exception.
import { type BareJid, bareOf, type FullJid, parseBareJid, parseFullJid } from '../../shared/model/jid.ts';
import type { Element } from './connection/element.ts';
import { isEncrypted } from './encryption.ts';
import { readFile } from './file-sharing.ts';
import { invitationIn } from './invitations.ts';
import { changeIn } from './message-changes.ts';
import { ns } from './namespaces.ts';
import { wantsReceipt } from './receipts.ts';
import { outcomeIn } from './report-outcome.ts';
import { senderIdOf } from './stanza-ids.ts';
import type { WireMessage } from './wire.ts';

/** Who talks to whom, seen from our account. Null: not between us and someone, or not for people (group chat). */
export interface Exchange {
  readonly direction: 'in' | 'out';
  readonly peer: BareJid;
  readonly from: FullJid | BareJid;
}

export function exchangeOf(message: Element, account: BareJid): Exchange | null {
  const { type, from: fromText, to: toText } = message.attrs;
  if (type === 'groupchat') return null;
  // Without an address it is our own account's (RFC 6120 section 8.1).
  const from = parseAddress(fromText) ?? (fromText === undefined ? account : null);
  const to = parseBareJid(toText ?? account);
  if (from === null || to === null) return null;
  // Of what rooms say, an invitation alone is for people.
  const isOfRoom = message.getChild('x', ns.mucUser) !== undefined;
  if (isOfRoom && (bareOf(from) === account || invitationIn(message, from)?.room !== from)) return null;
  if (bareOf(from) === account) return { direction: 'out', peer: to, from };
  return to === account ? { direction: 'in', peer: bareOf(from), from } : null;
}

/** How it came, which the message itself cannot know. */
export interface Arrival {
  readonly via: WireMessage['via'];
  readonly archiveId: string | null;
  readonly at: number;
  readonly raw: string;
}

/** The message to show, or a retraction without words; null when the stanza is neither (a receipt, a chat state, an error). */
export function parseMessage(message: Element, exchange: Exchange, arrival: Arrival): WireMessage | null {
  if (message.attrs['type'] === 'error') return null;
  const invitation = invitationIn(message, exchange.from);
  const { file, words } = readFile(message, bodyOf(message));
  const body = words || invitation?.reason || invitation?.room || '';
  const encrypted = isEncrypted(message, body);
  const change = changeIn(message);
  if (body === '' && !encrypted && change?.kind !== 'retraction') return null;
  return {
    ...exchange,
    ...arrival,
    stanzaId: senderIdOf(message),
    body: encrypted ? '' : body,
    isEncrypted: encrypted,
    wantsReceipt: wantsReceipt(message),
    change,
    invitation,
    outcome: outcomeIn(message),
    file: encrypted ? null : file,
  };
}

/** Of several languages (RFC 6121 section 5.2.3) the one without a name, else the first. */
export function bodyOf(message: Element): string {
  const bodies = message.getChildren('body', ns.client);
  return (bodies.find((body) => body.attrs['xml:lang'] === undefined) ?? bodies[0])?.getText() ?? '';
}

function parseAddress(text: string | undefined): FullJid | BareJid | null {
  if (text === undefined) return null;
  return text.includes('/') ? parseFullJid(text) : parseBareJid(text);
}
