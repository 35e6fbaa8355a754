import { Peer } from '../../server/peer.ts';
import { type Prosody, startProsody } from '../../server/prosody.ts';
import { child, text } from '../../server/xml.ts';
import { MeasuredDesk } from '../../wire/load/measured-desk.ts';
import { storedMessage } from '../frame/stored-messages.ts';
import { readBare } from './bare-reading.ts';

/** Milliseconds, one for each round. */
export interface CatchUps {
  /** From coming back until the last message was judged, recorded, stored and shown. */
  readonly ours: readonly number[];
  /** A bare TLS socket that asks the same server for the same pages, and our parser alone behind it. */
  readonly bare: readonly number[];
}

const password = 'correct horse battery staple';
const anna = { jid: 'anna@corp.test', password };
const bea = { jid: 'bea@corp.test', password };
const rounds = 3;

export async function catchUps(messages: number, progress: (line: string) => void): Promise<CatchUps> {
  const groups = { Finance: [anna, bea].map(({ jid }) => ({ jid, name: jid })) };
  const server = await startProsody({
    hosts: ['corp.test'],
    logLevel: 'info',
    inMemory: ['archive'],
    groups,
  });
  for (const { jid, password: secret } of [anna, bea]) server.addAccount(jid, secret);
  const ours: number[] = [];
  const bare: number[] = [];
  let desk: MeasuredDesk | null = null;
  try {
    desk = await MeasuredDesk.open(server, anna);
    const colleague = await Peer.login(server, bea);
    for (let round = 1; round <= rounds; round++) {
      progress(`round ${round} of ${rounds}`);
      // Both begin behind a message that both know.
      const seen = desk.see([`round ${round}`]);
      colleague.sendMessage(anna.jid, `round ${round}`);
      await seen;
      await desk.leave();
      const known = await newestId(server);
      const end = `round ${round} is over`;
      for (let count = 0; count < messages - 1; count++) {
        colleague.sendMessage(anna.jid, `${storedMessage(count).body} Round ${round}.`);
        if (count % 500 === 0) await colleague.settle();
      }
      colleague.sendMessage(anna.jid, end);
      await colleague.settle();
      const reading = await readBare(server, anna, known);
      if (reading.messages !== messages) throw new Error(`read ${reading.messages} of ${messages} messages`);
      bare.push(reading.milliseconds);
      ours.push(await desk.catchUp(end));
    }
    return { ours, bare };
  } finally {
    await desk?.close();
    await server.stop();
  }
}

/** What the server calls the newest message in the archive. */
async function newestId(server: Prosody): Promise<string> {
  const peer = await Peer.login(server, { ...anna, isPresent: false });
  const page = `<set xmlns='http://jabber.org/protocol/rsm'><max>1</max><before/></set>`;
  const answer = await peer.request('set', `<query xmlns='urn:xmpp:mam:2'>${page}</query>`);
  await peer.logOut();
  return text(child(child(child(answer, 'fin'), 'set'), 'last'));
}
