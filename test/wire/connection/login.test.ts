import { describe, expect, it } from 'vitest';
import type { HostileClient } from '../../server/hostile-client.ts';
import {
  boundSession,
  challenge,
  features,
  inlineSession,
  mechanisms,
  playBind,
  playOnline,
  playScram,
  rfc6120,
  type ScramTampering,
  streamHeader,
  success,
  xep0388,
} from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

const offering =
  (...names: string[]) =>
  async (client: HostileClient) => {
    await client.receive(/<stream:stream [^>]*>/);
    client.send(streamHeader() + features(mechanisms(...names)));
  };

const refusing = (condition: string) => async (client: HostileClient) => {
  await offering('SCRAM-SHA-256')(client);
  await client.receive(/<auth /);
  client.send(rfc6120.failure(condition));
  await client.closed();
};

describe('login', () => {
  const stage = new UnderAttack();

  it.each([
    ['SCRAM-SHA-512', 'sha512'],
    ['SCRAM-SHA-256', 'sha256'],
    ['SCRAM-SHA-1', 'sha1'],
  ] as const)('uses the strongest mechanism on offer: %s (T5, X5)', async (strongest, hash) => {
    const all = ['PLAIN', 'X-UNKNOWN', 'SCRAM-SHA-1', 'SCRAM-SHA-256', 'SCRAM-SHA-512'];
    const offer = all.slice(0, all.indexOf(strongest) + 1);
    const { watched, server } = await stage.attack(
      async (client) => {
        await offering(...offer)(client);
        await playScram(client, { hash });
        await client.receive(/<stream:stream [^>]*>/);
        client.send(streamHeader() + features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
        await playBind(client, '');
      },
      { login: { allowPlain: true } },
    );
    await watched.online();
    expect(watched.connection.state).toMatchObject({ sasl: strongest });
    expect(server.heard).not.toMatch(Buffer.from('correct horse').toString('base64'));
  });

  it.each([
    ['only PLAIN', ['PLAIN']],
    [
      'only PLAIN and what we do not know',
      ['PLAIN', 'SCRAM-SHA3-512-PLUS', 'OAUTHBEARER', 'ANONYMOUS', 'EXTERNAL'],
    ],
    ['nothing', []],
  ])('is not done when the server offers %s (T5)', async (_name, offer) => {
    const { watched, server } = await stage.attack(offering(...offer));
    expect(await watched.failure()).toMatchObject({
      kind: 'waiting',
      cause: { code: 'no-acceptable-login', params: { offered: offer.join(', ') } },
    });
    expect(server.heard).not.toMatch(/<auth/);
  });

  it('shows the password itself only where policy allows it and nothing better is offered', async () => {
    const { watched } = await stage.attack(
      async (client) => {
        await offering('PLAIN')(client);
        const [, message = ''] = await client.receive(/<auth [^>]*mechanism="PLAIN"[^>]*>([^<]*)</);
        expect(Buffer.from(message, 'base64').toString()).toBe('\0alice\0correct horse');
        client.send(success(''));
        await client.receive(/<stream:stream [^>]*>/);
        client.send(streamHeader() + features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
        await playBind(client, '');
      },
      { login: { allowPlain: true } },
    );
    await watched.online();
    expect(watched.connection.state).toMatchObject({ sasl: 'PLAIN' });
  });

  const deceptions: [string, string, ScramTampering][] = [
    [
      'a wrong signature',
      'scram.server-signature',
      { final: (_right, say) => say.success(`v=${btoa('x'.repeat(32))}`) },
    ],
    [
      'a signature cut short',
      'scram.server-signature',
      { final: (right, say) => say.success(`v=${btoa(atob(right).slice(0, 16))}`) },
    ],
    ['the signature for another password', 'scram.server-signature', { password: 'guess' }],
    ['no signature', 'scram.server-signature-missing', { final: (_right, say) => say.success('') }],
    [
      'an error in its place',
      'scram.server-signature-missing',
      { final: (_right, say) => say.success('e=other-error') },
    ],
    [
      'a signature that is not base64',
      'scram.server-signature-missing',
      { final: (_right, say) => say.success('v=!!!') },
    ],
    ['a nonce that is not ours', 'scram.nonce', { nonce: () => 'entirelyother' }],
    ['our nonce alone', 'scram.nonce', { nonce: (own) => own }],
    ['a nonce that only ends with ours', 'scram.nonce', { nonce: (own) => `x${own}` }],
    ['one iteration', 'scram.iterations', { iterations: 1 }],
    ['4095 iterations', 'scram.iterations', { iterations: 4095 }],
    ['a thousand million iterations', 'scram.iterations', { iterations: 1_000_000_000 }],
    ['iterations that are no number', 'scram.iterations', { iterations: '4096x' }],
    ['an extension we have to understand', 'scram.mandatory-extension', { prefix: 'm=ext,' }],
    [
      'a second challenge',
      'scram.server-signature-missing',
      { final: (_right, say) => say.challenge('r=again,s=AAAA,i=4096') },
    ],
    [
      'a signature, then another challenge',
      'scram.second-challenge',
      { final: (right, say) => say.challenge(`v=${right}`) + say.challenge('r=again') },
    ],
  ];
  describe.each([
    ['SASL', rfc6120],
    ['SASL2', xep0388()],
    ['SASL2 with a session at once', xep0388(inlineSession, boundSession, 'alice@corp.test/here')],
  ])('in %s', (_profile, say) => {
    const offerScram = async (client: HostileClient) => {
      await client.receive(/<stream:stream [^>]*>/);
      client.send(streamHeader() + features(say.offer('SCRAM-SHA-256')));
    };

    it.each(deceptions)(
      'fails when the server proves itself with %s (T6, X3, X4)',
      async (_name, rule, tampering) => {
        const { watched, server } = await stage.attack(async (client) => {
          await offerScram(client);
          await playScram(client, tampering, say).catch(() => undefined);
          client.send(features(''));
          await client.closed();
        });
        expect(await watched.failure()).toEqual({
          kind: 'refused',
          cause: { code: 'server-not-genuine', params: { rule } },
        });
        expect(server.heard.match(/<auth/g)).toHaveLength(1);
        expect(watched.onlines).toEqual([]);
        expect(watched.loginMemory.remembered).toEqual([]);
      },
    );

    it('fails when "success" comes before anything was proved (T6, X3)', async () => {
      const { watched } = await stage.attack(async (client) => {
        await offerScram(client);
        await client.receive(/<auth/);
        client.send(say.success('') + features(''));
        await client.closed();
      });
      expect((await watched.failure()).cause).toEqual({
        code: 'server-not-genuine',
        params: { rule: 'scram.early-success' },
      });
    });

    it.each([
      ['not-authorized', 'wrong-password'],
      ['account-disabled', 'account-disabled'],
      ['credentials-expired', 'account-disabled'],
    ])('stops for good after %s: a directory would lock the account (T7, X19)', async (condition, code) => {
      const { watched, server } = await stage.attack(async (client) => {
        await offerScram(client);
        await client.receive(/<auth/);
        client.send(say.failure(condition));
        await client.closed();
      });
      expect(await watched.failure()).toMatchObject({ kind: 'refused', cause: { code } });
      watched.connection.reconnect();
      watched.connection.reconnect();
      expect(watched.connection.state.kind).toBe('refused');
      expect(server.clients).toHaveLength(1);
    });
  });

  it('takes the signature in a challenge of its own, as RFC 6120 section 6.4.6 allows', async () => {
    const { watched } = await stage.attack(async (client) => {
      await offering('SCRAM-SHA-256')(client);
      await playScram(client, { final: (right) => challenge(`v=${right}`) });
      await client.receive(/<response [^>]*\/>/);
      client.send(success(''));
      await client.receive(/<stream:stream [^>]*>/);
      client.send(streamHeader() + features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
      await playBind(client, '');
    });
    await watched.online();
  });

  it('tries once more when somebody asks for it after a refusal', async () => {
    const { watched, server } = await stage.attack(async (client, connection) => {
      await (connection === 1 ? refusing('not-authorized') : playOnline)(client);
    });
    await watched.failure();
    watched.connection.start();
    await watched.online();
    expect(server.clients).toHaveLength(2);
  });

  it('waits long after a temporary failure (T7)', async () => {
    const { watched } = await stage.attack(refusing('temporary-auth-failure'));
    const state = await watched.failure();
    expect(state).toMatchObject({ kind: 'waiting', cause: { code: 'login-temporarily-refused' } });
    expect(watched.pauseAfter(state)).toBeGreaterThan(14_000);
  });

  it.each([
    ['another domain', 'evil.test'],
    ['a domain below ours', 'x.corp.test'],
    ['nobody', ''],
  ])('does not begin when the stream is from %s (T9, X16)', async (_name, from) => {
    const { watched, server } = await stage.attack(async (client) => {
      await client.receive(/<stream:stream [^>]*>/);
      client.send(streamHeader(from) + features(mechanisms('SCRAM-SHA-256')));
    });
    expect((await watched.failure()).cause).toEqual({
      code: 'stream-wrong-domain',
      params: { expected: 'corp.test', presented: from },
    });
    expect(server.heard).not.toMatch(/<auth/);
  });

  it('does not follow see-other-host, encrypted or not (T8, X17)', async () => {
    const { watched, server } = await stage.attack(async (client) => {
      await client.receive(/<stream:stream [^>]*>/);
      client.send(
        `${streamHeader()}<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>evil.test:5222</see-other-host></stream:error>`,
      );
    });
    expect((await watched.failure()).cause).toEqual({
      code: 'server-error',
      params: { condition: 'see-other-host' },
    });
    expect(server.heard).not.toMatch(/<auth/);
  });

  it.each([
    ['a message before login', "<message from='corp.test'><body>hi</body></message>"],
    ['a roster push before login', "<iq type='set' id='1'><query xmlns='jabber:iq:roster'/></iq>"],
  ])('does not go on after %s', async (_name, stanza) => {
    const { watched, server } = await stage.attack(async (client) => {
      await client.receive(/<stream:stream [^>]*>/);
      client.send(streamHeader() + stanza);
    });
    expect((await watched.failure()).cause.code).toBe('stream-violation');
    expect(server.heard).not.toMatch(/<auth/);
  });

  it('takes nothing that was sent with "success" for part of the new stream', async () => {
    const { watched } = await stage.attack(async (client) => {
      await offering('SCRAM-SHA-256')(client);
      await playScram(client, {
        final: (right) =>
          `${success(`v=${right}`)}${features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>")}`,
      });
      await client.closed();
    });
    expect((await watched.failure()).cause).toEqual({
      code: 'stream-violation',
      params: { rule: 'stream.data-before-restart' },
    });
  });

  it.each([
    ['an address of somebody else', 'mallory@corp.test/x'],
    ['an address without resource', 'alice@corp.test'],
    ['no address', ''],
  ])('does not end with %s', async (_name, jid) => {
    const { watched } = await stage.attack(async (client) => {
      await offering('SCRAM-SHA-256')(client);
      await playScram(client);
      await client.receive(/<stream:stream [^>]*>/);
      client.send(streamHeader() + features("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"));
      const [, id = ''] = await client.receive(/<iq [^>]*id="([^"]*)"/);
      client.send(
        `<iq type='result' id='${id}'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>${jid}</jid></bind></iq>`,
      );
      await client.closed();
    });
    expect((await watched.failure()).cause).toEqual({
      code: 'stream-violation',
      params: { rule: 'bind.foreign-address' },
    });
  });

  it('leaves the place to the session that replaced it, and does not fight for it', async () => {
    const { watched, server } = await stage.attack(async (client) => {
      await playOnline(client);
      client.send(
        "<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>",
      );
    });
    expect(await watched.failure()).toEqual({ kind: 'refused', cause: { code: 'replaced', params: {} } });
    expect(server.clients).toHaveLength(1);
  });
});
