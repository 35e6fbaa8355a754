import { describe, expect, it } from 'vitest';
import { xml } from '../../../electron/wire/connection/element.ts';
import { playOnline } from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

const many = (count: number, text: string) => text.repeat(count);

describe('a stream', () => {
  const stage = new UnderAttack();

  const forbidden: [string, string | Buffer, string, string][] = [
    ['a document type', '<!DOCTYPE a>', 'xml.doctype', 'restricted-xml'],
    [
      'an entity bomb',
      '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
      'xml.doctype',
      'restricted-xml',
    ],
    ['an external entity', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', 'xml.doctype', 'restricted-xml'],
    ['a processing instruction', '<?php echo 1 ?>', 'xml.processing-instruction', 'restricted-xml'],
    ['a second declaration', "<?xml version='1.0'?>", 'xml.not-well-formed', 'not-well-formed'],
    ['a comment', '<!-- hi -->', 'xml.comment', 'restricted-xml'],
    ['a comment in a stanza', '<message><!-- hi --></message>', 'xml.comment', 'restricted-xml'],
    ['an undefined entity', '<message><body>&nbsp;</body></message>', 'xml.entity', 'restricted-xml'],
    [
      'an entity named like a property',
      '<message><body>&constructor;</body></message>',
      'xml.entity',
      'restricted-xml',
    ],
    ['a reference to NUL', '<message><body>&#0;</body></message>', 'xml.not-well-formed', 'not-well-formed'],
    [
      'a reference to half a surrogate',
      '<message><body>&#xD800;</body></message>',
      'xml.not-well-formed',
      'not-well-formed',
    ],
    [
      'a reference to a non-character',
      '<message><body>&#xFFFF;</body></message>',
      'xml.not-well-formed',
      'not-well-formed',
    ],
    ['a NUL', '<message><body>\0</body></message>', 'xml.not-well-formed', 'not-well-formed'],
    [
      'a control character',
      '<message><body>\u0008</body></message>',
      'xml.not-well-formed',
      'not-well-formed',
    ],
    ['a non-character', '<message><body>\uFFFE</body></message>', 'xml.not-well-formed', 'not-well-formed'],
    [
      'bytes that are not UTF-8',
      Buffer.from('<message><body>\xff</body></message>', 'latin1'),
      'xml.encoding',
      'unsupported-encoding',
    ],
    ['an overlong encoding', Buffer.from([0x3c, 0xc0, 0xbc]), 'xml.encoding', 'unsupported-encoding'],
    ['a surrogate in UTF-8', Buffer.from([0x3c, 0xed, 0xa0, 0x80]), 'xml.encoding', 'unsupported-encoding'],
    [
      'an attribute given twice',
      "<message from='a@b.test' from='boss@corp.test'/>",
      'xml.not-well-formed',
      'not-well-formed',
    ],
    [
      'an attribute given twice under two prefixes',
      "<message xmlns:a='u' xmlns:b='u' a:x='1' b:x='2'/>",
      'xml.duplicate-attribute',
      'not-well-formed',
    ],
    [
      'a prefix that nobody declared',
      '<message><x:body/></message>',
      'xml.unbound-prefix',
      'bad-namespace-prefix',
    ],
    [
      'a prefixed attribute that nobody declared',
      "<message x:y='1'/>",
      'xml.unbound-prefix',
      'bad-namespace-prefix',
    ],
    [
      'a name with two colons',
      "<message xmlns:a='u'><a:b:c/></message>",
      'xml.unbound-prefix',
      'bad-namespace-prefix',
    ],
    ['xml declared anew', "<message xmlns:xml='u'/>", 'xml.namespace-declaration', 'bad-namespace-prefix'],
    ['a prefix undeclared', "<message xmlns:a=''/>", 'xml.namespace-declaration', 'bad-namespace-prefix'],
    ['tags that cross', '<message><a></message></a>', 'xml.not-well-formed', 'not-well-formed'],
    [
      'a stanza ended under another name',
      '<message><body>after</body></iq>',
      'xml.not-well-formed',
      'not-well-formed',
    ],
    ['an end without a beginning', '</message>', 'xml.not-well-formed', 'not-well-formed'],
    ['an unquoted attribute', '<message a=b/>', 'xml.not-well-formed', 'not-well-formed'],
    ['< in an attribute', "<message a='<'/>", 'xml.not-well-formed', 'not-well-formed'],
    ['text between stanzas', 'hello<message/>', 'stream.text-between-stanzas', 'not-well-formed'],
    ['a depth of 10^5', many(100_000, '<a>'), 'stanza.over-ceiling', 'policy-violation'],
    [
      '10^5 attributes',
      `<message ${Array.from({ length: 100_000 }, (_, n) => `a${n}=''`).join(' ')}/>`,
      'stanza.over-ceiling',
      'policy-violation',
    ],
  ];
  it.each(forbidden)(
    'ends at %s, and says why (T29, X12, X13, X15)',
    async (_name, bytes, rule, condition) => {
      const seen: string[] = [];
      const { watched, server } = await stage.attack(async (client) => {
        await playOnline(client);
        client.send(bytes);
        client.send('<message><body>after</body></message>');
        await client.closed();
      });
      watched.connection.onStanza('message', (message) => seen.push(message.toString()));
      expect((await watched.failure()).cause).toEqual({ code: 'stream-violation', params: { rule } });
      const client = await server.client(1);
      await client.closed();
      expect(client.decrypted).toContain(
        `<stream:error><${condition} xmlns="urn:ietf:params:xml:ns:xmpp-streams"/></stream:error></stream:stream>`,
      );
      expect(seen.filter((message) => message.includes('after'))).toEqual([]);
    },
  );

  it('ends at 64 MB of body, in bounded memory (T29, X14)', async () => {
    const megabyte = Buffer.alloc(1024 * 1024, 'a');
    let sent = 0;
    const { watched } = await stage.attack(async (client) => {
      await playOnline(client);
      client.send('<message><body>');
      for (; sent < 64 && !client.isClosed; sent++) {
        client.send(megabyte);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await client.closed();
    });
    await watched.online();
    const before = process.memoryUsage().rss;
    expect((await watched.failure()).cause).toEqual({
      code: 'stream-violation',
      params: { rule: 'stanza.over-ceiling' },
    });
    // The server's 64 MB are in this process too.
    expect(process.memoryUsage().rss - before).toBeLessThan(256 * 1024 * 1024);
  });

  const tooMuch: [string, string, string][] = [
    ['a long body', `<body>${many(600_000, 'a')}</body>`, 'stanza.too-long'],
    ['10^5 children', many(100_000, '<a/>'), 'stanza.too-many-elements'],
    ['a depth of 1000', many(1000, '<a>') + many(1000, '</a>'), 'stanza.too-deep'],
    [
      'a depth of 36,000, as fits into 256 KiB',
      many(36_000, '<a>') + many(36_000, '</a>'),
      'stanza.too-deep',
    ],
    [
      '1000 attributes',
      `<a ${Array.from({ length: 1000 }, (_, n) => `a${n}=''`).join(' ')}/>`,
      'stanza.too-many-attributes',
    ],
    [
      '40,000 attributes',
      `<a ${Array.from({ length: 40_000 }, (_, n) => `a${n}=''`).join(' ')}/>`,
      'stanza.too-many-attributes',
    ],
  ];
  it.each(tooMuch)(
    'goes on without a message of %s, which an honest server may pass on from a stranger (T29)',
    async (_name, content, rule) => {
      const seen: string[] = [];
      const { watched, server } = await stage.attack(playOnline);
      watched.connection.onStanza('message', (message) => seen.push(message.getText()));
      await watched.online();
      const client = await server.client(1);
      const before = process.cpuUsage();
      client.send(
        `<message from='stranger@evil.test/x'>${content}</message><message>after</message><r xmlns='urn:xmpp:sm:3'/>`,
      );
      // Counted as handled: unconfirmed, it would be delivered again and again.
      await client.receive(/<a xmlns="urn:xmpp:sm:3" h="2"\/>/);
      expect(seen).toEqual(['after']);
      expect(watched.violations).toEqual([{ rule, from: 'stranger@evil.test/x', detail: 'message' }]);
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1000).toBeLessThan(3000);
    },
  );

  it('takes a roster of 20,000 people from our server, and from nobody else', async () => {
    const { watched, server } = await stage.attack(playOnline);
    await watched.online();
    const client = await server.client(1);
    const items = Array.from(
      { length: 20_000 },
      (_, n) => `<item jid='person${n}@corp.test' name='Person ${n}'><group>All</group></item>`,
    );
    const roster = `<query xmlns='jabber:iq:roster'>${items.join('')}</query>`;
    const asked = watched.connection.request(xml('iq', { type: 'get' }, xml('query', 'jabber:iq:roster')), {
      to: null,
    });
    const [, id] = await client.receive(/<iq [^>]*id="([^"]*)"[^>]*><query /);
    client.send(`<iq type='result' id='${id}' from='stranger@evil.test'>${roster}</iq>`);
    client.send(`<iq type='result' id='${id}'>${roster}</iq>`);
    const answer = await asked;
    expect(answer.ok && answer.value.getChild('query')?.getChildElements().length).toBe(20_000);
    expect(watched.violations).toMatchObject([
      { rule: 'stanza.too-many-elements', from: 'stranger@evil.test' },
    ]);
  });

  it('keeps characters whole that arrive in pieces (X11)', async () => {
    const { watched, server } = await stage.attack(playOnline);
    const seen = new Promise<string | null>((resolve) =>
      watched.connection.onStanza('message', (message) => resolve(message.getChildText('body'))),
    );
    await watched.online();
    const client = await server.client(1);
    for (const byte of Buffer.from('<message><body>€ 𝔘 ü</body></message>')) {
      client.send(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await seen).toBe('€ 𝔘 ü');
  });

  it('does not take an element of another namespace for a stanza, whatever its name', async () => {
    const seen: string[] = [];
    const { watched, server } = await stage.attack(playOnline);
    watched.connection.onStanza('message', (message) => seen.push(message.toString()));
    await watched.online();
    const client = await server.client(1);
    client.send(
      "<message xmlns='urn:x'/><x:message xmlns:x='urn:x'/><message xmlns=''/><j:message xmlns:j='jabber:client'><j:body>1</j:body></j:message>",
    );
    await watched.until(() => watched.violations.length === 3 && seen.length === 1);
    expect(seen).toEqual(['<message xmlns="jabber:client"><body>1</body></message>']);
  });

  it('is made anew, not resumed, after the server broke a rule: it would deliver the same again', async () => {
    const { watched, server } = await stage.attack(async (client, connection) => {
      await playOnline(client);
      if (connection === 1) client.send('<message>&boom;</message>');
    });
    await watched.online(2);
    expect((await server.client(2)).decrypted).not.toContain('<resume');
    expect(watched.onlines.map(({ resumed }) => resumed)).toEqual([false, false]);
  });
});
