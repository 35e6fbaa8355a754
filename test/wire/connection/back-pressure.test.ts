import { describe, expect, it } from 'vitest';
import { xml } from '../../../electron/wire/connection/element.ts';
import { playOnline } from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

const flood = 20_000;
const stanza = (id: number) =>
  `<message from='eve@evil.test/x' id='${id}'><body>${'x'.repeat(1000)}</body></message>`;

describe('a connection that nobody reads for a while', () => {
  const stage = new UnderAttack();

  it('leaves a flood with the server, is not taken for dead, and goes on where it stopped (T30)', async () => {
    const { watched, server } = await stage.attack(playOnline, { timing: { idle: 500, probe: 500 } });
    await watched.online();
    const client = await server.client(1);
    const arrived: number[] = [];
    const { promise: isFull, resolve: full } = Promise.withResolvers<void>();
    const { promise: isOver, resolve: over } = Promise.withResolvers<void>();
    watched.connection.onStanza('message', ({ attrs }) => {
      arrived.push(Number(attrs['id']));
      if (arrived.length === 100) {
        watched.connection.setReading(false);
        full();
      }
      if (arrived.length === flood) over();
    });
    client.send(Array.from({ length: flood }, (_, id) => stanza(id)).join(''));
    await isFull;
    // Twice as long as a silence of the server may be before it is taken for dead.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    // What one read of the socket holds was on its way already.
    expect(arrived.length).toBeLessThan(1000);
    expect(watched.connection.state.kind).toBe('online');
    watched.connection.setReading(true);
    await isOver;
    expect(arrived).toEqual(Array.from({ length: flood }, (_, id) => id));
    expect(watched.onlines).toHaveLength(1);
  });

  it('is not left for answers that stand behind what it did not read in time (T30)', async () => {
    const { watched, server } = await stage.attack(playOnline, { timing: { idle: 60_000, probe: 100 } });
    await watched.online();
    const client = await server.client(1);
    watched.connection.onStanza('message', () => {
      watched.connection.setReading(false);
      watched.connection.setReading(true);
    });
    watched.connection.send(xml('message', { to: 'bob@corp.test', id: 'own' }));
    // More questions than a server that reads may leave open.
    for (let question = 1; question <= 6; question++) {
      await client.receive(/<r xmlns="urn:xmpp:sm:3"\/>/);
      client.send(stanza(question));
    }
    client.send("<a xmlns='urn:xmpp:sm:3' h='1'/>");
    await watched.until(() => watched.acked.length === 1);
    expect(watched.onlines).toHaveLength(1);
  });

  it('hears the end of the stream when it is closed meanwhile', async () => {
    // Who does not hear it waits longer than this test may take.
    const { watched, server } = await stage.attack(playOnline, { timing: { close: 60_000 } });
    await watched.online();
    watched.connection.setReading(false);
    const client = await server.client(1);
    const stopped = watched.connection.stop();
    await client.receive(/<\/stream:stream>/);
    client.send('</stream:stream>');
    await stopped;
    expect(watched.connection.state).toEqual({ kind: 'signed-out' });
  });
});
