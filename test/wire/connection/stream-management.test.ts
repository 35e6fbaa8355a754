import { describe, expect, it } from 'vitest';
import { xml } from '../../../electron/wire/connection/element.ts';
import type { HostileClient } from '../../server/hostile-client.ts';
import { playBind, playLogin, playOnline, unmanaged } from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

const message = (id: string) => xml('message', { to: 'bob@corp.test', id }, xml('body', {}, id));

/** Takes the client's wish to resume; returns its previd and h. */
const receiveResume = async (client: HostileClient) => {
  const [, previd, h] = await client.receive(/<resume xmlns="urn:xmpp:sm:3" previd="([^"]*)" h="([^"]*)"\/>/);
  return { previd, h };
};
const failed = (attributes = '') => `<failed xmlns='urn:xmpp:sm:3' ${attributes}/>`;

describe('stream management', () => {
  const stage = new UnderAttack();

  it('confirms messages as the server counts them', async () => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    for (const id of ['1', '2', '3']) watched.connection.send(message(id));
    await client.receive(/id="1".*<r .*id="2".*id="3"/s);
    client.send("<a xmlns='urn:xmpp:sm:3' h='2'/>");
    await watched.until(() => watched.acked.length === 2);
    expect(watched.acked).toEqual(['1', '2']);
    // What was sent after the question is asked for in turn.
    await client.receive(/<r /);
    client.send("<a xmlns='urn:xmpp:sm:3' h='3'/>");
    await watched.until(() => watched.acked.length === 3);
    expect(watched.lost).toEqual([]);
  });

  it('asks for a confirmation also of its answers, so that a flood of questions is not kept for ever (T30)', async () => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    for (let id = 1; id <= 60; id++) {
      client.send(`<iq type='get' id='q${id}' from='bob@corp.test/x'><ping xmlns='urn:xmpp:ping'/></iq>`);
    }
    await client.receive(/id="q50".*<r xmlns="urn:xmpp:sm:3"\/>/s);
  });

  it.each(['5', '4294967295', '4294967296', '-1', '1e0', '', 'NaN', '99999999999999999999'])(
    'ends the stream at a count of %j and loses nothing (T34, X18)',
    async (h) => {
      const { watched, server } = await stage.attack(async (client, connection) => {
        await playOnline(client);
        if (connection > 1) return;
        await client.receive(/id="1"/);
        client.send(`<a xmlns='urn:xmpp:sm:3' h='${h}'/>`);
      });
      await watched.online();
      watched.connection.send(message('1'));
      await watched.online(2);
      expect(watched.states.find((state) => 'cause' in state)).toMatchObject({
        cause: { code: 'stream-violation' },
      });
      expect(watched.acked).toEqual([]);
      expect(watched.lost).toEqual(['1']);
      expect((await server.client(1)).decrypted).toContain('<undefined-condition');
    },
  );

  it('ends the stream at a count that goes back (T34)', async () => {
    const { watched } = await stage.attack(async (client, connection) => {
      await playOnline(client);
      if (connection > 1) return;
      await client.receive(/id="2"/);
      client.send("<a xmlns='urn:xmpp:sm:3' h='2'/><a xmlns='urn:xmpp:sm:3' h='1'/>");
    });
    await watched.online();
    watched.connection.send(message('1'));
    watched.connection.send(message('2'));
    await watched.online(2);
    expect(watched.acked).toEqual(['1', '2']);
    expect(watched.lost).toEqual([]);
  });

  it('takes the session up again after the link broke, and sends again only what did not arrive (T34)', async () => {
    const { watched, server } = await stage.attack(async (client, connection) => {
      if (connection === 1) {
        await playOnline(client);
        client.send("<message from='bob@corp.test'><body>one</body></message>");
        await client.receive(/id="3"/);
        client.destroy();
        return;
      }
      await playLogin(client);
      expect(await receiveResume(client)).toEqual({ previd: 'session', h: '1' });
      client.send(
        "<resumed xmlns='urn:xmpp:sm:3' previd='session' h='1'/><message from='bob@corp.test'><body>two</body></message>",
      );
    });
    const heard: (string | null)[] = [];
    watched.connection.onStanza('message', (stanza) => heard.push(stanza.getChildText('body')));
    await watched.online();
    await watched.until(() => watched.connection.state.kind === 'online');
    for (const id of ['1', '2', '3']) expect(watched.connection.send(message(id))).toBe(true);
    await watched.online(2);
    expect(watched.onlines[1]).toMatchObject({ resumed: true });
    const client = await server.client(2);
    const [replayed] = await client.receive(/<message .*<r /s);
    expect([...replayed.matchAll(/id="(\d)"/g)].map(([, id]) => id)).toEqual(['2', '3']);
    client.send("<a xmlns='urn:xmpp:sm:3' h='3'/>");
    await watched.until(() => watched.acked.length === 3);
    expect(watched.acked).toEqual(['1', '2', '3']);
    expect(watched.lost).toEqual([]);
    expect(heard).toEqual(['one', 'two']);
  });

  it('keeps requests open across a resumption', async () => {
    const { watched, server } = await stage.attack(async (client, connection) => {
      if (connection === 1) return playOnline(client);
      await playLogin(client);
      await receiveResume(client);
      client.send("<resumed xmlns='urn:xmpp:sm:3' previd='session' h='0'/>");
      const [, id] = await client.receive(/<iq [^>]*id="([^"]*)"[^>]*><query /);
      client.send(`<iq type='result' id='${id}'/>`);
    });
    await watched.online();
    const asked = watched.connection.request(xml('iq', { type: 'get' }, xml('query', 'urn:x')), { to: null });
    (await server.client(1)).destroy();
    expect(await asked).toMatchObject({ ok: true });
  });

  it.each([
    ['does not say how far it came', failed(), [], ['1', '2']],
    ['says how far it came', failed("h='1'"), ['1'], ['2']],
  ])('tells what was lost when the server forgot the session and %s', async (_name, answer, acked, lost) => {
    const { watched, server } = await stage.attack(async (client, connection) => {
      if (connection === 1) {
        await playOnline(client);
        await client.receive(/id="2"/);
        client.destroy();
        return;
      }
      await playLogin(client);
      await receiveResume(client);
      client.send(answer);
      await playBind(client);
    });
    await watched.online();
    watched.connection.send(message('1'));
    watched.connection.send(message('2'));
    const asked = watched.connection.request(xml('iq', { type: 'get' }, xml('query', 'urn:x')), { to: null });
    await watched.online(2);
    expect(await asked).toEqual({ ok: false, code: 'offline' });
    expect(watched.onlines[1]).toMatchObject({ resumed: false });
    expect(watched.acked).toEqual(acked);
    expect(watched.lost).toEqual(lost);
    expect((await server.client(2)).decrypted).not.toContain('id="2"');
  });

  it.each([
    ['another session', "<resumed xmlns='urn:xmpp:sm:3' previd='other' h='1'/>"],
    ['no session', "<resumed xmlns='urn:xmpp:sm:3' h='1'/>"],
    ['our session with a count too high', "<resumed xmlns='urn:xmpp:sm:3' previd='session' h='2'/>"],
    ['our session without a count', "<resumed xmlns='urn:xmpp:sm:3' previd='session'/>"],
    ['something else', '<message/>'],
  ])('does not go on when the server resumes %s; nothing is lost unsaid (T34)', async (_name, answer) => {
    const { watched, server } = await stage.attack(async (client, connection) => {
      if (connection === 2) {
        await playLogin(client);
        await receiveResume(client);
        client.send(answer);
        return;
      }
      await playOnline(client);
      if (connection === 1) await client.receive(/id="1"/);
      if (connection === 1) client.destroy();
    });
    await watched.online();
    watched.connection.send(message('1'));
    await watched.online(2);
    expect(server.clients).toHaveLength(3);
    expect((await server.client(3)).decrypted).not.toContain('<resume');
    expect(watched.onlines[1]).toMatchObject({ resumed: false });
    expect(watched.lost).toEqual(['1']);
    expect(watched.acked).toEqual([]);
  });

  it('says what was lost when it is stopped, after asking once more', async () => {
    const { watched } = await stage.attack(async (client) => {
      await playOnline(client);
      await client.receive(/id="2".*<r /s);
      client.send("<a xmlns='urn:xmpp:sm:3' h='1'/>");
      await client.receive(/<\/stream:stream>/);
      client.send('</stream:stream>');
    });
    await watched.online();
    watched.connection.send(message('1'));
    watched.connection.send(message('2'));
    await watched.connection.stop();
    expect(watched.acked).toEqual(['1']);
    expect(watched.lost).toEqual(['2']);
    expect(watched.connection.state).toEqual({ kind: 'signed-out' });
  });

  it('confirms what it has before it closes, so that nothing is delivered twice', async () => {
    const { watched, server } = await stage.attack(async (client) => {
      await playOnline(client);
      client.send('<message/><message/>');
    });
    let heard = 0;
    const both = new Promise<void>((resolve) =>
      watched.connection.onStanza('message', () => (++heard === 2 ? resolve() : undefined)),
    );
    await both;
    await watched.connection.stop();
    expect((await server.client(1)).decrypted).toMatch(/<a xmlns="urn:xmpp:sm:3" h="2"\/><\/stream:stream>$/);
  });

  it('confirms messages by an answered ping where the server does not count', async () => {
    const { watched, server } = await stage.attack(async (client) => {
      await playLogin(client, unmanaged);
      await playBind(client, '');
    });
    await watched.online();
    const client = await server.client(1);
    watched.connection.send(message('1'));
    const [, id] = await client.receive(/<iq [^>]*id="([^"]*)"[^>]*><ping xmlns="urn:xmpp:ping"/);
    watched.connection.send(message('2'));
    client.send(`<iq type='error' id='${id}' from='corp.test'/>`);
    await watched.until(() => watched.acked.length === 1);
    expect(watched.acked).toEqual(['1']);
    await client.receive(/<ping /);
    client.destroy();
    await watched.until(() => watched.lost.length === 1);
    expect(watched.lost).toEqual(['2']);
  });

  it('confirms by such an answer nothing that was sent after its question, however many are open', async () => {
    const unmanagedLogin = async (client: HostileClient) => {
      await playLogin(client, unmanaged);
      await playBind(client, '');
    };
    const timing = { idle: 60_000, probe: 60_000, urgentProbe: 60_000 };
    const { watched, server } = await stage.attack(unmanagedLogin, { timing });
    await watched.online();
    const client = await server.client(1);
    const ping = /<iq [^>]*id="([^"]*)"[^>]*><ping xmlns="urn:xmpp:ping"/;
    watched.connection.send(message('1'));
    const [, first] = await client.receive(ping);
    // As when the machine wakes up.
    watched.connection.reconnect();
    const [, second] = await client.receive(ping);
    watched.connection.send(message('2'));
    await client.receive(/id="2"/);
    const heard = new Promise((resolve) => watched.connection.onStanza('message', resolve));
    for (const id of [first, second]) client.send(`<iq type='error' id='${id}' from='corp.test'/>`);
    client.send("<message from='bob@corp.test'/>");
    await heard;
    client.destroy();
    await watched.until(() => watched.states.at(-1)?.kind !== 'online');
    expect(watched.acked).toEqual(['1']);
    expect(watched.lost).toEqual(['2']);
  });
});

describe('a link that died without saying so (X20)', () => {
  const mostIgnored = 3;
  const stage = new UnderAttack();
  const timing = { idle: 100, probe: 100, urgentProbe: 50 };

  const resuming = async (client: HostileClient, connection: number) => {
    if (connection === 1) {
      await playOnline(client);
      client.freeze();
      return;
    }
    await playLogin(client);
    await receiveResume(client);
    client.send("<resumed xmlns='urn:xmpp:sm:3' previd='session' h='0'/>");
  };

  it('is noticed in silence', async () => {
    const { watched } = await stage.attack(resuming, { timing });
    await watched.online(2);
    expect(watched.onlines[1]).toMatchObject({ resumed: true });
    expect(watched.states.find((state) => 'cause' in state)).toMatchObject({
      cause: { code: 'connection-lost' },
    });
  });

  it('is noticed when a message is not confirmed, and the message is sent again', async () => {
    const { watched, server } = await stage.attack(resuming, { timing: { ...timing, idle: 60_000 } });
    await watched.online();
    watched.connection.send(message('1'));
    await watched.online(2);
    await (await server.client(2)).receive(/id="1"/);
  });

  it('is noticed at once when somebody doubts it: after sleep, a network change, a click', async () => {
    const { watched } = await stage.attack(resuming, {
      timing: { idle: 60_000, probe: 60_000, urgentProbe: 50 },
    });
    await watched.online();
    watched.connection.reconnect();
    await watched.online(2);
  });

  it('is noticed when the server talks on and does not confirm', async () => {
    const { watched, server } = await stage.attack(
      async (client, connection) => {
        if (connection > 1) return resuming(client, connection);
        await playOnline(client);
        for (let count = 0; count < 2 * mostIgnored; count++) {
          await client.receive(/<r xmlns="urn:xmpp:sm:3"\/>/);
          client.send("<message from='bob@corp.test'><body>one</body></message>");
        }
      },
      { timing: { ...timing, idle: 60_000, probe: 1000 } },
    );
    await watched.online();
    watched.connection.send(message('1'));
    await watched.online(2);
    expect(watched.onlines[1]).toMatchObject({ resumed: true });
    await (await server.client(2)).receive(/id="1"/);
    const questions = (await server.client(1)).decrypted.match(/<r xmlns="urn:xmpp:sm:3"\/>/g);
    expect(questions).toHaveLength(mostIgnored);
  });

  it('is not taken up a second time when the server does not read what is said in it; nothing is lost unsaid (T34)', async () => {
    const { watched, server } = await stage.attack(
      async (client, connection) => {
        if (connection === 1) {
          await playOnline(client);
          await client.receive(/id="1"/);
          client.destroy();
          return;
        }
        if (connection === 3) return playOnline(client);
        await resuming(client, connection);
      },
      { timing: { ...timing, idle: 60_000 } },
    );
    await watched.online();
    watched.connection.send(message('1'));
    await watched.online(3);
    expect(watched.onlines.map(({ resumed }) => resumed)).toEqual([false, true, false]);
    expect((await server.client(3)).decrypted).not.toContain('<resume');
    expect(watched.lost).toEqual(['1']);
  });

  it('is not suspected while the server answers', async () => {
    const { watched } = await stage.attack(
      async (client) => {
        await playOnline(client);
        for (let count = 0; count < 3; count++) {
          await client.receive(/<r /);
          client.send("<a xmlns='urn:xmpp:sm:3' h='0'/>");
        }
        client.send('<message/>');
      },
      { timing: { ...timing, probe: 2000 } },
    );
    const heard = new Promise<void>((resolve) => watched.connection.onStanza('message', () => resolve()));
    await heard;
    expect(watched.states.map(({ kind }) => kind)).toEqual(['connecting', 'online']);
  });
});
