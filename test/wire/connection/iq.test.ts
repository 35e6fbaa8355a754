import { describe, expect, it } from 'vitest';
import { xml } from '../../../electron/wire/connection/element.ts';
import { parseBareJid } from '../../../shared/model/jid.ts';
import { playOnline } from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

const query = () => xml('iq', { type: 'get' }, xml('query', 'jabber:iq:roster'));
const queryPattern = /<iq [^>]*id="([^"]*)"[^>]*><query /;

describe('a request', () => {
  const stage = new UnderAttack();

  it.each([
    ['our own account', null, ['', "from='alice@corp.test'", "from='corp.test'"]],
    ['our own account by name', 'alice@corp.test', ['', "from='alice@corp.test'", "from='corp.test'"]],
    ['our server', 'corp.test', ['', "from='corp.test'"]],
    ['somebody', 'bob@partner.test', ["from='bob@partner.test'", "from='Bob@PARTNER.test'"]],
  ])('to %s is answered by exactly that', async (_name, to, senders) => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    for (const from of senders) {
      const asked = watched.connection.request(query(), { to: to === null ? null : parseBareJid(to) });
      const [, id] = await client.receive(queryPattern);
      client.send(`<iq type='result' id='${id}' ${from}/>`);
      expect(await asked).toMatchObject({ ok: true });
    }
    expect(watched.violations).toEqual([]);
  });

  it.each([
    [null, "from='evil@attacker.test'"],
    [null, "from='alice@corp.test/other'"],
    [null, "from='mallory@corp.test'"],
    [null, "from='alice@corp.test.evil.test'"],
    ['corp.test', "from='alice@corp.test/x'"],
    ['corp.test', "from='sub.corp.test'"],
    ['bob@partner.test', ''],
    ['bob@partner.test', "from='bob@partner.test/phone'"],
    ['bob@partner.test', "from='corp.test'"],
    ['bob@partner.test', "from='alice@corp.test'"],
    ['bob@partner.test', "from='partner.test'"],
  ])(
    'to %s is not answered by anyone else, who knows the id: <iq %s> (T10, X10, CVE-2014-2741)',
    async (to, from) => {
      const { watched, server } = await stage.attack(playOnline);
      await watched.online();
      const client = await server.client(1);
      const asked = watched.connection.request(query(), {
        to: to === null ? null : parseBareJid(to),
      });
      const [, id] = await client.receive(queryPattern);
      client.send(`<iq type='result' id='${id}' ${from}><query xmlns='jabber:iq:roster'/></iq>`);
      client.send(`<iq type='error' id='${id}' ${from}/>`);
      await Promise.race([asked, watched.until(() => watched.violations.length === 2)]);
      expect(watched.violations.map(({ rule }) => rule)).toEqual(['iq.foreign-answer', 'iq.foreign-answer']);
      expect(watched.connection.state.kind).toBe('online');
      // It was open all the time.
      await watched.connection.stop();
      expect(await asked).toEqual({ ok: false, code: 'offline' });
    },
  );

  it('can still be answered by the right one after a wrong one tried (T10)', async () => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    const asked = watched.connection.request(query(), { to: null });
    const [, id] = await client.receive(queryPattern);
    client.send(`<iq type='result' id='${id}' from='evil@attacker.test'/><iq type='result' id='${id}'/>`);
    expect(await asked).toMatchObject({ ok: true });
  });

  it('has an id that nobody can guess, and never the same (X10)', async () => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    const ids = new Set<string>();
    for (let count = 0; count < 50; count++) {
      void watched.connection.request(query(), { to: null });
      const [, id = ''] = await client.receive(queryPattern);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      ids.add(id);
    }
    expect(ids.size).toBe(50);
  });

  it.each([
    [
      'an error',
      "<error type='cancel'><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>",
      'item-not-found',
    ],
    ['an error of no known kind', "<error><boom xmlns='urn:x'/></error>", 'undefined-condition'],
    ['an error without content', '', 'undefined-condition'],
  ])('ends with the condition of %s', async (_name, content, condition) => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    const asked = watched.connection.request(query(), { to: null });
    const [, id] = await client.receive(queryPattern);
    client.send(`<iq type='error' id='${id}'>${content}</iq>`);
    expect(await asked).toMatchObject({ ok: false, code: 'error', condition });
  });

  it('ends at once when there is no stream', async () => {
    const { watched } = await stage.attack(async (client) => client.closed());
    expect(await watched.connection.request(query(), { to: null })).toEqual({ ok: false, code: 'offline' });
    expect(watched.connection.send(xml('message'))).toBe(false);
  });
});

describe('what others ask of us', () => {
  const stage = new UnderAttack();

  it.each([
    ['an unknown query', "type='get'", "<x xmlns='urn:x'/>", 'service-unavailable'],
    [
      'an ad-hoc command',
      "type='set'",
      "<command xmlns='http://jabber.org/protocol/commands'/>",
      'service-unavailable',
    ],
    ['nothing', "type='get'", '', 'bad-request'],
    ['two things', "type='get'", "<x xmlns='urn:x'/><y xmlns='urn:y'/>", 'bad-request'],
    ['a kind of request that does not exist', "type='gett'", "<x xmlns='urn:x'/>", 'bad-request'],
    ['no kind of request', '', "<x xmlns='urn:x'/>", 'bad-request'],
  ])(
    'is refused when it is %s, in words that tell nothing (T33, RFC 6120 section 8.4)',
    async (_name, type, content, condition) => {
      const { watched, server } = await stage.attack(playOnline);
      await watched.online();
      const client = await server.client(1);
      client.send(`<iq ${type} id='q' from='stranger@evil.test/x'>${content}</iq>`);
      const [answer] = await client.receive(/<iq type="error".*?<\/iq>/);
      expect(answer).toContain('to="stranger@evil.test/x"');
      expect(answer).toContain('id="q"');
      expect(answer).toContain(`<${condition} `);
      expect(answer).not.toContain('here');
    },
  );

  it('is recorded and not answered without an id, to which no answer could refer (T33, RFC 6120 section 8.1.3)', async () => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    client.send("<iq type='get' from='stranger@evil.test/x'><ping xmlns='urn:xmpp:ping'/></iq>");
    client.send("<iq type='get' id='last' from='stranger@evil.test/x'><x xmlns='urn:x'/></iq>");
    const [answers] = await client.receive(/(?:<iq type="error".*)?id="last"/s);
    expect(answers.match(/<iq/g)).toHaveLength(1);
    expect(watched.violations).toMatchObject([{ rule: 'iq.without-id', from: 'stranger@evil.test/x' }]);
  });

  it.each([
    ['a result', "<iq type='result' id='none' from='stranger@evil.test/x'/>"],
    ['an error', "<iq type='error' id='none' from='stranger@evil.test/x'><error type='cancel'/></iq>"],
    [
      'an error that is also a question',
      "<iq type='error' id='none' from='stranger@evil.test/x'><ping xmlns='urn:xmpp:ping'/></iq>",
    ],
  ])('is not answered when it is %s to nothing we asked (T33, RFC 6120 section 8.2.3)', async (_name, iq) => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    client.send(`${iq}<iq type='get' id='last' from='stranger@evil.test/x'><x xmlns='urn:x'/></iq>`);
    const [answers] = await client.receive(/(?:<iq type="error".*)?id="last"/s);
    expect(answers.match(/<iq/g)).toHaveLength(1);
    expect(watched.connection.state.kind).toBe('online');
  });

  it('is answered once by whoever answers it, and a failing answerer hurts nobody (X12)', async () => {
    const { watched, server } = await stage.attack(playOnline);
    watched.connection.answer('get', 'urn:x', 'x', (payload, from) => ({
      ok: true,
      payload: xml('seen', { xmlns: 'urn:x', by: from, name: payload.getName() }),
    }));
    watched.connection.answer('set', 'urn:x', 'x', () => {
      throw new Error('broken');
    });
    await watched.online();
    const client = await server.client(1);
    client.send("<iq type='get' id='1' from='a@b.test'><x xmlns='urn:x'/></iq>");
    await client.receive(
      /<iq type="result" id="1" to="a@b.test"><seen xmlns="urn:x" by="a@b.test" name="x"\/>/,
    );
    client.send("<iq type='set' id='2' from='a@b.test'><x xmlns='urn:x'/></iq>");
    await client.receive(/<iq type="error" id="2".*internal-server-error/);
    expect(watched.violations).toMatchObject([{ rule: 'iq.answer-failed', from: 'a@b.test' }]);
  });

  it.each(['a b@c.test', '@corp.test', 'x@', 'corp.test/', 'a@b@c.test', ' '])(
    'is dropped when its sender cannot be an address: %j',
    async (from) => {
      const { watched, server } = await stage.attack(playOnline);
      const seen: string[] = [];
      watched.connection.onStanza('message', (_message, sender) => seen.push(sender));
      await watched.online();
      const client = await server.client(1);
      client.send(`<message from='${from}'/><message from='bob@corp.test'/>`);
      client.send(`<iq type='get' id='1' from='${from}'><x xmlns='urn:x'/></iq>`);
      await watched.until(() => watched.violations.length === 2);
      expect(watched.violations[0]).toEqual({ rule: 'stanza.malformed-sender', from, detail: 'message' });
      expect(seen).toEqual(['bob@corp.test']);
    },
  );

  it('is recorded in a line, however much it is', async () => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    client.send(`<message from='${'a'.repeat(100_000)}@corp.test'/>`);
    await watched.until(() => watched.violations.length === 1);
    expect(watched.violations[0]?.from).toHaveLength(3071);
  });

  it('reaches the other listeners when one of them fails (X12)', async () => {
    const { watched, server } = await stage.attack(playOnline);
    const seen: string[] = [];
    watched.connection.onStanza('message', () => {
      throw new Error('broken');
    });
    watched.connection.onStanza('message', (_message, from) => seen.push(from));
    await watched.online();
    (await server.client(1)).send("<message/><message from='bob@corp.test'/>");
    await watched.until(() => watched.violations.length === 2);
    expect(seen).toEqual(['alice@corp.test', 'bob@corp.test']);
    expect(watched.connection.state.kind).toBe('online');
  });
});
