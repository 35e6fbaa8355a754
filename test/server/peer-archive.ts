import { attribute, child, text, type Xml } from './xml.ts';

/** One message of an account's archive as the server keeps it, to compare with what a client shows. */
export interface ArchivedMessage {
  readonly archiveId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly id: string;
  readonly body: string;
  readonly message: Xml;
}

/** Null unless the stanza is a result of that query (XEP-0313 section 4.2). */
export function archivedMessage(stanza: Xml, query: string): ArchivedMessage | null {
  const result = child(stanza, 'result', 'urn:xmpp:mam:2');
  if (!result || attribute(result, 'queryid') !== query) return null;
  const forwarded = child(result, 'forwarded', 'urn:xmpp:forward:0');
  const message = child(forwarded, 'message');
  if (!message) return null;
  return {
    archiveId: attribute(result, 'id'),
    at: Date.parse(attribute(child(forwarded, 'delay'), 'stamp')),
    from: attribute(message, 'from'),
    to: attribute(message, 'to'),
    id: attribute(message, 'id'),
    body: text(child(message, 'body')),
    message,
  };
}
