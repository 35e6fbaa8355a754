import { Component } from '../../server/component.ts';
import { Peer } from '../../server/peer.ts';
import { startProsody } from '../../server/prosody.ts';
import type { DeskFigures } from './desk-protocol.ts';
import { chat, floodStanza, type Sender } from './flood-stanzas.ts';
import { MeasuredDesk } from './measured-desk.ts';

export interface Flood {
  readonly seconds: number;
  readonly before: DeskFigures;
  readonly after: DeskFigures;
}

const password = 'correct horse battery staple';
const anna = 'anna@corp.test';
const bea = 'bea@corp.test';
/** A domain that nobody in the company knows. */
const strangers = 'stranger.test';

/**
 * A domain of strangers and a colleague whose account was taken send as fast as a real server passes it on; meanwhile and afterwards
 * Anna's Gatehouse is measured.
 */
export async function flood(stanzas: number): Promise<Flood> {
  const server = await startProsody({
    hosts: ['corp.test'],
    components: [strangers],
    logLevel: 'info',
    inMemory: ['roster', 'archive'],
    groups: { Finance: [anna, bea].map((jid) => ({ jid, name: jid })) },
  });
  for (const jid of [anna, bea]) server.addAccount(jid, password);
  let desk: MeasuredDesk | null = null;
  try {
    desk = await MeasuredDesk.open(server, { jid: anna, password });
    const colleague = await Peer.login(server, { jid: bea, password });
    const stranger = await Component.connect(server, strangers);
    // Whatever is only loaded or grown once is there before the first measurement; what the allocators keep grows with the first salvos.
    await send(Math.max(1000, stanzas / 5), desk, colleague, stranger);
    const before = await desk.figures();
    await desk.beginMeasuring();
    const begin = performance.now();
    await send(stanzas, desk, colleague, stranger);
    const seconds = (performance.now() - begin) / 1000;
    const after = await desk.figures();
    stranger.close();
    return { seconds, before, after };
  } finally {
    await desk?.close();
    await server.stop();
  }
}

/** So many at once; the colleague's server has taken them before more follow. */
const salvo = 500;

let floods = 0;

/** Resolves when the last of it was shown. */
async function send(
  stanzas: number,
  desk: MeasuredDesk,
  colleague: Peer,
  stranger: Component,
): Promise<void> {
  floods += 1;
  const ends = { colleague: `flood ${floods} is over`, stranger: `flood ${floods} of strangers is over` };
  const seen = desk.see(Object.values(ends));
  const first = floods * 1_000_000;
  for (let sent = 0; sent < stanzas; sent += salvo) {
    const next = Array.from({ length: Math.min(salvo, stanzas - sent) }, (_, place) =>
      floodStanza(first + sent + place, anna, strangers),
    );
    const of = (sender: Sender) =>
      next
        .filter(({ by }) => by === sender)
        .map(({ xml }) => xml)
        .join('');
    colleague.send(of('colleague'));
    await Promise.all([stranger.send(of('stranger')), colleague.settle()]);
  }
  colleague.sendMessage(anna, ends.colleague);
  await stranger.send(chat({ from: `last@${strangers}`, to: anna }, ends.stranger, `end${floods}`));
  await seen;
}
