// XEP-0380 Explicit Message Encryption, version 0.4.0, and the encryptions seen in the wild
// https://xmpp.org/extensions/xep-0380.html
// Security: nothing beside the marker is shown, so a text that claims to be the cipher's fallback cannot speak to the reader.
import type { Element } from './connection/element.ts';

const markers = [
  ['encryption', 'urn:xmpp:eme:0'],
  ['encrypted', 'eu.siacs.conversations.axolotl'],
  ['encrypted', 'urn:xmpp:omemo:1'],
  ['encrypted', 'urn:xmpp:omemo:2'],
  ['openpgp', 'urn:xmpp:openpgp:0'],
  ['x', 'jabber:x:encrypted'],
] as const;

/** Whether the message is encrypted end to end, which we cannot read. */
export function isEncrypted(message: Element, body: string): boolean {
  return (
    body.startsWith('?OTR') ||
    markers.some(([name, namespace]) => message.getChild(name, namespace) !== undefined)
  );
}
