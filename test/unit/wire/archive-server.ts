import { answerOf, type FakeConnection, refusal } from './fake-connection.ts';
import { account } from './protocol-context.ts';

export interface ResultOptions {
  readonly from?: string;
  /** What is forwarded; default: a message of Bob's that names its archive id. */
  readonly inner?: string;
  readonly stamp?: string;
}

/** A message in which an archive sends one of its own. */
export function result(id: string, queryId: string, { from, inner, stamp }: ResultOptions = {}): string {
  const message =
    inner ??
    `<message xmlns='jabber:client' from='bob@corp.test/x' to='${account}' id='m${id}' type='chat'><body>${id}</body></message>`;
  const delay = `<delay xmlns='urn:xmpp:delay' stamp='${stamp ?? '2026-02-01T00:00:00Z'}'/>`;
  return (
    `<message to='${account}/desk' ${from === undefined ? '' : `from='${from}'`}>` +
    `<result xmlns='urn:xmpp:mam:2' queryid='${queryId}' id='${id}'>` +
    `<forwarded xmlns='urn:xmpp:forward:0'>${delay}${message}</forwarded></result></message>`
  );
}

/** Lets the connection answer for an archive with these ids; `meddle` sees and changes each page before it is sent. */
export function archiveOf(
  connection: FakeConnection,
  ids: readonly string[],
  meddle: (page: readonly string[], queryId: string) => readonly string[] = (page) => page,
): void {
  connection.respond = (iq) => {
    const query = iq.getChild('query', 'urn:xmpp:mam:2');
    const set = query?.getChild('set');
    if (query === undefined || set === undefined) return refusal('service-unavailable');
    const after = set.getChildText('after');
    const max = Number(set.getChildText('max'));
    if (after !== null && !ids.includes(after)) return refusal('item-not-found');
    const rest = after === null ? ids : ids.slice(ids.indexOf(after) + 1);
    const page = set.getChild('before') === undefined ? rest.slice(0, max) : ids.slice(-max);
    const queryId = query.attrs['queryid'] ?? '';
    for (const id of meddle(page, queryId)) connection.receive(result(id, queryId));
    const ends = page.length === 0 ? '' : `<first>${page[0]}</first><last>${page.at(-1)}</last>`;
    const isLast = set.getChild('before') === undefined && page.length === rest.length && page.length > 0;
    const complete = isLast || ids.length === 0 ? "complete='true'" : '';
    return answerOf(
      `<iq><fin xmlns='urn:xmpp:mam:2' ${complete}><set xmlns='http://jabber.org/protocol/rsm'>${ends}</set></fin></iq>`,
    );
  };
}
