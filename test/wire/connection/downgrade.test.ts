import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { LoginStrength, ScramName } from '../../../electron/wire/connection/login-memory.ts';
import type { HostileClient } from '../../server/hostile-client.ts';
import {
  features,
  playBind,
  playScram,
  rfc6120,
  type SaslDialect,
  type ScramLogin,
  streamHeader,
  unmanaged,
  xep0388,
} from '../../server/hostile-login.ts';
import { UnderAttack } from './under-attack.ts';

const announced = (...types: string[]) =>
  `<sasl-channel-binding xmlns='urn:xmpp:sasl-cb:0'>${types.map((type) => `<channel-binding type='${type}'/>`).join('')}</sasl-channel-binding>`;

const scram = (name: ScramName, isBound: boolean): LoginStrength => ({ kind: 'scram', name, isBound });

/** XEP-0474 section 4.1, as SHA-256. */
const ssdp = (mechanisms: string[], bindings: string[] | null, between = '\x1E', lists = '\x1F') => {
  const list = (names: string[]) => names.toSorted().join(between);
  const text = list(mechanisms) + (bindings === null ? '' : lists + list(bindings));
  return `,h=${createHash('sha256').update(text).digest('base64')}`;
};

describe.each([
  ['SASL', rfc6120],
  ['SASL2', xep0388()],
] as [string, SaslDialect][])('a login in %s', (_name, say) => {
  const stage = new UnderAttack();

  const offering =
    (names: string[], more = '') =>
    async (client: HostileClient) => {
      await client.receive(/<stream:stream [^>]*>/);
      client.send(streamHeader() + features(say.offer(...names) + more));
    };
  const goOn = async (client: HostileClient) => {
    if (say === rfc6120) {
      await client.receive(/<stream:stream [^>]*>/);
      client.send(streamHeader());
    }
    client.send(features(unmanaged));
    await playBind(client, '');
  };

  it.each([
    ['only PLAIN is left', scram('SCRAM-SHA-1', false), ['PLAIN'], '', 'SCRAM-SHA-1'],
    ['nothing is left', scram('SCRAM-SHA-256', false), [], '', 'SCRAM-SHA-256'],
    [
      'the strongest hash is gone',
      scram('SCRAM-SHA-512', false),
      ['SCRAM-SHA-256', 'SCRAM-SHA-1'],
      '',
      'SCRAM-SHA-512',
    ],
    ['-PLUS is gone', scram('SCRAM-SHA-256', true), ['SCRAM-SHA-256'], '', 'SCRAM-SHA-256-PLUS'],
    [
      'the list of channel bindings is emptied',
      scram('SCRAM-SHA-256', true),
      ['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'],
      announced(),
      'SCRAM-SHA-256-PLUS',
    ],
    [
      'the list of channel bindings names only what nobody knows',
      scram('SCRAM-SHA-256', true),
      ['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'],
      announced('tls-imaginary'),
      'SCRAM-SHA-256-PLUS',
    ],
  ] as const)('is refused before it begins when %s (T5)', async (_what, before, offer, more, remembered) => {
    const { watched, server } = await stage.attack(offering([...offer], more), {
      remembered: [before],
      login: { allowPlain: true },
    });
    expect(await watched.failure()).toMatchObject({
      kind: 'waiting',
      cause: { code: 'login-weaker-than-before', params: { remembered, offered: offer.join(', ') } },
    });
    expect(server.heard).not.toMatch(/<auth|YWxpY2/);
  });

  it('may be as strong as before, or stronger, and is remembered then', async () => {
    const { watched } = await stage.attack(
      async (client) => {
        await offering(['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'], announced('tls-exporter'))(client);
        await playScram(client, {}, say);
        await goOn(client);
      },
      { remembered: [scram('SCRAM-SHA-256', false)] },
    );
    await watched.online();
    expect(watched.loginMemory.remembered.at(-1)).toEqual(scram('SCRAM-SHA-256', true));
  });

  it('with the password itself is not remembered', async () => {
    const { watched } = await stage.attack(
      async (client) => {
        await offering(['PLAIN'])(client);
        await client.receive(/<auth/);
        client.send(say.success(''));
        await goOn(client);
      },
      { login: { allowPlain: true } },
    );
    await watched.online();
    expect(watched.loginMemory.remembered).toEqual([]);
  });

  it.each([
    ['tls-exporter on TLS 1.3', 'TLSv1.3', ['tls-server-end-point', 'tls-exporter'], 'tls-exporter'],
    ['tls-exporter when nothing is announced on TLS 1.3', 'TLSv1.3', null, 'tls-exporter'],
    ['the certificate where that is all', 'TLSv1.3', ['tls-server-end-point'], 'tls-server-end-point'],
    ['the certificate on TLS 1.2', 'TLSv1.2', ['tls-unique', 'tls-server-end-point'], 'tls-server-end-point'],
    ['tls-unique on TLS 1.2 where that is all', 'TLSv1.2', ['tls-unique', 'tls-exporter'], 'tls-unique'],
    ['tls-unique when nothing is announced on TLS 1.2', 'TLSv1.2', null, 'tls-unique'],
  ] as const)(
    'is bound to the channel by %s (RFC 5802, RFC 9266, RFC 5929)',
    async (_how, version, types, name) => {
      let login: ScramLogin | null = null;
      const { watched, server } = await stage.attack(
        async (client) => {
          await offering(
            ['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'],
            types === null ? '' : announced(...types),
          )(client);
          login = await playScram(client, {}, say);
          await goOn(client);
        },
        { tlsOptions: { minVersion: version, maxVersion: version } },
      );
      await watched.online();
      const { tls } = await server.client(1);
      const [, body = ''] =
        /-----BEGIN CERTIFICATE-----([^-]*)/.exec(stage.certificates.get('none').cert) ?? [];
      const seenByServer = {
        'tls-exporter': () => tls?.exportKeyingMaterial(32, 'EXPORTER-Channel-Binding', Buffer.alloc(0)),
        'tls-unique': () => tls?.getPeerFinished(),
        'tls-server-end-point': () => createHash('sha256').update(Buffer.from(body, 'base64')).digest(),
      };
      expect(login).toMatchObject({ mechanism: 'SCRAM-SHA-256-PLUS', header: `p=${name},,` });
      expect(login).toHaveProperty('channel', seenByServer[name]());
      expect(watched.connection.state).toMatchObject({ tls: version, sasl: 'SCRAM-SHA-256-PLUS' });
    },
  );

  it('says that it could be bound to the channel when no -PLUS arrives, so that the server knows of a theft (T5)', async () => {
    let login: ScramLogin | null = null;
    const { watched } = await stage.attack(async (client) => {
      await offering(['SCRAM-SHA-256'], announced('tls-exporter'))(client);
      login = await playScram(client, {}, say);
      await goOn(client);
    });
    await watched.online();
    expect(login).toMatchObject({ mechanism: 'SCRAM-SHA-256', header: 'y,,' });
  });

  it('is not begun where -PLUS is offered without any way to bind that a server has to have (T5, XEP-0440)', async () => {
    const { watched, server } = await stage.attack(
      offering(['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'], announced()),
    );
    expect((await watched.failure()).cause.code).toBe('no-acceptable-login');
    expect(server.heard).not.toMatch(/<auth/);
  });

  const offered = ['SCRAM-SHA-256', 'SCRAM-SHA-256-PLUS'];
  const types = ['tls-exporter', 'tls-server-end-point'];
  it.each([
    ['all of it', ssdp(offered, types)],
    ['all of it, as servers said before XEP-0474 0.4.0', ssdp(offered, types, ',', '|')],
    ['nothing of it', ''],
  ])('goes on when the server says it offered %s (XEP-0474)', async (_what, extensions) => {
    const { watched } = await stage.attack(async (client) => {
      await offering(offered, announced(...types))(client);
      await playScram(client, { extensions }, say);
      await goOn(client);
    });
    await watched.online();
  });

  it.each([
    ['a mechanism more', ssdp([...offered, 'SCRAM-SHA-512-PLUS'], types), offered],
    ['a channel binding more', ssdp(offered, [...types, 'tls-unique']), offered],
    ['no channel bindings at all', ssdp(offered, null), offered],
    ['two things that arrived as one', ssdp(['A', 'B', ...offered], types, ',', '|'), ['A,B', ...offered]],
    ['something that is no hash', ',h=', offered],
    ['the right thing, and then another', `${ssdp(offered, types)},h=AAAA`, offered],
  ])(
    'ends without a proof when the server says it offered %s (T5, XEP-0474)',
    async (_what, extensions, names) => {
      const { watched, server } = await stage.attack(async (client) => {
        await offering(names, announced(...types))(client);
        await playScram(client, { extensions }, say).catch(() => undefined);
        await client.closed();
      });
      expect(await watched.failure()).toEqual({
        kind: 'refused',
        cause: { code: 'server-not-genuine', params: { rule: 'scram.downgrade' } },
      });
      expect(server.heard).not.toMatch(/<response/);
      expect(watched.loginMemory.remembered).toEqual([]);
    },
  );
});
