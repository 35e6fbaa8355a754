// XEP-0184 Message Delivery Receipts, version 1.4.0
// https://xmpp.org/extensions/xep-0184.html
// Security: a receipt tells that we are here, so only those who may see our presence get one (T31).
import { bareOf } from '../../shared/model/jid.ts';
import type { Audience } from './audience.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { ns } from './namespaces.ts';
import type { WireMessage } from './wire.ts';

export interface Receipts {
  acknowledge(message: WireMessage): void;
}

export function createReceipts({ connection }: WireContext, audience: Audience): Receipts {
  return {
    acknowledge: ({ direction, from, stanzaId, wantsReceipt }) => {
      if (direction === 'out' || !wantsReceipt || stanzaId === '' || !audience(from)) return;
      connection.send(
        xml(
          'message',
          { type: 'chat', to: bareOf(from) },
          xml('received', { xmlns: ns.receipts, id: stanzaId }),
          xml('store', ns.hints),
        ),
      );
    },
  };
}

export function receiptRequest(): Element {
  return xml('request', ns.receipts);
}

export function wantsReceipt(message: Element): boolean {
  return message.getChild('request', ns.receipts) !== undefined;
}

/** The id of the message of ours that the sender says has arrived; null when it is no receipt. */
export function receiptIn(message: Element): string | null {
  return message.getChild('received', ns.receipts)?.attrs['id'] || null;
}
