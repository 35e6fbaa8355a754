// RFC 6121 section 5: sending to one person, and what becomes of it
// https://www.rfc-editor.org/rfc/rfc6121#section-5
// Security: a receipt or an error counts only from the person the message went to (XEP-0184, T19).
import { type BareJid, domainOf } from '../../shared/model/jid.ts';
import type { SendFailure } from '../../shared/model/message.ts';
import { type Element, xml } from './connection/element.ts';
import type { WireContext } from './context.ts';
import { fileElements } from './file-sharing.ts';
import { ns } from './namespaces.ts';
import { receiptRequest } from './receipts.ts';
import type { OutgoingMessage } from './wire.ts';

/** Receipts and errors come within days, not after this many messages. */
const mostRemembered = 10_000;

export interface Outgoing {
  send(message: OutgoingMessage): boolean;
  /** The archive shows our own message. */
  confirm(id: string): void;
  /** Somebody says a message of ours has arrived. One sent before this start is his word alone: the listener knows to whom it went. */
  arrived(id: string, by: BareJid): void;
  bounced(error: Element, by: BareJid): void;
}

export function createOutgoing({ account, connection, emit }: WireContext): Outgoing {
  const recipients = new Map<string, BareJid>();

  connection.on('acked', (ids) => {
    for (const id of ids) if (recipients.has(id)) emit('sent', { id });
  });

  function remember(id: string, to: BareJid): void {
    recipients.set(id, to);
    const [oldest] = recipients.keys();
    if (recipients.size > mostRemembered && oldest !== undefined) recipients.delete(oldest);
  }

  return {
    send: (message) => {
      if (!connection.send(stanzaOf(message))) return false;
      remember(message.id, message.to);
      return true;
    },
    confirm: (id) => emit('sent', { id }),
    arrived: (id, by) => {
      const to = recipients.get(id) ?? by;
      if (to === by) emit('delivered', { id, by });
      else emit('violation', { rule: 'receipt.foreign', from: by, detail: id });
    },
    bounced: (error, by) => {
      const id = error.attrs['id'] ?? '';
      const to = recipients.get(id);
      if (to === undefined) return;
      if (to !== by && by !== domainOf(account)) {
        emit('violation', { rule: 'error.foreign', from: by, detail: id });
        return;
      }
      emit('failed', { id, failure: failureIn(error) });
    },
  };
}

function stanzaOf({ id, to, body, json, file }: OutgoingMessage): Element {
  const parts = file === undefined ? { body, elements: [] } : fileElements(file, body);
  return xml(
    'message',
    { type: 'chat', id, to },
    xml('body', {}, parts.body),
    ...parts.elements,
    json === undefined ? null : xml('json', ns.json, json),
    xml('origin-id', { xmlns: ns.stanzaIds, id }),
    receiptRequest(),
  );
}

/** RFC 6120 section 8.3.3; XEP-0191 section 3.3 for those we block ourselves. */
function failureIn(stanza: Element): SendFailure {
  const error = stanza.getChild('error', ns.client);
  const has = (condition: string) => error?.getChild(condition, ns.stanzaErrors) !== undefined;
  if (error?.getChild('blocked', ns.blockingErrors) !== undefined) return 'blocked-recipient';
  if (has('item-not-found') || has('remote-server-not-found') || has('gone')) return 'no-such-person';
  return 'refused-by-server';
}
