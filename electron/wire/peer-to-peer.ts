// XEP-0166 Jingle, XEP-0095 Stream Initiation, XEP-0065 and XEP-0047 byte streams, XEP-0066 section 3: files without a server between
// https://xmpp.org/extensions/xep-0166.html https://xmpp.org/extensions/xep-0095.html https://xmpp.org/extensions/xep-0047.html
// Security: what comes so is seen by no server and no inspection; it is refused in the words of who does not know it (T33).
import type { Element } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { unavailable } from './iq-answers.ts';

const offers = [
  ['jingle', 'urn:xmpp:jingle:1'],
  ['si', 'http://jabber.org/protocol/si'],
  ['query', 'http://jabber.org/protocol/bytestreams'],
  ['open', 'http://jabber.org/protocol/ibb'],
  ['data', 'http://jabber.org/protocol/ibb'],
  ['query', 'jabber:iq:oob'],
] as const;

/** The answer is the one that nobody's address gives; what is more is that the offer is told. */
export function refusePeerToPeer({ connection, violate }: WireContext): void {
  for (const [name, namespace] of offers) {
    connection.answer('set', namespace, name, (_offer, from, iq) => {
      violate('peer-to-peer.refused', from, iq);
      return unavailable;
    });
  }
}

/** XEP-0353 is sent to all devices of a person, and a refusal would be one for all of them: it is not answered. */
export function isPeerToPeerOffer(message: Element): boolean {
  return (
    message.getChild('propose', 'urn:xmpp:jingle-message:0') !== undefined ||
    message.getChild('data', 'http://jabber.org/protocol/ibb') !== undefined
  );
}
