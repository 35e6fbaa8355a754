import { describe, expect, it } from 'vitest';
import { features, mechanisms, playOnline, streamHeader } from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

const starttls = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";
const proceed = "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

// RFC 8446 section 5.1: the record type of a ClientHello.
const firstByteOfHandshake = new RegExp(String.fromCharCode(22));

describe('STARTTLS', () => {
  const stage = new UnderAttack();
  const start = { tls: 'starttls' } as const;
  /** For those who wait in vain. */
  const impatient = { encrypt: 300, answer: 300 };

  it('leads to an encrypted session when the server is honest, checked for the domain by our authorities (X9)', async () => {
    const { watched, server } = await stage.attack(
      async (client) => {
        await client.receive(/<stream:stream [^>]*>/);
        client.send(streamHeader() + features(starttls));
        await client.receive(/<starttls [^>]*\/>/);
        client.send(proceed);
        await client.startTls(stage.certificates.get('none'));
        await playOnline(client);
      },
      { tls: 'starttls' },
    );
    await watched.online();
    const client = await server.client(1);
    expect(client.plaintext).not.toMatch(/alice|auth/);
    expect(client.tls?.getProtocol()).toBe('TLSv1.3');
    expect(client.tls?.servername).toBe('corp.test');
  });

  it('stays closed without it also where policy allows to show the password itself (X2)', async () => {
    const { watched, server } = await stage.attack(
      async (client) => {
        await client.receive(/<stream:stream [^>]*>/);
        client.send(streamHeader() + features(mechanisms('PLAIN')));
      },
      { ...start, login: { allowPlain: true } },
    );
    expect((await watched.failure()).cause.code).toBe('starttls-missing');
    expect(server.heard).not.toMatch(/<auth|alice/);
  });

  it.each([
    ['features without it', features(mechanisms('SCRAM-SHA-256', 'PLAIN')), '', 'starttls-missing'],
    ['an empty feature list', features(''), '', 'starttls-missing'],
    [
      'its refusal',
      features(starttls),
      "<failure xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>",
      'starttls-missing',
    ],
    ['silence after it was asked for', features(starttls), ' ', 'server-timeout'],
    ['silence instead of features', '', '', 'server-timeout'],
    ['<proceed/> of another namespace', features(starttls), '<proceed/>', 'starttls-tampered'],
    ['a message in the clear', features(starttls), '<message><body>hi</body></message>', 'starttls-tampered'],
    [
      'a success in the clear',
      features(starttls),
      "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>",
      'starttls-tampered',
    ],
    ['a document type', '<!DOCTYPE x>', '', 'starttls-tampered'],
    ['the end of the stream', '</stream:stream>', '', 'starttls-missing'],
  ])(
    'stays closed after %s; nothing that could be a login leaves (T1, X1, X2)',
    async (_name, offer, answer, code) => {
      const { watched, server } = await stage.attack(
        async (client) => {
          await client.receive(/<stream:stream [^>]*>/);
          client.send(streamHeader() + offer);
          if (answer === '') return;
          await client.receive(/<starttls [^>]*\/>/);
          client.send(answer);
        },
        code === 'server-timeout' ? { ...start, timing: impatient } : start,
      );
      expect((await watched.failure()).cause.code).toBe(code);
      expect(server.heard).not.toMatch(/<auth|alice/);
    },
  );

  it.each([
    ['a message', "<message from='boss@corp.test'><body>pay</body></message>"],
    ['features', features(mechanisms('PLAIN'))],
    ['white space', '\n'],
    ['half a character', Buffer.from([0xe2])],
    ['an open tag', '<iq'],
  ])(
    'drops everything when %s follows <proceed/> in the clear (T2, X6, CVE-2011-0411)',
    async (_name, injected) => {
      const messages: string[] = [];
      const { watched, server } = await stage.attack(async (client) => {
        await client.receive(/<stream:stream [^>]*>/);
        client.send(streamHeader() + features(starttls));
        await client.receive(/<starttls [^>]*\/>/);
        client.send(Buffer.concat([Buffer.from(proceed), Buffer.from(injected)]));
        await client.closed();
      }, start);
      watched.connection.onStanza('message', (message) => messages.push(message.toString()));
      expect((await watched.failure()).cause.code).toBe('starttls-tampered');
      expect(server.heard).not.toMatch(/<auth|alice/);
      expect(messages).toEqual([]);
    },
  );

  it('does not take plaintext for TLS when it comes a moment after <proceed/> (T2)', async () => {
    const { watched, server } = await stage.attack(async (client) => {
      await client.receive(/<stream:stream [^>]*>/);
      client.send(streamHeader() + features(starttls));
      await client.receive(/<starttls [^>]*\/>/);
      client.send(proceed);
      await client.receive(firstByteOfHandshake);
      client.send(features(mechanisms('PLAIN')));
    }, start);
    expect((await watched.failure()).cause.code).toBe('tls-failed');
    expect(server.heard).not.toMatch(/<auth/);
  });

  it('is not lured to another host before TLS (T8, X17)', async () => {
    const { watched: other, server: elsewhere } = await stage.attack(async () => undefined, start);
    await other.connection.stop();
    const before = elsewhere.clients.length;
    const { watched } = await stage.attack(async (client) => {
      await client.receive(/<stream:stream [^>]*>/);
      client.send(
        `${streamHeader()}<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>127.0.0.1:${elsewhere.port}</see-other-host></stream:error>`,
      );
    }, start);
    expect((await watched.failure()).cause).toEqual({
      code: 'server-error',
      params: { condition: 'see-other-host' },
    });
    expect(elsewhere.clients.length).toBe(before);
  });
});
