import type { Element } from '../../../electron/wire/connection/element.ts';
import { streamCeiling } from '../../../electron/wire/connection/stream-limits.ts';
import { StreamParser } from '../../../electron/wire/connection/stream-parser.ts';
import { type PeerCredentials, type PeerServer, PeerStream } from '../../server/peer-stream.ts';

export interface BareReading {
  readonly messages: number;
  /** From the first byte to the server until its last page. */
  readonly milliseconds: number;
}

/** Reads all that came after a message in somebody's archive with a bare TLS socket and our parser, in the pages that we read. */
export async function readBare(
  server: PeerServer,
  credentials: PeerCredentials,
  after: string,
): Promise<BareReading> {
  const begin = performance.now();
  const stream = await PeerStream.open(server, credentials);
  const socket = stream.handOver();
  const parser = new StreamParser({ ceiling: () => streamCeiling, limits: () => streamCeiling });
  parser.write(Buffer.from(header));
  let messages = 0;
  await new Promise<void>((resolve, reject) => {
    const ask = (id: string) => stream.write(query(id));
    parser.on('fault', ({ rule }) => reject(new Error(rule)));
    parser.on('element', (stanza) => {
      const set = stanza.getChild('fin', archive)?.getChild('set', pages);
      if (stanza.getChild('result', archive)) messages += 1;
      else if (isLast(stanza)) resolve();
      else if (set) ask(set.getChildText('last', pages) ?? '');
    });
    socket.on('data', (bytes) => parser.write(bytes));
    ask(after);
  });
  const milliseconds = performance.now() - begin;
  stream.drop();
  return { messages, milliseconds };
}

function isLast(stanza: Element): boolean {
  return stanza.getChild('fin', archive)?.attrs['complete'] === 'true';
}

function query(after: string): string {
  const page = `<set xmlns='${pages}'><max>50</max><after>${after}</after></set>`;
  return `<iq type='set' id='bare'><query xmlns='${archive}'>${page}</query></iq>`;
}

const archive = 'urn:xmpp:mam:2';
const pages = 'http://jabber.org/protocol/rsm';
const header = `<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>`;
